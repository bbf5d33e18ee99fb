// SPDX-License-Identifier: Apache-2.0
#include "runtime/interpret/compliance.h"

#include <algorithm>

namespace polc::interpret {

bool contains(const std::vector<core::MeasureId>& all, core::MeasureId one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::vector<core::MeasureId> implied_by(const core::Program& program, core::MeasureId measure) {
  std::vector<core::MeasureId> found{measure};
  for (std::size_t next = 0; next < found.size(); ++next)
    for (const core::MeasureId more : program[found[next]].counts_as)
      if (!contains(found, more)) found.push_back(more);
  return found;
}

std::vector<core::MeasureId> acts_counting_as(const core::Program& program, core::MeasureId measure) {
  std::vector<core::MeasureId> found;
  for (std::uint32_t at = 0; at < program.vocabulary.measures.size(); ++at)
    if (contains(implied_by(program, {at}), measure)) found.push_back({at});
  return found;
}

std::vector<core::MeasureId> excluded_by(const core::Program& program, core::MeasureId measure) {
  std::vector<core::MeasureId> found;
  for (const core::MeasureId act : implied_by(program, measure)) {
    for (const auto* excluded : {&program[act].rules_out, &program[act].opposite_of})
      for (const core::MeasureId one : *excluded)
        if (!contains(found, one)) found.push_back(one);
    // Opposites are opposite of each other, whichever says so.
    for (std::uint32_t at = 0; at < program.vocabulary.measures.size(); ++at)
      if (contains(program.vocabulary.measures[at].opposite_of, act) && !contains(found, {at})) found.push_back({at});
  }
  // To rule out an act is to rule out all that count as it.
  for (std::size_t next = 0, direct = found.size(); next < direct; ++next)
    for (const core::MeasureId one : acts_counting_as(program, found[next]))
      if (!contains(found, one)) found.push_back(one);
  return found;
}

bool Compliance::can_be_attested(core::MeasureId id, core::RelationId sort) const {
  const core::Measure& measure = evaluator_.program[id];
  for (std::size_t at = 0; at < measure.conduct.size(); ++at)
    if (measure.sorts[at] == sort && evaluator_.facts[measure.conduct[at]].row_count > 0) return true;
  return false;
}

bool Compliance::can_be_told(core::MeasureId measure, core::RelationId sort) {
  const std::vector<core::MeasureId>& all = acts(measure);
  return std::any_of(all.begin(), all.end(),
                     [&](core::MeasureId act) { return can_be_attested(act, sort) || can_be_shown(act, sort); });
}

Truth Compliance::attested_itself(core::MeasureId id, core::RelationId sort, Row subject) const {
  const core::Measure& measure = evaluator_.program[id];
  for (std::size_t at = 0; at < measure.conduct.size(); ++at) {
    if (measure.sorts[at] != sort) continue;
    const core::Relation& relation = evaluator_.program[measure.conduct[at]];
    const facts::Table& table = evaluator_.facts[measure.conduct[at]];
    const facts::YesNoColumn* done = nullptr;
    const facts::DayColumn* days = nullptr;
    for (core::ColumnIndex column = 0; column < relation.columns.size(); ++column) {
      if (relation.columns[column].type.kind == core::TypeKind::YesNo && done == nullptr)
        done = std::get_if<facts::YesNoColumn>(&table.columns[column]);
      if (relation.columns[column].type.kind == core::TypeKind::Day && days == nullptr)
        days = std::get_if<facts::DayColumn>(&table.columns[column]);
    }
    if (done == nullptr || !table.by_subject.exists()) return Truth::Unknown;
    // A row of the day itself goes before one that holds for every day; among equals one `yes` is enough.
    Truth general = Truth::Unknown;
    Truth of_today = Truth::Unknown;
    const auto [first, last] = table.rows_of(subject);
    for (Row row = first; row < last; ++row) {
      const std::int32_t day = days == nullptr ? facts::absent_day : days->days[row];
      if (done->values[row] == Truth::Unknown || (day != facts::absent_day && day != evaluator_.today.since_epoch))
        continue;
      Truth& which = day == facts::absent_day ? general : of_today;
      if (which != Truth::True) which = done->values[row];
    }
    return of_today == Truth::Unknown ? general : of_today;
  }
  return Truth::Unknown;
}

const std::vector<core::MeasureId>& Compliance::acts(core::MeasureId measure) {
  const auto [found, is_new] = acts_.try_emplace(measure.index);
  if (is_new) found->second = acts_counting_as(evaluator_.program, measure);
  return found->second;
}

Truth Compliance::attested(core::MeasureId measure, core::RelationId sort, Row subject) {
  for (const core::MeasureId act : acts(measure))
    if (attested_itself(act, sort, subject) == Truth::True) return Truth::True;
  return attested_itself(measure, sort, subject);
}

bool Compliance::can_be_shown(core::MeasureId id, core::RelationId sort) const {
  const core::Measure& measure = evaluator_.program[id];
  if (!measure.shown_by) return false;
  const core::Relation& event = evaluator_.program[*measure.shown_by];
  // Facts without the table say nothing of what was done.
  if (!event.begin || std::holds_alternative<facts::NoColumn>(evaluator_.world.column(*measure.shown_by, *event.begin)))
    return false;
  return event.subject && event.columns[*event.subject].type.target == sort;
}

std::vector<Interval> Compliance::shown(core::MeasureId id, const std::vector<Row>& subjects,
                                        const std::vector<DaySpan>& spans) {
  const core::Measure& measure = evaluator_.program[id];
  const core::RelationId event = *measure.shown_by;
  const core::ColumnIndex link = *evaluator_.program[event].subject;
  const Batch outer{{}, {}, subjects.size()};
  const CountedRows rows =
      evaluator_.counted_rows(event, link, subjects, measure.shown_by_filter, outer, measure.label.span);
  const Series& series = rows.by_instance ? rows.own : *rows.series;
  std::vector<Interval> numbers(subjects.size());
  for (std::size_t at = 0; at < subjects.size(); ++at) {
    DaySpan span = spans[at];
    if (series.in_minutes) {
      if (span.first > long_ago) span.first *= value::minutes_per_day;
      if (span.last < far_off) span.last = span.last * value::minutes_per_day + value::minutes_per_day - 1;
    }
    const std::uint32_t group = rows.by_instance ? static_cast<std::uint32_t>(at) : subjects[at];
    numbers[at] = number_in(series, group, span.first, span.last, evaluator_.now_in(series),
                            evaluator_.gaps_of(event, link, subjects[at]));
  }
  return numbers;
}

}  // namespace polc::interpret
