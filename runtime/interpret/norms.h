// SPDX-License-Identifier: Apache-2.0
// On whom each norm bears at one moment, with its span of days; what is due, combined; and which norms contradict.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
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

// The subjects that are looked at, of every sort alike: rows first … last - 1, as far as there are any.
struct Subjects {
  Row first = 0;
  Row last = no_row;
};

// What another engine has worked out of the norms for the moment of the evaluator. What it does not say is worked out here.
class NormSource {
 public:
  virtual ~NormSource() = default;
  // Appends the rows 0 of these subjects for which the policy applies and the guard is not false, rising, and how true that is.
  // Says false, and appends nothing, where it does not know.
  virtual bool guard(std::uint32_t norm, const Subjects& subjects, std::vector<Row>& rows,
                     std::vector<Truth>& truths) = 0;
  // Appends what is due by the norm alone to these subjects, by subject, then occasion.
  virtual bool due(std::uint32_t norm, const Subjects& subjects, DueList& due) = 0;
};

class NormEvaluator {
 public:
  // `source`, where there is one, outlives it.
  explicit NormEvaluator(Evaluator& evaluator, Subjects subjects = {}, NormSource* source = nullptr);

  const Bearing& bearing(std::uint32_t norm);
  // Arrays by subject have a place for each that is looked at.
  std::size_t places(core::RelationId sort) const;
  // At or beyond `places` for a subject that is not looked at.
  std::size_t place(Row subject) const { return static_cast<Row>(subject - subjects_.first); }
  Row subject_at(std::size_t place) const { return subjects_.first + static_cast<Row>(place); }
  std::vector<Row> subjects_of(core::RelationId sort) const;
  // The rows 0 of a norm among which its instances are: first … second - 1.
  std::pair<Row, Row> rows_of(std::uint32_t norm) const;
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
  // Whether the norm's policy applied and its guard held for the row at the end of a past day.
  Truth held_on(std::uint32_t norm, Row row, std::int32_t day);
  std::vector<value::Rational> step_lengths(std::uint32_t norm, Row row);
  // The rows 0 of one subject, by time.
  [[nodiscard]] std::vector<Row> rows_of(std::uint32_t norm, Row subject);
  // The occasion is later than the moment, and nothing is to be done before it.
  [[nodiscard]] bool is_to_come(std::uint32_t norm, Row row) const;
  // The norms whose `notwithstanding` names this one's article and may prevail over it; the `need not`s of all its policy that
  // spare the subject every measure it could choose.
  [[nodiscard]] std::vector<std::uint32_t> prevailing_over(std::uint32_t norm) const;
  [[nodiscard]] std::vector<std::uint32_t> sparing(std::uint32_t norm) const;
  // Whether the norm is active for the subject, other sentences left out.
  Truth bears_alone(std::uint32_t norm, Row subject);
  // Appends what is due by the norm alone, by subject, then occasion.
  void add_due_by(std::uint32_t norm, DueList& due);

  Evaluator& evaluator;

 private:
  // Those of `rows`, which are among rows_of, of which the guard is asked.
  std::vector<Row> open_among(std::uint32_t norm, const std::vector<Row>& rows);
  // Applies and guard, for each of `rows`, which rise and are among rows_of.
  std::vector<Truth> raw(std::uint32_t norm, const std::vector<Row>& rows);
  // What is not known yet of `rows` is worked out.
  const PastGuard& past_guard(std::uint32_t norm, std::int32_t day, const std::vector<Row>& rows);
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
  Subjects subjects_;
  NormSource* source_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> overriding_;  // by article: the norms that prevail over it
  std::map<std::uint32_t, std::vector<std::uint32_t>> exempting_;   // by policy: its `need not`s
};

// The measure of each head; quantities are left out.
[[nodiscard]] std::vector<core::MeasureId> measures_of(const core::Norm& norm);
[[nodiscard]] const core::MeasureHead* measure_head(const core::Norm& norm, std::uint32_t head);

// due.cpp
void sort_entries(std::span<DueEntry> entries);  // by subject, then occasion
void add_due(NormEvaluator& norms, DayResult& result);
void add_conflicts(NormEvaluator& norms, DayResult& result);
// violations.cpp
void add_violations_of(NormEvaluator& norms, std::uint32_t norm, DayResult& result);  // against the facts
void add_violations(NormEvaluator& norms, DayResult& result);
// coverage.cpp: adds to what tests have touched
void add_coverage(NormEvaluator& norms, Coverage& coverage);
// superiors.cpp, limits.cpp
void add_breaches_of_superiors(NormEvaluator& norms, DayResult& result);
void add_breaches_of_limits(NormEvaluator& norms, DayResult& result);

// Whole days that a length in minutes takes.
[[nodiscard]] std::int64_t ceiling_days(value::Rational minutes);

}  // namespace polc::interpret
