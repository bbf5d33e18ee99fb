// SPDX-License-Identifier: Apache-2.0
// Acts against a superior's norms. Satisfiable iff, for one x:
//   prohibition contradicted: l is active and imposes or permits an act, s bears and forbids it, and the superiors do not impose
//                             (or permit) it themselves;
//   duty obstructed:          l is active and forbids an act, s bears and demands it, and the superiors do not forbid it;
//   below floor by leave:     l is active and spares x a measure (`need not`) that s demands.
#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

using Stance = Ground::Stance;

class Acts {
 public:
  Acts(const Ground& ground, Claims& claims) : ground_(ground), program_(ground.program), claims_(claims) {}

  void add(std::uint32_t lower, std::uint32_t upper) {
    const core::Norm& local = program_.norms[lower];
    const core::Norm& above = program_.norms[upper];
    const core::PolicyId policy = ground_.policy_of(norm_ref(lower));
    if (above.modality == core::Modality::MustNot) {
      for (const core::MeasureId act : Conduct::measures(above)) {
        if (contains(ground_.conduct.imposed(local), act)) {
          add(Property::ProhibitionContradicted, interpret::ViolationKind::ProhibitionContradicted, lower, upper,
              ground_.of_superiors(policy, Stance::Impose, act, local.sort));
          return;
        }
        if (local.modality != core::Modality::May || !contains(ground_.conduct.done_by(local), act)) continue;
        std::vector<std::uint32_t> inherited = ground_.of_superiors(policy, Stance::Impose, act, local.sort);
        const auto also = ground_.of_superiors(policy, Stance::Permit, act, local.sort);
        inherited.insert(inherited.end(), also.begin(), also.end());
        add(Property::ProhibitionContradicted, interpret::ViolationKind::ProhibitionContradicted, lower, upper,
            std::move(inherited));
        return;
      }
      return;
    }
    const auto act = Conduct::single(above);
    if (above.modality != core::Modality::Must || !act) return;
    if (contains(ground_.conduct.forbidden(local), *act))
      add(Property::DutyObstructed, interpret::ViolationKind::DutyObstructed, lower, upper,
          ground_.of_superiors(policy, Stance::Forbid, *act, local.sort));
    if (local.modality == core::Modality::NeedNot && contains(Conduct::measures(local), *act))
      add(Property::BelowFloor, interpret::ViolationKind::BelowFloor, lower, upper, {});
  }

 private:
  void add(Property property, interpret::ViolationKind kind, std::uint32_t lower, std::uint32_t upper,
           std::vector<std::uint32_t> inherited) {
    Claim claim = claim_about(property, program_.norms[lower].sort, {norm_ref(lower), norm_ref(upper)});
    for (const std::uint32_t norm : inherited) claim.reads.push_back(norm_ref(norm));
    claim.formula = [lower, upper, inherited = std::move(inherited)](Encoder& encoder, SlotId subject) {
      const bool duty_is_lower = encoder.program.norms[lower].timing.due_by.has_value();
      return encoder.terms.all(
          {meet(encoder, lower, upper, Second::Bears, subject),
           leave_no_time(encoder, duty_is_lower ? lower : upper, duty_is_lower ? upper : lower, subject),
           any_of(encoder, inherited, subject).no});
    };
    claim.seen = violation_seen(kind, norm_ref(lower), norm_ref(upper));
    claims_.push_back(std::move(claim));
  }

  const Ground& ground_;
  const core::Program& program_;
  Claims& claims_;
};

}  // namespace

void add_prohibitions(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  Acts acts(ground, claims);
  for (std::uint32_t lower = 0; lower < program.norms.size(); ++lower) {
    const core::PolicyId policy = ground.policy_of(norm_ref(lower));
    if (!ground.is_asked(policy) || !ground.has_superiors(policy)) continue;
    for (const std::uint32_t upper : ground.law.norms_above(policy, program.norms[lower].sort))
      if (program.norms[upper].strength == core::Strength::Hard) acts.add(lower, upper);
  }
}

}  // namespace polc::prove
