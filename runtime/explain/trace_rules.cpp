// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "runtime/explain/trace.h"

namespace polc::explain {

using interpret::Scope;

namespace {

// Those that hold first, then those in doubt, then the others, those that lack least first; else as they stand.
template <class Trace, class TruthOf>
void put_in_order(std::vector<Trace>& traces, TruthOf truth_of) {
  std::stable_sort(traces.begin(), traces.end(), [&](const Trace& left, const Trace& right) {
    if (truth_of(left) != truth_of(right)) return truth_of(left) > truth_of(right);
    return left.failing < right.failing;
  });
}

std::size_t failing_exceptions(const std::vector<PartTrace>& exceptions) {
  std::size_t failing = 0;
  for (const PartTrace& exception : exceptions) failing += failing_parts(exception, false);
  return failing;
}

// More than any condition lacks: what the subject can do nothing about.
constexpr std::size_t out_of_reach = 1000;

}  // namespace

RuleTrace Tracer::rule(std::uint32_t at, Row thing, Truth truth, bool in_full) {
  const core::ClassRule& rule = program_.class_rules[at];
  RuleTrace trace;
  trace.rule = at;
  trace.truth = truth;
  trace.reach = probe_.reach(rule.sentence, rule.sort, thing);
  if (trace.reach.applies == Truth::False) {
    trace.failing = out_of_reach;
    return trace;
  }
  if (!in_full) return trace;
  const Scope scope{{rule.sort}, {thing}};
  trace.condition = condition(rule.condition, scope);
  for (const core::ConditionId exception : rule.exceptions)
    if (const Truth holds = probe_.holds(exception, scope); holds != Truth::False || truth == Truth::True)
      trace.exceptions.push_back(condition(exception, scope));
  if (rule.otherwise && truth != Truth::True) {
    const core::PolicyId policy = program_[rule.sentence.article].policy;
    const auto others =
        rule.scale ? probe_.class_rules(*rule.scale, rule.sort) : probe_.flag_rules(rule.sort, *rule.flag);
    for (const std::uint32_t other : others) {
      const core::ClassRule& candidate = program_.class_rules[other];
      if (!candidate.otherwise && program_[candidate.sentence.article].policy == policy &&
          probe_.rule(other, thing) != Truth::False)
        trace.instead.push_back(other);
    }
  }
  trace.failing = failing_parts(*trace.condition, true) + failing_exceptions(trace.exceptions) + trace.instead.size();
  return trace;
}

std::vector<RuleTrace> Tracer::rules(const std::vector<std::uint32_t>& rules, Row thing) {
  std::vector<RuleTrace> traces;
  const bool outermost = rule_depth_ == 0;
  ++rule_depth_;
  std::vector<Truth> truths;
  for (const std::uint32_t at : rules) truths.push_back(probe_.rule(at, thing));
  const bool any = std::any_of(truths.begin(), truths.end(), [](Truth truth) { return truth != Truth::False; });
  for (std::size_t which = 0; which < rules.size(); ++which) {
    // Inside another explanation only what gives the class is followed, and if nothing does, what might have.
    if (!outermost && any && truths[which] == Truth::False) continue;
    traces.push_back(rule(rules[which], thing, truths[which], true));
  }
  --rule_depth_;
  put_in_order(traces, [](const RuleTrace& trace) { return trace.truth; });
  return traces;
}

ClassTrace Tracer::classes(core::ScaleId scale, core::RelationId sort, Row thing) {
  ClassTrace trace;
  trace.scale = scale;
  trace.sort = sort;
  trace.thing = thing;
  const interpret::ClassTable& table = probe_.classes(scale, sort);
  trace.state = table.state[thing];
  trace.rank = table.rank[thing];
  trace.certain = table.certain[thing];
  trace.possible = table.possible[thing];
  const auto key = std::tuple(scale.index, sort.index, thing);
  open_.insert(key);
  trace.rules = rules(probe_.class_rules(scale, sort), thing);
  open_.erase(key);
  trace.given = probe_.given_classes(scale, sort, thing);
  std::uint64_t spoken = 0;
  for (const interpret::GivenClass& given : trace.given) spoken |= std::uint64_t{1} << given.rank;
  for (const RuleTrace& one : trace.rules)
    if (one.truth == Truth::True) spoken |= std::uint64_t{1} << program_.class_rules[one.rule].rank;
  if (std::popcount(spoken) < 2) return trace;
  for (const RuleTrace& one : trace.rules) {
    const std::uint32_t combination = one.truth == Truth::True ? probe_.combination(one.rule) : no_index;
    if (combination != no_index &&
        std::find(trace.combinations.begin(), trace.combinations.end(), combination) == trace.combinations.end())
      trace.combinations.push_back(combination);
  }
  return trace;
}

FlagTrace Tracer::flag(core::RelationId sort, core::ColumnIndex column, Row thing) {
  FlagTrace trace;
  trace.sort = sort;
  trace.column = column;
  trace.thing = thing;
  trace.truth = probe_.flag(sort, column, thing);
  trace.rules = rules(probe_.flag_rules(sort, column), thing);
  return trace;
}

NormTrace Tracer::norm_on(std::uint32_t at, const interpret::NormReading& reading) {
  const core::Norm& norm = program_.norms[at];
  NormTrace trace;
  trace.norm = at;
  trace.reading = reading;
  if (reading.reach.applies == Truth::False) {
    trace.failing = out_of_reach;
    return trace;
  }
  ++rule_depth_;  // rules are met below it only
  const Scope scope{{norm.occasion.value_or(norm.sort)}, {reading.row}};
  trace.guard = condition(norm.guard, scope);
  for (const core::ConditionId exception : norm.exceptions) trace.exceptions.push_back(condition(exception, scope));
  --rule_depth_;
  trace.failing = failing_parts(*trace.guard, true) + failing_exceptions(trace.exceptions) + reading.overriding.size() +
                  reading.exempting.size();
  if (reading.to_come || (reading.guarded != Truth::False && reading.active == Truth::False)) ++trace.failing;
  return trace;
}

std::vector<NormTrace> Tracer::norm(std::uint32_t at, Row subject) {
  std::vector<NormTrace> traces;
  // All that bear are found among a good many; of the others the latest are enough.
  constexpr std::size_t most_occasions = 100;
  std::vector<interpret::NormReading> readings = probe_.norm(at, subject, most_occasions);
  std::stable_sort(readings.begin(), readings.end(),
                   [](const auto& left, const auto& right) { return left.active > right.active; });
  for (const interpret::NormReading& reading : readings) {
    const bool bears = reading.active != Truth::False;
    if (!bears && traces.size() >= occasions_shown) break;
    traces.push_back(norm_on(at, reading));
  }
  if (readings.empty()) {
    NormTrace none;
    none.norm = at;
    none.failing = out_of_reach / 2;
    traces.push_back(std::move(none));
  }
  put_in_order(traces, [](const NormTrace& trace) { return trace.reading ? trace.reading->active : Truth::False; });
  return traces;
}

}  // namespace polc::explain
