// SPDX-License-Identifier: Apache-2.0
// Classes, defined attributes, norms and what was done.
#include <algorithm>

#include "runtime/explain/propose.h"
#include "runtime/facts/names.h"

namespace polc::explain {

using interpret::no_row;
using interpret::Row;
using interpret::Scope;
using value::Truth;

Proposals Proposer::rule(std::uint32_t at, Row thing, bool wanted) {
  if (!take_step()) return {};
  const core::ClassRule& rule = program_.class_rules[at];
  if (probe_.rule(at, thing) == value::truth(wanted)) return nothing_to_do();
  // Facts do not bring a policy into force; what does is not theirs to change here.
  if (wanted && probe_.reach(rule.sentence, rule.sort, thing).applies == Truth::False) return {};
  const Scope scope{{rule.sort}, {thing}};
  Proposals proposals = condition(rule.condition, scope, wanted);
  for (const core::ConditionId exception : rule.exceptions)
    proposals = wanted ? both(proposals, condition(exception, scope, false))
                       : either(std::move(proposals), condition(exception, scope, true));
  if (!rule.otherwise) return proposals;
  const core::PolicyId policy = program_[rule.sentence.article].policy;
  const auto others =
      rule.scale ? probe_.class_rules(*rule.scale, rule.sort) : probe_.flag_rules(rule.sort, *rule.flag);
  for (const std::uint32_t other : others) {
    const core::ClassRule& candidate = program_.class_rules[other];
    if (candidate.otherwise || program_[candidate.sentence.article].policy != policy) continue;
    Proposals more = this->rule(other, thing, !wanted);
    proposals = wanted ? both(proposals, more) : either(std::move(proposals), std::move(more));
  }
  return proposals;
}

Proposals Proposer::classes(core::ScaleId scale, core::RelationId sort, Row thing, std::uint64_t mask, bool wanted) {
  const auto key = std::tuple(scale.index, sort.index, thing);
  if (!take_step() || open_.contains(key)) return {};
  open_.insert(key);
  ++depth_;
  const auto in_mask = [&](std::uint32_t rank) { return rank < 64 && (mask >> rank & 1) != 0; };
  Proposals proposals = wanted ? Proposals{} : nothing_to_do();
  for (const std::uint32_t at : probe_.class_rules(scale, sort)) {
    if (!in_mask(program_.class_rules[at].rank)) continue;
    Proposals of_rule = rule(at, thing, wanted);
    proposals = wanted ? either(std::move(proposals), std::move(of_rule)) : both(proposals, of_rule);
  }
  const auto count = static_cast<std::uint32_t>(program_[program_[scale].classes].values.size());
  for (const interpret::GivenClass& given : probe_.given_classes(scale, sort, thing)) {
    if (in_mask(given.rank) == wanted) continue;
    Proposals set;
    for (std::uint32_t rank = 0; rank < count; ++rank)
      if (in_mask(rank) == wanted)
        set = either(std::move(set), set_cell({given.relation, given.row, given.column}, rank));
    proposals = wanted ? either(std::move(proposals), std::move(set)) : both(proposals, set);
  }
  --depth_;
  open_.erase(key);
  return proposals;
}

Proposals Proposer::flag(core::RelationId sort, core::ColumnIndex column, Row thing, bool wanted) {
  if (!take_step()) return {};
  ++depth_;
  Proposals proposals = wanted ? Proposals{} : nothing_to_do();
  for (const std::uint32_t at : probe_.flag_rules(sort, column)) {
    Proposals of_rule = rule(at, thing, wanted);
    proposals = wanted ? either(std::move(proposals), std::move(of_rule)) : both(proposals, of_rule);
  }
  --depth_;
  return proposals;
}

// The occasion on another day, so that today lies in the norm's span of days, or no more.
Proposals Proposer::occasion_elsewhere(const core::Norm& norm, const interpret::NormReading& reading, bool wanted) {
  const core::RelationId id = norm.occasion.value_or(norm.sort);
  const core::Relation& relation = program_[id];
  if (!norm.occasion || !relation.begin) return {};
  const facts::Column& begins = facts_[id].columns[*relation.begin];
  const Stored time = stored_at(begins, reading.row);
  if (!time) return {};
  const bool in_minutes = std::holds_alternative<facts::MomentColumn>(begins);
  const std::int64_t unit = in_minutes ? value::minutes_per_day : 1;
  const std::int64_t today = value::day_of(probe_.moment()).since_epoch;
  const std::int64_t now = in_minutes ? probe_.moment().since_epoch : today;
  Proposals proposals;
  const auto move_by = [&](std::int64_t days) {
    const std::int64_t moved = *time + days * unit;
    if (days != 0 && (!wanted || moved <= now))
      proposals = either(std::move(proposals), set_cell({id, reading.row, *relation.begin}, moved));
  };
  if (wanted) {
    if (reading.last_day) move_by(today - reading.last_day->since_epoch);
    if (reading.first_day) move_by(today - reading.first_day->since_epoch);
  } else {
    if (reading.last_day) move_by(today - 1 - reading.last_day->since_epoch);
    if (reading.first_day) move_by(today + 1 - reading.first_day->since_epoch);
    proposals = either(std::move(proposals), one(RemoveRow{id, reading.row}, 1));
  }
  return proposals;
}

Proposals Proposer::norm(std::uint32_t at, Row subject, bool wanted) {
  constexpr std::size_t most_occasions = 8;
  if (!take_step()) return {};
  const core::Norm& norm = program_.norms[at];
  const core::RelationId first = norm.occasion.value_or(norm.sort);
  const std::vector<interpret::NormReading> readings = probe_.norm(at, subject, most_occasions);
  Proposals proposals = wanted ? Proposals{} : nothing_to_do();
  for (const interpret::NormReading& reading : readings) {
    if (reading.active == value::truth(wanted)) {
      if (wanted) return nothing_to_do();
      continue;
    }
    const Scope scope{{first}, {reading.row}};
    Proposals here;
    if (wanted) {
      if (reading.reach.applies == Truth::False) continue;
      here = condition(norm.guard, scope, true);
      for (const core::ConditionId exception : norm.exceptions) here = both(here, condition(exception, scope, false));
      for (const auto& others : {reading.overriding, reading.exempting})
        for (const interpret::NormReading::Other& other : others) {
          if (other.norm == at) continue;
          here = both(here, this->norm(other.norm, subject, false));
        }
      if (norm.occasion && (reading.first_day || reading.last_day))
        here = either(here, both(here, occasion_elsewhere(norm, reading, true)));
    } else {
      here = condition(norm.guard, scope, false);
      for (const core::ConditionId exception : norm.exceptions)
        here = either(std::move(here), condition(exception, scope, true));
      here = either(std::move(here), occasion_elsewhere(norm, reading, false));
    }
    proposals = wanted ? either(std::move(proposals), std::move(here)) : both(proposals, here);
  }
  if (!wanted || !norm.occasion || norm.subject.steps.size() != 1) return proposals;
  const bool in_minutes = program_[first].begin &&
                          std::holds_alternative<facts::MomentColumn>(facts_[first].columns[*program_[first].begin]);
  const std::int64_t now =
      in_minutes ? probe_.moment().since_epoch : std::int64_t{value::day_of(probe_.moment()).since_epoch};
  return either(std::move(proposals), added(first, norm.subject.steps[0], subject, now, 1, norm.guard, Scope{}));
}

Proposals Proposer::done(core::MeasureId id, core::RelationId sort, Row subject, bool wanted) {
  const core::Measure& measure = program_[id];
  const std::int64_t today = value::day_of(probe_.moment()).since_epoch;
  Proposals proposals;
  for (std::size_t at = 0; at < measure.conduct.size(); ++at) {
    if (measure.sorts[at] != sort) continue;
    const core::RelationId conduct = measure.conduct[at];
    const core::Relation& relation = program_[conduct];
    const facts::Table& table = facts_[conduct];
    std::optional<core::ColumnIndex> yes_no, day;
    for (core::ColumnIndex column = 0; column < relation.columns.size(); ++column) {
      if (!yes_no && std::holds_alternative<facts::YesNoColumn>(table.columns[column])) yes_no = column;
      if (!day && relation.columns[column].type.kind == core::TypeKind::Day) day = column;
    }
    if (!yes_no || !table.by_subject.exists()) continue;
    Proposals turned = nothing_to_do();
    bool any = false;
    const auto [first, last] = table.rows_of(subject);
    for (Row row = first; row < last; ++row) {
      const Stored held = day ? stored_at(table.columns[*day], row) : Stored();
      if (held && *held != today) continue;
      any = true;
      turned = both(turned, set_cell({conduct, row, *yes_no}, static_cast<std::int64_t>(value::truth(wanted))));
    }
    if (any) proposals = either(std::move(proposals), std::move(turned));
    AddRow row{conduct, std::vector<Stored>(relation.columns.size())};
    row.cells[facts::subject_column(relation)] = subject;
    row.cells[*yes_no] = static_cast<std::int64_t>(value::truth(wanted));
    if (day && std::holds_alternative<facts::DayColumn>(table.columns[*day])) row.cells[*day] = today;
    proposals = either(std::move(proposals), one(std::move(row), 1));
  }
  if (measure.shown_by && wanted) {
    const core::Relation& event = program_[*measure.shown_by];
    const bool in_minutes =
        event.begin && std::holds_alternative<facts::MomentColumn>(facts_[*measure.shown_by].columns[*event.begin]);
    if (event.subject && event.columns[*event.subject].type.target == sort)
      proposals = either(std::move(proposals),
                         added(*measure.shown_by, *event.subject, subject,
                               in_minutes ? probe_.moment().since_epoch : today, 1, measure.shown_by_filter, Scope{}));
  }
  return proposals;
}

}  // namespace polc::explain
