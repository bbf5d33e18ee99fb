// SPDX-License-Identifier: Apache-2.0
// The engine that works a plan out over whole columns, in morsels that stay in the nearest caches, with several threads. What
// the plan leaves out is asked of the interpreter, so that results are always whole: every field of a DayResult is as
// interpret::Session gives it, whatever the number of threads. Numbers that do not fit are found by the interpreter, which
// then works out the whole moment.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/plan/plan.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/interpret.h"
#include "runtime/vector/condition_code.h"
#include "runtime/vector/profile.h"

namespace polc::vector {

// The classes at the end of a day, as interpret::ClassTable has them.
struct ClassesOfDay {
  value::Day day;
  std::span<const interpret::ClassState> state;
  std::span<const std::uint8_t> rank;
};

// As interpret::Session; program, facts and sink must outlive it.
class Session {
 public:
  // `threads`: at least 1. `days`: about how many it will be asked, where that is known. `code`: with a compiler, conditions
  // over chosen rows are machine code; the results are the same.
  Session(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink, interpret::Options options = {},
          std::size_t threads = 1, std::size_t days = 1, const CodeOptions& code = {});
  ~Session();
  Session(Session&&) noexcept;

  [[nodiscard]] interpret::DayResult evaluate(value::Moment moment);
  void evaluate_in_parts(value::Moment moment, const std::function<void(interpret::DayResult&)>& on_part,
                         facts::Row subjects_at_once);
  [[nodiscard]] interpret::ClassTable classes(core::ScaleId scale, core::RelationId sort, value::Moment moment);
  // The same for every day from the first to the last, in order; what is handed out is good until `on_day` returns. Where
  // nothing but numbers in windows changes from one day to the next, a day more costs next to nothing.
  void classes_of_days(core::ScaleId scale, core::RelationId sort, value::Day first, value::Day last,
                       const std::function<void(const ClassesOfDay&)>& on_day);

  [[nodiscard]] const plan::Plan& plan() const;
  // Of everything that was evaluated so far.
  [[nodiscard]] const Profile& profile() const;
  // No value: it was to make no code.
  [[nodiscard]] std::optional<CodeUse> code_use() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace polc::vector
