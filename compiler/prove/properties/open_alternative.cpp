// SPDX-License-Identifier: Apache-2.0
// Open alternative: satisfiable iff a hard norm leaves a choice that nobody is given: it is active on x, it demands one of several
// measures, no `chosen by` says who chooses, and no other norm of the set forbids all but one.
#include "compiler/prove/claim.h"

namespace polc::prove {

void add_open_alternatives(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    const core::Norm& norm = program.norms[at];
    const bool leaves_a_choice = norm.connective == core::HeadConnective::OneOf && !norm.chosen_by &&
                                 norm.modality == core::Modality::Must && norm.strength == core::Strength::Hard;
    const core::PolicyId policy = ground.policy_of(norm_ref(at));
    if (!leaves_a_choice || !ground.is_asked(policy)) continue;
    const std::vector<core::MeasureId> measures = Conduct::measures(norm);
    std::vector<std::uint32_t> bearing = ground.law.norms_above(policy, norm.sort);
    for (const std::uint32_t other : ground.law.norms(policy, norm.sort))
      if (!ground.demands.apart(norm_ref(at), norm_ref(other))) bearing.push_back(other);
    std::vector<std::vector<std::uint32_t>> forbidding(measures.size());
    Claim claim = claim_about(Property::OpenAlternative, norm.sort, {norm_ref(at)});
    for (std::size_t choice = 0; choice < measures.size(); ++choice)
      for (const std::uint32_t other : bearing) {
        if (!contains(ground.conduct.forbidden(program.norms[other]), measures[choice])) continue;
        forbidding[choice].push_back(other);
        claim.reads.push_back(norm_ref(other));
      }
    claim.formula = [at, forbidding](Encoder& encoder, SlotId subject) {
      Terms& terms = encoder.terms;
      std::vector<Term> open;
      for (const auto& norms : forbidding) open.push_back(any_of(encoder, norms, subject).no);
      std::vector<Term> two;
      for (std::size_t right = 1; right < open.size(); ++right)
        for (std::size_t left = 0; left < right; ++left) two.push_back(terms.both(open[left], open[right]));
      return terms.both(encoder.any_active(at, subject).yes, terms.any(two));
    };
    claim.seen = both_due(at, at);
    claims.push_back(std::move(claim));
  }
}

}  // namespace polc::prove
