// SPDX-License-Identifier: Apache-2.0
// One moment after the other: what is asked of the evaluator, in which order.
#include <algorithm>
#include <utility>

#include "runtime/interpret/interpret.h"
#include "runtime/interpret/moment.h"
#include "runtime/interpret/norms.h"
#include "runtime/interpret/session_state.h"
#include "runtime/interpret/unknowns.h"

namespace polc::interpret {

namespace {

// The scales and sorts of which there is anything to say.
bool is_classified(const World& world, core::ScaleId scale, std::size_t sort) {
  const core::Scale& declared = world.program[scale];
  if (world.class_rules.contains({scale.index, declared.sorts[sort].index})) return true;
  if (sort < declared.records.size() && world.facts[declared.records[sort]].row_count > 0) return true;
  const core::Relation& entity = world.program[declared.sorts[sort]];
  for (const core::Column& column : entity.columns)
    if (column.type.kind == core::TypeKind::Enumeration && column.type.enumeration == declared.classes) return true;
  return false;
}

}  // namespace

Session::Session(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink, Options options)
    : state_(std::make_unique<State>(program, facts, sink, std::move(options))) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

value::Moment end_of(value::Day day) { return {value::start_of(day).since_epoch + value::minutes_per_day - 1}; }

namespace {

// The evaluator reads the tables where they are from then on.
void add_classes(Evaluator& evaluator, DayResult& result) {
  const World& world = evaluator.world;
  std::vector<std::pair<core::ScaleId, core::RelationId>> tables;
  for (std::uint32_t at = 0; at < world.program.vocabulary.scales.size(); ++at) {
    const core::Scale& scale = world.program.vocabulary.scales[at];
    for (std::size_t sort = 0; sort < scale.sorts.size(); ++sort)
      if (is_classified(world, {at}, sort)) tables.emplace_back(core::ScaleId{at}, scale.sorts[sort]);
  }
  result.classes.resize(tables.size());  // INVARIANT: they stay where they are
  for (std::size_t at = 0; at < tables.size(); ++at)
    evaluator.lend(tables[at].first, tables[at].second, result.classes[at]);
  for (const auto& [key, rules] : world.flag_rules)
    result.flags.push_back({{key.first}, key.second, evaluator.flag({key.first}, key.second)});
}

void add_norms(NormEvaluator& norms, const Options& options, DayResult& result) {
  add_due(norms, result);
  if (!options.breaches) return;
  add_conflicts(norms, result);
  add_violations(norms, result);
  add_breaches_of_superiors(norms, result);
  add_breaches_of_limits(norms, result);
}

}  // namespace

DayResult Session::evaluate(value::Moment moment) {
  DayResult result;
  evaluate_in_parts(moment, [&](DayResult& whole) { result = std::move(whole); }, no_row);
  return result;
}

void Session::evaluate_in_parts(value::Moment moment, const std::function<void(DayResult&)>& on_part,
                                Row subjects_at_once) {
  Evaluator evaluator(state_->world, moment);
  interpret::evaluate_in_parts(evaluator, nullptr, state_->options, on_part, subjects_at_once);
}

void evaluate_in_parts(Evaluator& evaluator, NormSource* source, Options options,
                       const std::function<void(DayResult&)>& on_part, Row subjects_at_once) {
  World& world = evaluator.world;
  Row most = 0;
  for (std::uint32_t at = 0; at < world.program.vocabulary.relations.size(); ++at)
    if (world.program.vocabulary.relations[at].kind == core::RelationKind::Entity)
      most = std::max(most, world.facts.tables[at].row_count);
  const bool in_one = !options.norms || most <= subjects_at_once;
  std::vector<ClassTable> classes;  // of the first part: norms of the others read them
  for (Row first = 0;; first += subjects_at_once) {
    DayResult result;
    result.moment = evaluator.now;
    if (first == 0) add_classes(evaluator, result);
    const Subjects subjects = in_one ? Subjects{} : Subjects{first, first + std::min(subjects_at_once, most - first)};
    NormEvaluator norms(evaluator, subjects, source);
    // Guards of past days are those of the subjects that are looked at.
    if (!in_one) world.guards.clear();
    if (options.norms) add_norms(norms, options, result);
    if (options.norms && options.coverage != nullptr) add_coverage(norms, *options.coverage);
    add_unknowns(norms, options, result);
    options.unknowns_kept -= result.unknowns.size();
    on_part(result);
    if (first == 0 && !in_one) classes = std::move(result.classes);
    if (in_one || most - first <= subjects_at_once) break;
  }
  if (!in_one) world.guards.clear();
  // Days that no run looks back to any more.
  const std::int64_t oldest = evaluator.today.since_epoch - world.longest_run;
  std::erase_if(world.guards, [&](const auto& entry) { return entry.first.first < oldest; });
}

ClassTable Session::classes(core::ScaleId scale, core::RelationId sort, value::Moment moment) {
  Evaluator evaluator(state_->world, moment);
  ClassTable table;
  evaluator.lend(scale, sort, table);
  return table;
}

std::vector<Truth> Session::holds(core::ConditionId condition, core::RelationId relation, const std::vector<Row>& rows,
                                  value::Moment moment) {
  return Evaluator(state_->world, moment).condition(condition, batch_of(relation, rows));
}

DayResult evaluate_day(const core::Program& program, const facts::FactBase& facts, value::Moment moment,
                       diag::Sink& sink, const Options& options) {
  return Session(program, facts, sink, options).evaluate(moment);
}

void evaluate_span(const core::Program& program, const facts::FactBase& facts, value::Day first, value::Day last,
                   diag::Sink& sink, const std::function<bool(DayResult&&)>& on_day, const Options& options) {
  Session session(program, facts, sink, options);
  for (std::int32_t day = first.since_epoch; day <= last.since_epoch; ++day)
    if (!on_day(session.evaluate(end_of({day})))) return;
}

}  // namespace polc::interpret
