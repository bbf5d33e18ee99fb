// SPDX-License-Identifier: Apache-2.0
// Redundant in part: satisfiable iff two hard norms of one policy bind one x, and one of them demands (forbids) there all that the
// other does and more: the same measure longer or more often; a measure that counts as it; a ban of what the banned act counts as.
// For such an x the lesser one adds nothing. What is redundant as a whole is left to that property.
#include "compiler/prove/claim.h"
#include "compiler/prove/strictness.h"

namespace polc::prove {
namespace {

Claim in_part(const core::Program& program, std::uint32_t lesser, std::uint32_t stricter) {
  Claim claim =
      claim_about(Property::RedundantInPart, program.norms[lesser].sort, {norm_ref(lesser), norm_ref(stricter)});
  claim.formula = [lesser, stricter](Encoder& encoder, SlotId subject) {
    return meet(encoder, lesser, stricter, Second::IsActive, subject);
  };
  claim.seen = both_due(lesser, stricter);
  return claim;
}

}  // namespace

void add_redundant_in_part(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (const core::PolicyId policy : ground.asked)
    for (const std::uint32_t lesser : ground.law.norms(policy))
      for (const std::uint32_t stricter : ground.law.norms(policy, program.norms[lesser].sort))
        if (demands_more(program, ground.conduct, program.norms[lesser], program.norms[stricter]) &&
            !ground.demands.apart(norm_ref(lesser), norm_ref(stricter)))
          claims.push_back(in_part(program, lesser, stricter));
}

}  // namespace polc::prove
