// SPDX-License-Identifier: Apache-2.0
// Class conflict: satisfiable iff two rules give one thing two classes of a scale, and nothing says which prevails:
//   rule a holds of x, rule b holds of x, a and b give different ranks.
#include <algorithm>

#include "compiler/prove/claim.h"

namespace polc::prove {
void add_class_conflicts(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> rules;  // by scale and sort
  for (std::uint32_t at = 0; at < program.class_rules.size(); ++at)
    if (program.class_rules[at].scale)
      rules[{program.class_rules[at].scale->index, program.class_rules[at].sort.index}].push_back(at);
  for (const auto& [key, of_sort] : rules) {
    for (std::size_t right = 1; right < of_sort.size(); ++right) {
      for (std::size_t left = 0; left < right; ++left) {
        const core::ClassRule& one = program.class_rules[of_sort[left]];
        const core::ClassRule& other = program.class_rules[of_sort[right]];
        const core::PolicyId first = ground.policy_of(class_rule_ref(of_sort[left]));
        const core::PolicyId second = ground.policy_of(class_rule_ref(of_sort[right]));
        // What two policies that happen to be checked together say is no conflict: nothing tells that both will be in force.
        // Between a policy and its superior the lower one redefines the class; that is another property.
        if (one.rank == other.rank || first != second || !ground.is_asked(first)) continue;
        if (ground.is_combined({key.first}, {key.second}, first)) continue;
        // An `otherwise` stands back before every other rule of its policy.
        if (one.otherwise != other.otherwise) continue;
        Claim claim;
        claim.property = Property::ClassConflict;
        claim.sort = one.sort;
        claim.about = {class_rule_ref(of_sort[right]), class_rule_ref(of_sort[left])};
        claim.formula = [left = of_sort[left], right = of_sort[right]](Encoder& encoder, SlotId subject) {
          return encoder.terms.both(encoder.class_rule(left, subject).yes, encoder.class_rule(right, subject).yes);
        };
        claim.seen = [scale = *one.scale, sort = one.sort, left = of_sort[left],
                      right = of_sort[right]](const Replay& replay) {
          for (const interpret::ClassTable& table : replay.day.classes) {
            if (table.scale != scale || table.sort != sort) continue;
            const auto holds = [&](std::uint32_t rule) {
              return std::any_of(table.grounds.begin(), table.grounds.end(), [&](const interpret::RuleGround& one_of) {
                return one_of.rule == rule && one_of.truth[replay.subject] == value::Truth::True;
              });
            };
            return table.state[replay.subject] == interpret::ClassState::Conflict && holds(left) && holds(right);
          }
          return false;
        };
        claims.push_back(std::move(claim));
      }
    }
  }
}

}  // namespace polc::prove
