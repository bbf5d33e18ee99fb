// SPDX-License-Identifier: Apache-2.0
// What a duty leaves open: satisfiable iff a hard norm is active on x that demands
//   a measure with a recipient (`to authority`) and names none;
//   a measure that is repeated, and says neither how often, nor on what event, nor by when.
#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

bool says_when(const core::Norm& norm) {
  const core::Timing& timing = norm.timing;
  return timing.frequency || timing.each_occasion || timing.due_by || timing.at_once;
}

Claim left_open(Property property, const core::Norm& norm, std::uint32_t at, core::MeasureId measure) {
  Claim claim = claim_about(property, norm.sort, {norm_ref(at)});
  claim.measure = measure;
  claim.formula = [at](Encoder& encoder, SlotId subject) { return encoder.any_active(at, subject).yes; };
  claim.seen = both_due(at, at);
  return claim;
}

}  // namespace

void add_left_open(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    const core::Norm& norm = program.norms[at];
    const bool binds = norm.modality == core::Modality::Must && norm.strength == core::Strength::Hard;
    if (!binds || !ground.is_asked(ground.policy_of(norm_ref(at)))) continue;
    for (const core::Head& head : norm.heads) {
      const auto* measure = std::get_if<core::MeasureHead>(&head);
      if (measure == nullptr) continue;
      const core::Measure& of = program[measure->measure];
      if (of.recipient && measure->recipients.empty())
        claims.push_back(left_open(Property::RecipientMissing, norm, at, measure->measure));
      if (of.repeated && !says_when(norm))
        claims.push_back(left_open(Property::FrequencyMissing, norm, at, measure->measure));
    }
  }
}

}  // namespace polc::prove
