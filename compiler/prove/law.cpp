// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/law.h"

#include <algorithm>
#include <set>

namespace polc::prove {

std::vector<LawCell> law_cells(const core::Program& program, value::Moment from, value::Moment to) {
  std::set<value::Moment> edges;
  const auto add = [&](const std::optional<value::Moment>& edge) {
    if (edge && *edge > from && *edge <= to) edges.insert(*edge);
  };
  for (const core::Policy& policy : program.policies) {
    add(policy.in_force_from);
    add(policy.in_force_until);
  }
  for (const core::Parameter& parameter : program.parameters)
    for (const core::ParameterVersion& version : parameter.versions) add(version.from);
  std::vector<LawCell> cells;
  value::Moment begin = from;
  for (const value::Moment edge : edges) {
    cells.push_back({begin, {edge.since_epoch - 1}});
    begin = edge;
  }
  cells.push_back({begin, to});
  return cells;
}

Scope scope_of(const core::Program& program, const std::vector<core::PolicyId>& policies) {
  Scope scope(program.policies.size(), false);
  for (const core::PolicyId policy : policies) {
    scope[policy.index] = true;
    for (const core::PolicyId upper : superiors_of(program, policy)) scope[upper.index] = true;
  }
  return scope;
}

bool in_force(const core::Program& program, core::PolicyId id, const LawCell& cell, const Scope& scope) {
  if (!scope[id.index]) return false;
  const core::Policy& policy = program[id];
  if (policy.in_force_from && cell.first < *policy.in_force_from) return false;
  if (policy.in_force_until && cell.first >= *policy.in_force_until) return false;
  for (std::size_t at = 0; at < program.policies.size(); ++at) {
    const core::Policy& newer = program.policies[at];
    const bool replaces = std::find(newer.supersedes.begin(), newer.supersedes.end(), id) != newer.supersedes.end();
    if (scope[at] && replaces && (!newer.in_force_from || cell.first >= *newer.in_force_from)) return false;
  }
  return true;
}

std::optional<value::Rational> number_of(const core::Program& program, core::ParameterId parameter,
                                         const LawCell& cell) {
  std::optional<value::Rational> number;
  for (const core::ParameterVersion& version : program[parameter].versions)
    if (!version.from || *version.from <= cell.first) number = version.number;
  return number;
}

std::vector<core::PolicyId> superiors_of(const core::Program& program, core::PolicyId policy) {
  std::vector<core::PolicyId> found;
  std::vector<core::PolicyId> open = program[policy].under;
  while (!open.empty()) {
    const core::PolicyId upper = open.back();
    open.pop_back();
    if (upper == policy || std::find(found.begin(), found.end(), upper) != found.end()) continue;
    found.push_back(upper);
    open.insert(open.end(), program[upper].under.begin(), program[upper].under.end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_under(const core::Program& program, core::PolicyId lower, core::PolicyId upper) {
  const std::vector<core::PolicyId> above = superiors_of(program, lower);
  return std::binary_search(above.begin(), above.end(), upper);
}

}  // namespace polc::prove
