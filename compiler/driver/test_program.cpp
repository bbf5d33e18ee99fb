// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/test_program.h"

#include <vector>

namespace polc::driver {
namespace {

std::vector<bool> reached_from(const core::Program& program, core::PolicyId policy) {
  std::vector<bool> reached(program.policies.size(), false);
  std::vector<core::PolicyId> open{policy};
  while (!open.empty()) {
    const core::PolicyId at = open.back();
    open.pop_back();
    if (reached[at.index]) continue;
    reached[at.index] = true;
    const core::Policy& text = program[at];
    for (const auto* others : {&text.under, &text.supersedes, &text.amends})
      open.insert(open.end(), others->begin(), others->end());
  }
  return reached;
}

}  // namespace

core::Program program_of_tests(const core::Program& program, core::PolicyId policy) {
  const std::vector<bool> kept = reached_from(program, policy);
  core::Program out = program;
  const auto is_left_out = [&](const auto& rule) { return !kept[program[rule.sentence.article].policy.index]; };
  std::erase_if(out.class_rules, is_left_out);
  std::erase_if(out.combinations, is_left_out);
  std::erase_if(out.norms, is_left_out);
  std::erase_if(out.limits, is_left_out);
  for (std::size_t at = 0; at < out.policies.size(); ++at) {
    if (kept[at]) continue;
    // A policy that is left out ends no other.
    out.policies[at].supersedes.clear();
    out.policies[at].amends.clear();
  }
  return out;
}

}  // namespace polc::driver
