// SPDX-License-Identifier: Apache-2.0
// On whom each norm bears at one moment, with its span of days; what is due, combined; and which norms contradict.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "runtime/interpret/coverage.h"
#include "runtime/interpret/evaluator.h"
#include "runtime/interpret/result.h"

namespace polc::interpret {

// The instances of a norm whose guard is not false, as parallel arrays.
struct Bearing {
  std::vector<Row> row;  // row 0: the occasion, or the subject itself
  std::vector<Row> subject;
  std::vector<Truth> guarded;           // applies, guard, no exception, not overridden, not exempt
  std::vector<Truth> active;            // and inside its span of days and before its deadline
  std::vector<Truth> begun;             // as `active`, but whether or not the deadline has passed
  std::vector<std::int32_t> first_day;  // of the span; absent_day: none, or not known
  std::vector<std::int32_t> last_day;
  std::vector<std::int64_t> due_by;  // last minute of the deadline; absent_moment: none
  [[nodiscard]] std::size_t size() const { return row.size(); }
};

class NormEvaluator {
 public:
  explicit NormEvaluator(Evaluator& evaluator);

  const Bearing& bearing(std::uint32_t norm);
  // The rows 0 of which the guard is asked: the norm's policy applies to the subject, and the occasion has come.
  std::vector<Row> open_rows(std::uint32_t norm);
  // Of each subject of the norm's sort: whether it is active / guarded on any occasion.
  std::vector<Truth> active_subjects(std::uint32_t norm);
  std::vector<Truth> guarded_subjects(std::uint32_t norm);
  Batch instances(std::uint32_t norm, const std::vector<Row>& rows) const {
    return batch_of(first_relation(norm), rows);
  }
  core::RelationId first_relation(std::uint32_t norm) const;
  const core::Norm& norm(std::uint32_t at) const { return evaluator.program.norms[at]; }
  core::PolicyId policy(std::uint32_t at) const { return evaluator.program[norm(at).sentence.article].policy; }
  // The head that is due: of a sequence the step that today lies in.
  std::uint32_t step(std::uint32_t norm, std::size_t entry);
  // Whether the norm's policy applied and its guard held at the end of a past day.
  Truth held_on(std::uint32_t norm, Row row, std::int32_t day) { return past_raw(norm, day)[row]; }
  std::vector<value::Rational> step_lengths(std::uint32_t norm, Row row);

  Evaluator& evaluator;

 private:
  std::vector<Truth> raw(std::uint32_t norm);  // applies and guard, by all of row 0
  const std::vector<Truth>& past_raw(std::uint32_t norm, std::int32_t day);
  std::vector<Row> subjects(std::uint32_t norm, const Batch& batch) const;
  Bearing work_out(std::uint32_t norm);
  void except(std::uint32_t norm, Bearing& bearing);
  void override_and_exempt(std::uint32_t norm, Bearing& bearing);
  void set_span(std::uint32_t norm, Bearing& bearing);
  void set_run(std::uint32_t norm, Bearing& bearing);
  void set_fixed_span(std::uint32_t norm, Bearing& bearing);
  void set_until(std::uint32_t norm, Bearing& bearing);
  void set_occasion_day(std::uint32_t norm, Bearing& bearing);
  void set_deadline(std::uint32_t norm, Bearing& bearing);
  const Bearing& alone(std::uint32_t norm);  // other sentences left out
  std::vector<Truth> by_subject(std::uint32_t norm, const Bearing& on, bool guarded = false) const;

  std::map<std::uint32_t, Bearing> bearings_, alone_;
  std::map<std::int32_t, std::unique_ptr<Evaluator>> past_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> overriding_;  // by article: the norms that prevail over it
  std::map<std::uint32_t, std::vector<std::uint32_t>> exempting_;   // by policy: its `need not`s
};

// The measure of each head; quantities are left out.
[[nodiscard]] std::vector<core::MeasureId> measures_of(const core::Norm& norm);
[[nodiscard]] const core::MeasureHead* measure_head(const core::Norm& norm, std::uint32_t head);

// due.cpp
void add_due(NormEvaluator& norms, DayResult& result);
void add_conflicts(NormEvaluator& norms, DayResult& result);
// violations.cpp
void add_violations(NormEvaluator& norms, DayResult& result);
// coverage.cpp: adds to what tests have touched
void add_coverage(NormEvaluator& norms, Coverage& coverage);
// superiors.cpp, limits.cpp
void add_breaches_of_superiors(NormEvaluator& norms, DayResult& result);
void add_breaches_of_limits(NormEvaluator& norms, DayResult& result);

}  // namespace polc::interpret
