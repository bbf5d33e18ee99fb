// SPDX-License-Identifier: Apache-2.0
// Class conflict: satisfiable iff two rules give one thing two classes of a scale, and nothing says which prevails:
//   rule a holds of x, rule b holds of x, a and b give different ranks.
#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

Claim conflict(const core::Program& program, std::uint32_t left, std::uint32_t right) {
  const core::ClassRule& one = program.class_rules[left];
  Claim claim = claim_about(Property::ClassConflict, one.sort, {class_rule_ref(right), class_rule_ref(left)});
  claim.formula = [left, right](Encoder& encoder, SlotId subject) {
    return encoder.terms.both(encoder.class_rule(left, subject).yes, encoder.class_rule(right, subject).yes);
  };
  claim.seen = [scale = *one.scale, sort = one.sort, left, right](const Replay& replay) {
    for (const interpret::ClassTable& table : replay.day.classes) {
      if (table.scale != scale || table.sort != sort) continue;
      return table.state[replay.subject] == interpret::ClassState::Conflict && rule_holds(replay, table, left) &&
             rule_holds(replay, table, right);
    }
    return false;
  };
  return claim;
}

}  // namespace

// What two policies that happen to be checked together say is no conflict: nothing tells that both will be in force. Between a
// policy and its superior the lower one redefines the class; that is another property.
void add_class_conflicts(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (const core::PolicyId policy : ground.asked) {
    for (const Law::Indices* rules : ground.law.class_rules(policy)) {
      const core::ClassRule& first = program.class_rules[rules->front()];
      if (ground.is_combined(*first.scale, first.sort, policy)) continue;
      for (std::size_t right = 1; right < rules->size(); ++right) {
        for (std::size_t left = 0; left < right; ++left) {
          const core::ClassRule& one = program.class_rules[(*rules)[left]];
          const core::ClassRule& other = program.class_rules[(*rules)[right]];
          // An `otherwise` stands back before every other rule of its policy.
          if (one.rank == other.rank || one.otherwise != other.otherwise) continue;
          if (ground.demands.apart(class_rule_ref((*rules)[left]), class_rule_ref((*rules)[right]))) continue;
          claims.push_back(conflict(program, (*rules)[left], (*rules)[right]));
        }
      }
    }
  }
}

}  // namespace polc::prove
