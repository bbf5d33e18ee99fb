// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/steady.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/core/match.h"

namespace polc::vector {

namespace {

// The counts below a condition, and whether each is asked about the thing itself alone.
using Asked = std::map<std::uint32_t, bool>;
void collect(const plan::Plan& plan, plan::NodeId id, std::set<std::uint32_t>& seen, Asked& counts) {
  if (!seen.insert(id.index).second) return;
  const auto all = [&](const std::vector<plan::NodeId>& parts) {
    for (const plan::NodeId part : parts) collect(plan, part, seen, counts);
  };
  core::match(
      plan[id], [&](const plan::All& node) { all(node.parts); }, [&](const plan::AnyOf& node) { all(node.parts); },
      [&](const plan::Negation& node) { collect(plan, node.part, seen, counts); },
      [&](const plan::Counted& node) {
        bool& of_itself = counts.try_emplace(node.count.index, true).first->second;
        of_itself = of_itself && node.way.steps.empty();
      },
      [](const auto&) {});
}

Asked counts_of(const plan::Plan& plan, const plan::Classes& classes) {
  std::set<std::uint32_t> seen;
  Asked counts;
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

// Then whose report is missing is another question every day.
bool has_duty_to_report(plan::CountId count, const WorkedOut& day) {
  return day.facts[day.plan[count].relation].reports.has_value();
}

}  // namespace

bool SteadyClasses::has_same_law(const Kept& kept, const interpret::Evaluator& other) {
  for (std::uint32_t policy = 0; policy < other.program.policies.size(); ++policy)
    if (kept.evaluator.in_force({policy}) != other.in_force({policy})) return false;
  return true;
}

bool SteadyClasses::settle(Kept& kept, WorkedOut& day) {
  for (const auto& [id, sums] : kept.numbers) {
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

bool SteadyClasses::prepare(plan::StepId step, WorkedOut& day, DaySums& sums, workers::Workers& workers,
                            std::vector<Scratch>& scratches) {
  const auto& classes = std::get<plan::Classes>(day.plan[step].kind);
  Tried& tried = by_step_[step.index];
  if (tried.is_hopeless) return false;
  if (tried.kept != nullptr && has_same_law(*tried.kept, day.evaluator)) return settle(*tried.kept, day);
  tried.kept.reset();
  tried.is_hopeless = !may_be_steady(classes, day);
  if (tried.is_hopeless) return false;

  std::vector<NumberWithSums> numbers;
  for (const auto& [count, of_itself] : counts_of(day.plan, classes)) {
    const DaySums::Sums* found = sums.find(day.plan[plan::CountId{count}], day, workers, scratches);
    if (found == nullptr || has_duty_to_report({count}, day)) return false;
    numbers.push_back({{count}, found});
  }
  tried.kept = std::make_unique<Kept>(classes, day);
  tried.kept->numbers = std::move(numbers);
  for (const NumberWithSums& number : tried.kept->numbers)
    tried.kept->worked_out.counts[number.count.index].assign(number.sums->things, 0);
  return settle(*tried.kept, day);
}

interpret::ClassTable SteadyClasses::classes(plan::StepId step, workers::Workers& workers,
                                             std::vector<Scratch>& scratches) {
  const ClassRun& run = by_step_.at(step.index).kept->run;
  interpret::ClassTable table = run.make_table();
  run_all(run, table, workers, scratches);
  return table;
}

std::optional<SteadyDays> SteadyClasses::days_from(plan::StepId step, WorkedOut& day, value::Day last, DaySums& sums,
                                                   workers::Workers& workers, std::vector<Scratch>& scratches) {
  const auto& classes = std::get<plan::Classes>(day.plan[step].kind);
  if (!may_be_steady(classes, day)) return std::nullopt;
  if (const auto change = day.evaluator.world.next_change_of_law(day.evaluator.now))
    last = std::min(last, value::Day{value::day_of(*change).since_epoch - 1});
  std::vector<SteadyNumber> numbers;
  for (const auto& [count, of_itself] : counts_of(day.plan, classes)) {
    if (has_duty_to_report({count}, day)) return std::nullopt;
    numbers.push_back({{count}, of_itself});
  }
  Kept kept(classes, day);
  return SteadyDays::make(numbers, kept.run, kept.worked_out, day, last, sums, workers, scratches);
}

}  // namespace polc::vector
