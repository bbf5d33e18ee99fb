// SPDX-License-Identifier: Apache-2.0
// The engine that works out days for a command: the interpreter, or passes over whole columns, with or without machine code. All
// give the same.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/driver/arguments.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/interpret.h"
#include "runtime/value/result.h"
#include "runtime/vector/condition_code.h"
#include "runtime/vector/session.h"

namespace polc::driver {

// The machine code that the arguments ask for over these facts, for so many days; an error is why it cannot be made.
[[nodiscard]] value::Result<vector::CodeOptions, std::string> code_options(const facts::FactBase& facts,
                                                                           const EngineArguments& arguments,
                                                                           std::size_t days);

class DayEngine {
 public:
  // Program, facts and sink must outlive it. `days`: how many it will be asked.
  DayEngine(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink,
            const interpret::Options& options, const EngineArguments& arguments, std::size_t days,
            const vector::CodeOptions& code);

  [[nodiscard]] interpret::DayResult evaluate(value::Moment moment);
  void evaluate_in_parts(value::Moment moment, const std::function<void(interpret::DayResult&)>& on_part,
                         facts::Row subjects_at_once);
  // The plan with the time and the rows of each of its steps; that there are none, where the interpreter was the engine.
  [[nodiscard]] std::string profile() const;
  // Why no more machine code can be made, which changes no result; else empty.
  [[nodiscard]] std::string code_failure() const;

 private:
  const core::Program& program_;
  const facts::FactBase& facts_;
  std::variant<interpret::Session, vector::Session> session_;
};

}  // namespace polc::driver
