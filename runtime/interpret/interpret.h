// SPDX-License-Identifier: Apache-2.0
// The reference interpreter: core rules and facts in; classes, norms, violations, conflicts, gaps and unknowns of a moment
// out. It is the measure of every other engine: plain, set-at-a-time, exact. Numbers that do not fit are findings (P09xx)
// in the sink, and what depends on them is unknown. The program must have passed core::verify.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/coverage.h"
#include "runtime/interpret/result.h"
#include "runtime/value/civil_time.h"

namespace polc::interpret {

struct Options {
  bool norms = true;                     // false: classes and flags only
  bool breaches = true;                  // with norms: conflicts, violations and breaches, beside what is due
  bool explain_unknowns = true;          // fill DayResult::unknowns and missing (the count is always filled)
  std::size_t unknowns_kept = 1000;      // a day
  std::size_t missing_kept = 20;         // for one unknown
  std::vector<core::PolicyId> policies;  // the only ones that count; empty: all of the program
  Coverage* coverage = nullptr;  // with norms: what each moment touches is added to it; it must outlive the session
};

// The last minute of a day: the moment of a day without a time.
[[nodiscard]] value::Moment end_of(value::Day day);

// Evaluates moments one after the other, any order (days in rising order are fastest), and keeps what the next one can use
// again. Program, facts and sink must outlive it.
class Session {
 public:
  Session(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink, Options options = {});
  ~Session();
  Session(Session&&) noexcept;

  [[nodiscard]] DayResult evaluate(value::Moment moment);
  // The same, some subjects of each sort at a time, in the order of their rows: classes and flags, and what is unknown of
  // them, come with the first part, what bears on a subject with the part it is in. Together the parts hold what `evaluate`
  // gives, in another order; only the norms on so many subjects are in memory at once. What is handed out is good until
  // `on_part` returns; only where there is one part may it be moved away.
  void evaluate_in_parts(value::Moment moment, const std::function<void(DayResult&)>& on_part, Row subjects_at_once);
  // One class table alone; nothing else is worked out than what it needs.
  [[nodiscard]] ClassTable classes(core::ScaleId scale, core::RelationId sort, value::Moment moment);
  // A single condition for the given rows 0 of `relation`.
  [[nodiscard]] std::vector<Truth> holds(core::ConditionId condition, core::RelationId relation,
                                         const std::vector<Row>& rows, value::Moment moment);

 private:
  friend class Probe;
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] DayResult evaluate_day(const core::Program& program, const facts::FactBase& facts, value::Moment moment,
                                     diag::Sink& sink, const Options& options = {});
// Every day from first to last, each at its end. `on_day` may say false to stop.
void evaluate_span(const core::Program& program, const facts::FactBase& facts, value::Day first, value::Day last,
                   diag::Sink& sink, const std::function<bool(DayResult&&)>& on_day, const Options& options = {});

// ---------------------------------------------------------------- tests

struct FailedExpectation {
  std::size_t step = 0;         // of Test::steps
  std::size_t expectation = 0;  // of that step
};
struct TestOutcome {
  std::size_t expectations = 0;
  std::vector<FailedExpectation> failed;
};
// Runs one test block of the program on the facts that it gives. Each expectation that does not hold is a finding at its
// place (P09xx) that says what was found instead. `coverage`, of the same program, takes what its steps touch.
[[nodiscard]] TestOutcome run_test(const core::Program& program, const core::Test& test, diag::Sink& sink,
                                   Coverage* coverage = nullptr);

}  // namespace polc::interpret
