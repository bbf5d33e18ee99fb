// SPDX-License-Identifier: Apache-2.0
#include "compiler/core/match.h"
#include "runtime/native/emit_conditions.h"

namespace polc::native {

namespace {

// A load from an array of so many bytes, where the place is left to chance; chosen rows themselves rise.
unsigned cycles_of_load(std::uint64_t bytes) {
  constexpr std::uint64_t nearest_cache = 1 << 15, near_cache = 1 << 20;
  return bytes <= nearest_cache ? 2 : bytes <= near_cache ? 8 : 24;
}
constexpr unsigned cycles_of_own_load = 6;
constexpr unsigned cycles_of_decision = 2;

}  // namespace

unsigned NodeCosts::cycles_of_column(core::RelationId relation, core::ColumnIndex column, bool is_own_row) {
  const vector::ColumnView view = facts_.view(relation, column);
  return is_own_row ? cycles_of_own_load : cycles_of_load(view.size * bytes_of(view.width));
}

unsigned NodeCosts::cycles_of_way(core::RelationId domain, const plan::Way& way) {
  unsigned cycles = 0;
  core::RelationId relation = domain;
  for (std::size_t at = 0; at < way.steps.size(); ++at) {
    cycles += cycles_of_column(relation, way.steps[at], at == 0);
    relation = program_[relation].columns[way.steps[at]].type.target;
  }
  return cycles;
}

NodeCosts::Cost NodeCosts::of_time(plan::TimeId id) {
  const plan::Time& time = plan_[id];
  return core::match(
      time,
      [&](const plan::TimeOfColumn& one) {
        return Cost{
            true, true, false,
            cycles_of_way(time.domain, one.way) + cycles_of_column(one.way.end, one.column, one.way.steps.empty())};
      },
      [](const plan::FixedTime&) { return Cost{true, true, false, 0}; },
      [](const plan::LatestTime&) { return Cost{true, false, false, 0}; },
      [&](const plan::MovedTime& one) {
        Cost cost = of_time(one.base);
        cost.may_not_fit = true;
        return cost;
      },
      [&](const plan::DayOfMoment& one) { return of_time(one.moment); });
}

const NodeCosts::Cost& NodeCosts::of(plan::NodeId node) {
  if (!known_[node.index].is_known) known_[node.index] = find(node);
  return known_[node.index];
}

NodeCosts::Cost NodeCosts::find(plan::NodeId id) {
  const plan::Node& node = plan_[id];
  const auto together = [](const Cost& left, const Cost& right) {
    return Cost{true, left.has_code && right.has_code, left.may_not_fit || right.may_not_fit,
                left.cycles + right.cycles};
  };
  const auto all = [&](const std::vector<plan::NodeId>& parts) {
    Cost sum{true, true, false, 0};
    for (const plan::NodeId part : parts) sum = together(sum, of(part));
    return sum;
  };
  const auto simple = [](unsigned cycles) { return Cost{true, true, false, cycles + cycles_of_decision}; };
  const auto table = [&](const plan::Way& way) {
    return simple(cycles_of_way(node.domain, way) +
                  (way.steps.empty() ? cycles_of_own_load : cycles_of_load(facts_.row_count(way.end))));
  };
  return core::match(
      node, [&](const plan::Constant&) { return simple(0); }, [&](const plan::All& one) { return all(one.parts); },
      [&](const plan::AnyOf& one) { return all(one.parts); }, [&](const plan::Negation& one) { return of(one.part); },
      [&](const plan::CompareColumn& one) {
        return simple(cycles_of_way(node.domain, one.way) +
                      cycles_of_column(one.way.end, one.column, one.way.steps.empty()));
      },
      [&](const plan::CompareTimes& one) { return together(of_time(one.left), of_time(one.right)); },
      [&](const plan::Flag& one) { return table(one.way); },
      [&](const plan::SameThing& one) {
        return simple(cycles_of_way(node.domain, one.left) + cycles_of_way(node.domain, one.right));
      },
      [&](const plan::Present& one) { return simple(cycles_of_way(node.domain, one.way)); },
      [&](const plan::HasClass& one) { return table(one.way); },
      [&](const plan::Counted& one) { return table(one.way); },
      [&](const plan::Asked&) { return table(plan::Way{{}, node.domain}); });
}

}  // namespace polc::native
