// SPDX-License-Identifier: Apache-2.0
// The engine that works out days for a command: the interpreter, or passes over whole columns. Both give the same.
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
#include "runtime/vector/session.h"

namespace polc::driver {

class DayEngine {
 public:
  // Program, facts and sink must outlive it. `days`: how many it will be asked.
  DayEngine(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink,
            const interpret::Options& options, const EngineArguments& arguments, std::size_t days);

  [[nodiscard]] interpret::DayResult evaluate(value::Moment moment);
  void evaluate_in_parts(value::Moment moment, const std::function<void(interpret::DayResult&&)>& on_part,
                         facts::Row subjects_at_once);
  // The plan with the time and the rows of each of its steps; that there are none, where the interpreter was the engine.
  [[nodiscard]] std::string profile() const;

 private:
  const core::Program& program_;
  const facts::FactBase& facts_;
  std::variant<interpret::Session, vector::Session> session_;
};

}  // namespace polc::driver
