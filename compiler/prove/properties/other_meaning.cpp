// SPDX-License-Identifier: Apache-2.0
// One word with two meanings: satisfiable iff rule a of one policy and rule b of another, of which none is above the other, hold of
// one x and give it two classes of a scale. Of each pair of policies and each scale the first such pair of rules is found.
#include <memory>
#include <optional>
#include <utility>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

// The pair that was found, of all those between two policies.
using Found = std::shared_ptr<std::optional<std::pair<std::uint32_t, std::uint32_t>>>;

Claim other_meaning(const core::Program& program, std::uint32_t one, std::uint32_t other, const Found& found) {
  const core::ClassRule& rule = program.class_rules[one];
  Claim claim = claim_about(Property::OtherMeaning, rule.sort, {class_rule_ref(one), class_rule_ref(other)});
  claim.formula = [one, other, found](Encoder& encoder, SlotId subject) {
    if (*found && *found != std::pair(one, other)) return encoder.terms.no();
    return encoder.terms.both(encoder.class_rule(one, subject).yes, encoder.class_rule(other, subject).yes);
  };
  claim.seen = [one, other, found, scale = *rule.scale, sort = rule.sort](const Replay& replay) {
    for (const interpret::ClassTable& table : replay.day.classes) {
      if (table.scale != scale || table.sort != sort) continue;
      const bool seen = rule_holds(replay, table, one) && rule_holds(replay, table, other);
      if (seen) *found = std::pair(one, other);
      return seen;
    }
    return false;
  };
  return claim;
}

}  // namespace

void add_other_meanings(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (const core::PolicyId first : ground.asked)
    for (const core::PolicyId second : ground.asked) {
      if (second <= first || ground.is_above(first, second) || ground.is_above(second, first)) continue;
      for (const Law::Indices* rules : ground.law.class_rules(first)) {
        const core::ClassRule& of = program.class_rules[rules->front()];
        const auto found = std::make_shared<Found::element_type>();
        for (const std::uint32_t other : ground.law.class_rules(second, *of.scale, of.sort))
          for (const std::uint32_t one : *rules)
            if (program.class_rules[one].rank != program.class_rules[other].rank &&
                !ground.demands.apart(class_rule_ref(one), class_rule_ref(other)))
              claims.push_back(other_meaning(program, other, one, found));
      }
    }
}

}  // namespace polc::prove
