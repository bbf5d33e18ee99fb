// SPDX-License-Identifier: Apache-2.0
#include "runtime/interpret/probe.h"

#include <algorithm>

#include "runtime/interpret/norms.h"
#include "runtime/interpret/session_state.h"

namespace polc::interpret {

namespace {

// A batch of one instance.
Batch batch_of_one(const Scope& scope) {
  Batch batch{scope.relations, {}, 1};
  for (const Row row : scope.rows) batch.rows.push_back({row});
  return batch;
}

Reading reading_of(const Values& values, core::TypeKind kind) {
  Reading reading;
  reading.presence = values.presence[0];
  if (!values.given(0)) return reading;
  reading.raw = values.numbers[0];
  if (kind == core::TypeKind::Number) reading.number = number_at(values, 0);
  if (kind == core::TypeKind::Text) reading.text = values.texts[0];
  return reading;
}

}  // namespace

struct Probe::State {
  State(World& world, value::Moment moment) : evaluator(world, moment), norms(evaluator) {}

  Evaluator evaluator;
  NormEvaluator norms;
};

Probe::Probe(Session& session, value::Moment moment) : state_(std::make_unique<State>(session.state_->world, moment)) {}
Probe::~Probe() = default;
Probe::Probe(Probe&&) noexcept = default;

value::Moment Probe::moment() const { return state_->evaluator.now; }

Truth Probe::holds(core::ConditionId condition, const Scope& scope) {
  return state_->evaluator.condition(condition, batch_of_one(scope))[0];
}

Row Probe::follow(const core::Path& path, const Scope& scope) const {
  return state_->evaluator.follow(path, batch_of_one(scope))[0];
}

Reading Probe::value(core::ValueId value, const Scope& scope) {
  return reading_of(state_->evaluator.value(value, batch_of_one(scope)), state_->evaluator.program[value].type.kind);
}

CountReading Probe::count(core::ConditionId condition, const Scope& scope) {
  Evaluator& evaluator = state_->evaluator;
  const core::Condition& node = evaluator.program[condition];
  const core::Count& count = std::get<core::Count>(node.kind);
  const Batch batch = batch_of_one(scope);
  const PreparedCount prepared = evaluator.prepare(count, node.span, batch);
  const Series& series = prepared.rows.by_instance ? prepared.rows.own : *prepared.rows.series;
  CountReading reading;
  reading.thing = prepared.things[0];
  reading.window = prepared.window[0];
  reading.begin = prepared.begin[0];
  reading.end = prepared.end[0];
  reading.in_minutes = series.in_minutes;
  const core::Relation& relation = evaluator.program[count.relation];
  const facts::Table& table = evaluator.facts[count.relation];
  const auto* amounts =
      relation.counting_column ? std::get_if<facts::NumberColumn>(&table.columns[*relation.counting_column]) : nullptr;
  if (amounts != nullptr) reading.step = amounts->step;
  if (prepared.lowest) reading.lowest = reading_of(*prepared.lowest, core::TypeKind::Number);
  if (prepared.highest) reading.highest = reading_of(*prepared.highest, core::TypeKind::Number);
  if (reading.thing == no_row || series.overflow) return reading;
  reading.number = evaluator.number(prepared, count, 0);
  const std::int64_t now = evaluator.now_in(series);
  if (reading.window == Presence::Given) {
    const auto add_missing = [&](Row subject, const Gaps& gaps) {
      for (const facts::Gap& gap : missing_in(series, reading.begin, std::min(reading.end, now), gaps))
        reading.missing.push_back({Missing::Kind::Report, count.relation, subject, gap.first, gap.last, 0});
    };
    if (table.reports && relation.subject == count.link)
      add_missing(reading.thing, evaluator.gaps_of(count.relation, count.link, reading.thing));
    else if (table.reports)
      for (Row subject = 0; subject + 1 < table.reports->first_gap.size() && reading.missing.size() < rows_kept;
           ++subject)
        add_missing(subject, {table.reports->gaps_of(subject), table.reports->every, evaluator.today});
  }
  const Grouped& grouped = evaluator.world.grouped(count.relation, count.link);
  const auto [first_entry, last_entry] = grouped.by_group[reading.thing];
  std::vector<Row> rows;
  for (std::uint32_t entry = first_entry; entry < last_entry; ++entry) rows.push_back(grouped.row(entry));
  if (relation.begin) std::erase_if(rows, [&](Row row) { return time_at(table.columns[*relation.begin], row) > now; });
  std::reverse(rows.begin(), rows.end());
  std::vector<Truth> truths(rows.size(), Truth::True);
  if (count.filter && !rows.empty()) {
    Batch pairs = select(batch, std::vector<std::uint32_t>(rows.size(), 0));
    pairs.relations.push_back(count.relation);
    pairs.rows.push_back(rows);
    truths = evaluator.condition(*count.filter, pairs);
  }
  std::vector<std::pair<std::int64_t, Row>> outside;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    std::int64_t away = 0;
    if (relation.begin) {
      const std::int64_t first = time_at(table.columns[*relation.begin], rows[at]);
      const std::int64_t last = relation.end ? time_at(table.columns[*relation.end], rows[at]) : first;
      away = last < reading.begin ? reading.begin - last : first > reading.end ? first - reading.end : 0;
    }
    if (reading.window != Presence::Given || away > 0) {
      if (truths[at] == Truth::True) outside.emplace_back(away, rows[at]);
    } else if (truths[at] == Truth::False) {
      if (reading.left_out.size() < rows_kept) reading.left_out.push_back(rows[at]);
    } else {
      ++reading.row_count;
      if (reading.rows.size() >= rows_kept) continue;
      std::optional<std::int64_t> amount;
      if (amounts == nullptr && !relation.counting_column) amount = 1;
      if (amounts != nullptr && amounts->mantissas[rows[at]] != facts::absent_number)
        amount = amounts->mantissas[rows[at]];
      reading.rows.push_back({rows[at], truths[at], amount});
    }
  }
  std::stable_sort(outside.begin(), outside.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  for (const auto& [away, row] : outside)
    if (reading.outside.size() < rows_kept) reading.outside.push_back(row);
  return reading;
}

Truth Probe::count_on_day(core::ConditionId condition, const Scope& scope, std::int64_t day) {
  Evaluator& evaluator = state_->evaluator;
  const core::Condition& node = evaluator.program[condition];
  return evaluator.count_on_day(std::get<core::Count>(node.kind), node.span, batch_of_one(scope), day);
}

const ClassTable& Probe::classes(core::ScaleId scale, core::RelationId sort) {
  return state_->evaluator.classes(scale, sort);
}

Truth Probe::flag(core::RelationId sort, core::ColumnIndex column, Row row) {
  return state_->evaluator.flag(sort, column)[row];
}

std::vector<std::uint32_t> Probe::class_rules(core::ScaleId scale, core::RelationId sort) const {
  const auto& rules = state_->evaluator.world.class_rules;
  const auto found = rules.find({scale.index, sort.index});
  return found == rules.end() ? std::vector<std::uint32_t>() : found->second;
}

std::vector<std::uint32_t> Probe::flag_rules(core::RelationId sort, core::ColumnIndex column) const {
  const auto& rules = state_->evaluator.world.flag_rules;
  const auto found = rules.find({sort.index, column});
  return found == rules.end() ? std::vector<std::uint32_t>() : found->second;
}

Truth Probe::rule(std::uint32_t at, Row row) { return state_->evaluator.class_rule_with_otherwise(at, {row})[0]; }

std::vector<GivenClass> Probe::given_classes(core::ScaleId scale, core::RelationId sort, Row row) {
  return state_->evaluator.given_classes(scale, sort, row);
}

std::uint32_t Probe::combination(std::uint32_t at) const {
  const Evaluator& evaluator = state_->evaluator;
  const core::ClassRule& rule = evaluator.program.class_rules[at];
  if (!rule.scale) return no_index;
  return combination_of(evaluator.world, *rule.scale, rule.sort, evaluator.program[rule.sentence.article].policy);
}

Reach Probe::reach(const core::Sentence& sentence, core::RelationId sort, Row row) {
  Evaluator& evaluator = state_->evaluator;
  return evaluator.reach(sentence, sort, row);
}

std::vector<NormReading> Probe::norm(std::uint32_t at, Row subject, std::size_t kept) {
  Evaluator& evaluator = state_->evaluator;
  NormEvaluator& norms = state_->norms;
  const core::Norm& norm = norms.norm(at);
  std::vector<Row> rows{subject};
  if (norm.occasion) {
    rows.clear();
    const auto all = norms.rows_of(at, subject);
    for (auto row = all.rbegin(); row != all.rend() && rows.size() < kept; ++row) rows.push_back(*row);
  }
  const Bearing& bearing = norms.bearing(at);
  std::vector<NormReading> readings;
  for (const Row row : rows) {
    NormReading reading;
    reading.row = row;
    reading.subject = subject;
    reading.reach = evaluator.reach(norm.sentence, norm.sort, subject);
    reading.to_come = norms.is_to_come(at, row);
    const Batch one = norms.instances(at, {row});
    reading.guard = evaluator.condition(norm.guard, one)[0];
    for (const core::ConditionId exception : norm.exceptions)
      reading.exceptions.push_back(evaluator.condition(exception, one)[0]);
    for (const std::uint32_t other : norms.prevailing_over(at))
      if (const Truth truth = norms.bears_alone(other, subject); truth != Truth::False)
        reading.overriding.push_back({other, truth});
    for (const std::uint32_t other : norms.sparing(at))
      if (const Truth truth = norms.bears_alone(other, subject); truth != Truth::False)
        reading.exempting.push_back({other, truth});
    const auto entry = std::find(bearing.row.begin(), bearing.row.end(), row);
    if (entry != bearing.row.end()) {
      const auto which = static_cast<std::size_t>(entry - bearing.row.begin());
      reading.guarded = bearing.guarded[which];
      reading.active = bearing.active[which];
      reading.begun = bearing.begun[which];
      reading.first_day = day_or_none(bearing.first_day[which]);
      reading.last_day = day_or_none(bearing.last_day[which]);
      if (bearing.due_by[which] != facts::absent_moment) reading.due_by = value::Moment{bearing.due_by[which]};
    }
    readings.push_back(std::move(reading));
  }
  return readings;
}

std::vector<Violation> Probe::violations(std::uint32_t norm) {
  DayResult result;
  result.moment = moment();
  add_violations_of(state_->norms, norm, result);
  return std::move(result.violations);
}

}  // namespace polc::interpret
