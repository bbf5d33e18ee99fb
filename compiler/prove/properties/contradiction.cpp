// SPDX-License-Identifier: Apache-2.0
// Contradiction: satisfiable iff two norms of one set bear on x and cannot both be kept:
//   a is active on x, b is active on x, and a imposes (or allows) an act that b forbids; or both impose modes of one scale that
//   differ, with nothing that says which prevails.
#include <algorithm>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

bool prevails(const core::Norm& over, const core::Norm& other) {
  return std::find(over.notwithstanding.begin(), over.notwithstanding.end(), other.sentence.article) !=
         over.notwithstanding.end();
}

std::optional<Property> clash(const Ground& ground, std::uint32_t first, std::uint32_t second) {
  const core::Program& program = ground.program;
  const core::Norm& one = program.norms[first];
  const core::Norm& other = program.norms[second];
  if (prevails(one, other) || prevails(other, one)) return std::nullopt;
  const auto one_forbids = ground.conduct.forbidden(one);
  const auto other_forbids = ground.conduct.forbidden(other);
  const auto left = Conduct::single(one);
  const auto right = Conduct::single(other);
  const auto both_must = [&] { return one.modality == core::Modality::Must && other.modality == core::Modality::Must; };
  const bool hard = one.strength == core::Strength::Hard && other.strength == core::Strength::Hard;
  if (hard && both_must() && left && right && program[*left].scale && program[*left].scale == program[*right].scale) {
    const core::PolicyId policy = ground.policy_of(norm_ref(first));
    const bool apart = program[*left].rank != program[*right].rank;
    return apart && !ground.is_combined(*program[*left].scale, one.sort, policy) ? std::optional(Property::TwoModes)
                                                                                 : std::nullopt;
  }
  if (share_any(ground.conduct.imposed(one), other_forbids) || share_any(ground.conduct.imposed(other), one_forbids))
    return Property::Contradiction;
  const auto permits = [&](const core::Norm& norm, const core::Norm& against,
                           const std::vector<core::MeasureId>& forbidden) {
    return norm.modality == core::Modality::May && against.strength == core::Strength::Hard &&
           share_any(Conduct::measures(norm), forbidden);
  };
  if (permits(one, other, other_forbids) || permits(other, one, one_forbids)) return Property::PermissionRuledOut;
  return std::nullopt;
}

}  // namespace

void add_contradictions(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (const std::vector<std::uint32_t>& of_sort : ground.norms_of_sort) {
    for (std::size_t right = 1; right < of_sort.size(); ++right) {
      const core::PolicyId second = ground.policy_of(norm_ref(of_sort[right]));
      for (std::size_t left = 0; left < right; ++left) {
        const core::PolicyId first = ground.policy_of(norm_ref(of_sort[left]));
        if (first != second || !ground.is_asked(first)) continue;
        const auto property = clash(ground, of_sort[left], of_sort[right]);
        if (!property) continue;
        Claim claim;
        claim.property = *property;
        claim.sort = program.norms[of_sort[left]].sort;
        claim.about = {norm_ref(of_sort[right]), norm_ref(of_sort[left])};
        claim.formula = [left = of_sort[left], right = of_sort[right]](Encoder& encoder, SlotId subject) {
          const bool duty_is_left = encoder.program.norms[left].timing.due_by.has_value();
          return encoder.terms.all(
              {encoder.any_active(left, subject).yes, encoder.any_active(right, subject).yes,
               leave_no_time(encoder, duty_is_left ? left : right, duty_is_left ? right : left, subject)});
        };
        claim.seen = both_due(of_sort[left], of_sort[right]);
        claims.push_back(std::move(claim));
      }
    }
  }
}

}  // namespace polc::prove
