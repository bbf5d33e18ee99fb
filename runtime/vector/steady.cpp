// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/steady.h"

#include <algorithm>
#include <cstring>
#include <set>

#include "compiler/core/match.h"

namespace polc::vector {

namespace {

// The counts below a condition.
void collect(const plan::Plan& plan, plan::NodeId id, std::set<std::uint32_t>& seen, std::set<std::uint32_t>& counts) {
  if (!seen.insert(id.index).second) return;
  const auto all = [&](const std::vector<plan::NodeId>& parts) {
    for (const plan::NodeId part : parts) collect(plan, part, seen, counts);
  };
  core::match(
      plan[id], [&](const plan::All& node) { all(node.parts); }, [&](const plan::AnyOf& node) { all(node.parts); },
      [&](const plan::Negation& node) { collect(plan, node.part, seen, counts); },
      [&](const plan::Counted& node) { counts.insert(node.count.index); }, [](const auto&) {});
}

std::set<std::uint32_t> counts_of(const plan::Plan& plan, const plan::Classes& classes) {
  std::set<std::uint32_t> seen, counts;
  for (const plan::Rule& rule : classes.rules) {
    collect(plan, rule.condition, seen, counts);
    for (const plan::NodeId exception : rule.exceptions) collect(plan, exception, seen, counts);
    for (const plan::NodeId kind : rule.kinds) collect(plan, kind, seen, counts);
  }
  return counts;
}

// Classes that the facts give for some days change with these; policies that lapse or rest on something, with what they ask.
bool may_be_steady(const plan::Classes& classes, const WorkedOut& day) {
  if (!classes.is_steady) return false;
  const core::Scale& scale = day.program[classes.scale];
  if (scale.classes.index >= day.program.vocabulary.enumerations.size() ||
      day.program[scale.classes].values.size() > most_ranks)
    return false;
  for (const core::RelationId record : scale.records)
    if (day.facts[record].row_count > 0) return false;
  return std::none_of(day.program.policies.begin(), day.program.policies.end(),
                      [](const core::Policy& policy) { return policy.lapses || policy.supposes; });
}

}  // namespace

bool SteadyClasses::has_same_law(const Kept& kept, const WorkedOut& day) {
  for (std::uint32_t policy = 0; policy < day.program.policies.size(); ++policy)
    if (kept.evaluator.in_force({policy}) != day.evaluator.in_force({policy})) return false;
  return true;
}

bool SteadyClasses::settle(Kept& kept, WorkedOut& day) {
  for (const auto& [id, sums] : kept.counts) {
    const plan::Count& count = day.plan[id];
    const CountWindow window = window_of(count, day);
    const NumberBounds bounds = bounds_of(count, day);
    Truths& truths = kept.worked_out.counts[id.index];
    if (!window.is_known || window.is_empty()) {
      interpret::Interval nothing;
      nothing.no_high = !window.is_known && !window.is_empty();
      nothing.no_low = nothing.no_high && day.program[count.relation].corrections == core::Corrections::Subtracted;
      std::fill(truths.begin(), truths.end(), static_cast<std::uint8_t>(bounds.truth_of(nothing)));
      continue;
    }
    const auto number = sums_of(*sums, window);
    if (!number) return false;
    settle_by_sums(*number, bounds, 0, static_cast<Row>(truths.size()), truths.data());
  }
  return true;
}

bool SteadyClasses::prepare(plan::StepId step, WorkedOut& day, DaySums& sums, Scratch& scratch) {
  const auto& classes = std::get<plan::Classes>(day.plan[step].kind);
  Tried& tried = by_step_[step.index];
  if (tried.is_hopeless) return false;
  if (tried.kept != nullptr && has_same_law(*tried.kept, day)) return settle(*tried.kept, day);
  tried.kept.reset();
  tried.is_hopeless = !may_be_steady(classes, day);
  if (tried.is_hopeless) return false;

  std::vector<std::pair<plan::CountId, const DaySums::Sums*>> counts;
  for (const std::uint32_t count : counts_of(day.plan, classes)) {
    const DaySums::Sums* found = sums.find(day.plan[plan::CountId{count}], day, scratch);
    // Whose report is missing is another question every day.
    if (found == nullptr || day.facts[day.plan[plan::CountId{count}].relation].reports) return false;
    counts.emplace_back(plan::CountId{count}, found);
  }
  tried.kept = std::make_unique<Kept>(classes, day);
  tried.kept->counts = std::move(counts);
  for (const auto& [id, found] : tried.kept->counts) tried.kept->worked_out.counts[id.index].assign(found->things, 0);
  return settle(*tried.kept, day);
}

interpret::ClassTable SteadyClasses::classes(plan::StepId step, workers::Workers& workers,
                                             std::vector<Scratch>& scratches) {
  const ClassRun& run = by_step_.at(step.index).kept->run;
  interpret::ClassTable table = run.make_table();
  run_all(run, table, workers, scratches);
  return table;
}

}  // namespace polc::vector
