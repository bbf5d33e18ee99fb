// SPDX-License-Identifier: Apache-2.0
// Below floor by a lighter mode: satisfiable iff, for one x, l is active and demands a class of a scale of measures, s bears on the
// same occasion (or one of them on none) and demands a higher one.
#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

bool same_point(const core::Norm& one, const core::Norm& other) {
  return one.occasion == other.occasion || !one.occasion || !other.occasion;
}

}  // namespace

void add_modes(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (std::uint32_t lower = 0; lower < program.norms.size(); ++lower) {
    const core::Norm& local = program.norms[lower];
    const core::PolicyId policy = ground.policy_of(norm_ref(lower));
    const auto mode = Conduct::single(local);
    if (!ground.is_asked(policy) || !mode || !program[*mode].scale || local.modality != core::Modality::Must ||
        local.strength != core::Strength::Hard)
      continue;
    std::vector<std::uint32_t> higher;
    const std::vector<std::uint32_t> above = ground.law.norms_above(policy, local.sort);
    for (const std::uint32_t upper : above) {
      const core::Norm& norm = program.norms[upper];
      const auto theirs = Conduct::single(norm);
      if (!theirs || norm.modality != core::Modality::Must || norm.strength != core::Strength::Hard ||
          !same_point(local, norm))
        continue;
      if (program[*theirs].scale == program[*mode].scale && program[*theirs].rank > program[*mode].rank)
        higher.push_back(upper);
    }
    // Other rules of the same policy may demand enough; and what a superior says itself is repeated.
    std::vector<std::uint32_t> own;
    std::vector<std::uint32_t> repeated;
    const auto mode_of = [&](std::uint32_t other) -> std::optional<core::MeasureId> {
      const core::Norm& norm = program.norms[other];
      const bool binds = norm.modality == core::Modality::Must && norm.strength == core::Strength::Hard;
      const auto theirs = binds ? Conduct::single(norm) : std::nullopt;
      return theirs && program[*theirs].scale == program[*mode].scale ? theirs : std::nullopt;
    };
    for (const std::uint32_t other : ground.law.norms(policy, local.sort)) {
      const auto theirs = mode_of(other);
      if (theirs && program[*theirs].rank > program[*mode].rank &&
          !ground.demands.apart(norm_ref(lower), norm_ref(other)))
        own.push_back(other);
    }
    for (const std::uint32_t other : above)
      if (mode_of(other) == mode && program.norms[other].occasion == local.occasion) repeated.push_back(other);
    for (const std::uint32_t upper : higher) {
      std::vector<std::uint32_t> enough;
      for (const std::uint32_t other : own)
        if (program[*Conduct::single(program.norms[other])].rank >=
            program[*Conduct::single(program.norms[upper])].rank)
          enough.push_back(other);
      Claim claim = claim_about(Property::BelowFloor, local.sort, {norm_ref(lower), norm_ref(upper)});
      for (const std::uint32_t other : higher)
        if (other != upper) claim.reads.push_back(norm_ref(other));
      for (const std::uint32_t other : enough) claim.reads.push_back(norm_ref(other));
      for (const std::uint32_t other : repeated) claim.reads.push_back(norm_ref(other));
      claim.formula = [lower, upper, enough](Encoder& encoder, SlotId subject) {
        std::vector<Term> parts{encoder.any_active(lower, subject).yes, encoder.any_active(upper, subject).yes};
        for (const std::uint32_t other : enough) parts.push_back(encoder.any_active(other, subject).no);
        return encoder.terms.all(parts);
      };
      if (!repeated.empty())
        claim.repeats = [lower, repeated](Encoder& encoder, SlotId subject) {
          return encoder.terms.both(encoder.any_active(lower, subject).yes, any_of(encoder, repeated, subject).no);
        };
      claim.beside = [lower, higher](Encoder& encoder, SlotId subject) {
        return encoder.terms.both(encoder.any_active(lower, subject).yes, any_of(encoder, higher, subject).no);
      };
      claim.seen = both_due(lower, upper);
      claims.push_back(std::move(claim));
    }
  }
}

}  // namespace polc::prove
