// SPDX-License-Identifier: Apache-2.0
// Class redefined: satisfiable iff a lower rule gives x a class of a scale that the superiors classify for the sort, and no rule of
// theirs gives x that class.
#include <algorithm>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

// A superior leaves the scale to authorities of whom the issuer is one: then its own classes are the default only.
bool is_left_to(const Ground& ground, core::PolicyId policy, const core::ClassRule& rule) {
  const core::Program& program = ground.program;
  const auto issuer = program[policy].issuer;
  return std::any_of(program.limits.begin(), program.limits.end(), [&](const core::Limit& limit) {
    return limit.kind == core::LimitKind::Delegated && limit.scale == rule.scale && limit.sort == rule.sort &&
           ground.is_above(program[limit.sentence.article].policy, policy) && issuer && limit.authority &&
           (*issuer == *limit.authority || (!program[*limit.authority].place && program[*issuer].place));
  });
}

}  // namespace

void add_classes_redefined(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (std::uint32_t at = 0; at < program.class_rules.size(); ++at) {
    const core::ClassRule& rule = program.class_rules[at];
    const core::PolicyId policy = ground.policy_of(class_rule_ref(at));
    if (!rule.scale || !ground.is_asked(policy) || !ground.has_superiors(policy)) continue;
    if (is_left_to(ground, policy, rule)) continue;
    std::vector<std::uint32_t> theirs;  // for the same class
    std::optional<std::uint32_t> cited;
    for (const std::uint32_t other : ground.law.class_rules_above(policy, *rule.scale, rule.sort)) {
      const core::ClassRule& candidate = program.class_rules[other];
      if (!cited || (candidate.rank == rule.rank && program.class_rules[*cited].rank != rule.rank)) cited = other;
      if (candidate.rank == rule.rank) theirs.push_back(other);
    }
    if (!cited) continue;
    Claim claim = claim_about(Property::ClassRedefined, rule.sort, {class_rule_ref(at), class_rule_ref(*cited)});
    for (const std::uint32_t other : theirs)
      if (other != *cited) claim.reads.push_back(class_rule_ref(other));
    claim.formula = [at, theirs](Encoder& encoder, SlotId subject) {
      std::vector<Term> parts{encoder.class_rule(at, subject).yes};
      for (const std::uint32_t other : theirs) parts.push_back(encoder.class_rule(other, subject).no);
      return encoder.terms.all(parts);
    };
    claim.seen = violation_seen(interpret::ViolationKind::ClassRedefined, class_rule_ref(at), class_rule_ref(*cited));
    claims.push_back(std::move(claim));
  }
}

}  // namespace polc::prove
