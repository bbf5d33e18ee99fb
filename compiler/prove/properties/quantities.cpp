// SPDX-License-Identifier: Apache-2.0
// Bounds on an amount or a number against a superior's on the same one. Satisfiable iff, for one x, l is active, s bears (or the
// limit's phrase holds), and some value keeps l and breaks s.
#include <algorithm>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

const core::QuantityHead* quantity(const core::Norm& norm) {
  const bool binds =
      norm.modality == core::Modality::Must && norm.strength != core::Strength::Advice && norm.heads.size() == 1;
  return binds ? std::get_if<core::QuantityHead>(&norm.heads.front()) : nullptr;
}

// From above, from below, or both; none: something that has no direction.
struct Sides {
  bool above = false;
  bool below = false;
};
Sides sides(const core::Program& program, const core::QuantityHead& head) {
  if (const auto* compare = std::get_if<core::Compare>(&program[head.condition].kind)) {
    const bool equal = compare->op == core::Comparison::Equal;
    return {equal || compare->op == core::Comparison::Less || compare->op == core::Comparison::LessOrEqual,
            equal || compare->op == core::Comparison::Greater || compare->op == core::Comparison::GreaterOrEqual};
  }
  if (const auto* count = std::get_if<core::Count>(&program[head.condition].kind))
    return {count->highest.has_value(), count->lowest.has_value()};
  return {};
}

bool same_point(const core::Program& program, const core::QuantityHead& one, const core::QuantityHead& other) {
  const bool same = one.attribute ? one.attribute == other.attribute : one.counted && one.counted == other.counted;
  const Sides left = sides(program, one);
  const Sides right = sides(program, other);
  return same && ((left.above && right.above) || (left.below && right.below));
}

}  // namespace

void add_quantities(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (std::uint32_t lower = 0; lower < program.norms.size(); ++lower) {
    const core::Norm& local = program.norms[lower];
    const core::PolicyId policy = ground.policy_of(norm_ref(lower));
    const core::QuantityHead* set = quantity(local);
    if (set == nullptr || local.strength != core::Strength::Hard || local.occasion || !ground.is_asked(policy))
      continue;
    std::vector<std::uint32_t> above;
    for (const std::uint32_t upper : ground.law.norms_above(policy, local.sort)) {
      const core::QuantityHead* asked = quantity(program.norms[upper]);
      if (asked != nullptr && !program.norms[upper].occasion && same_point(program, *set, *asked))
        above.push_back(upper);
    }
    for (const std::uint32_t upper : above) {
      const bool is_default = program.norms[upper].strength == core::Strength::InPrinciple;
      Claim claim = claim_about(is_default ? Property::ReadsAsEnough : Property::BelowFloor, local.sort,
                                {norm_ref(lower), norm_ref(upper)});
      claim.formula = [lower, upper, kept = set->condition, broken = quantity(program.norms[upper])->condition](
                          Encoder& encoder, SlotId subject) {
        return encoder.terms.all({encoder.any_active(lower, subject).yes, encoder.any_guarded(upper, subject).yes,
                                  encoder.condition(kept, {subject}).yes, encoder.condition(broken, {subject}).no});
      };
      claim.seen = [lower, upper](const Replay& replay) {
        const auto breaks = [&](std::uint32_t index) {
          const auto norm = replay.slice.at(norm_ref(index));
          return std::any_of(replay.day.violations.begin(), replay.day.violations.end(),
                             [&](const interpret::Violation& violation) {
                               return violation.kind == interpret::ViolationKind::Quantity && violation.norm == norm &&
                                      violation.subject == replay.subject && violation.truth == value::Truth::True;
                             });
        };
        return breaks(upper) && !breaks(lower);
      };
      claim.beside = [lower, above](Encoder& encoder, SlotId subject) {
        return encoder.terms.both(encoder.any_active(lower, subject).yes, any_of(encoder, above, subject).no);
      };
      claims.push_back(std::move(claim));
    }
    for (const std::uint32_t at : ground.law.limits_above(policy)) {
      const core::Limit& limit = program.limits[at];
      if (limit.sort != local.sort || !limit.quantity || !same_point(program, *set, *limit.quantity)) continue;
      Claim claim = claim_about(Property::BelowFloor, local.sort, {norm_ref(lower), limit_ref(at)});
      claim.formula = [lower, at, kept = set->condition, broken = limit.quantity->condition](Encoder& encoder,
                                                                                             SlotId subject) {
        return encoder.terms.all({encoder.any_active(lower, subject).yes, encoder.limit_phrase(at, subject).yes,
                                  encoder.condition(kept, {subject}).yes, encoder.condition(broken, {subject}).no});
      };
      claim.seen = violation_seen(interpret::ViolationKind::BelowFloor, norm_ref(lower), limit_ref(at));
      claims.push_back(std::move(claim));
    }
  }
}

}  // namespace polc::prove
