// SPDX-License-Identifier: Apache-2.0
// Other aspects of a duty against a superior's norm on the same measure. Satisfiable iff, for one x, l and s are both active and
//   frequency: l asks for fewer acts in the same time, or lets more time pass between them;
//   deadline:  l lets the act be done later;
//   choice:    l leaves a choice between the measure and another that does not count as it;
//   exception: s bears on x, and l's own exception spares x the measure that both demand;
//   leave:     l allows a lighter mode, or an act that s's measure rules out, and the superiors do not allow it;
//   override:  l is said to prevail over an article that another authority issued.
#include <algorithm>
#include <utility>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

using Frequency = core::Timing::Frequency;

bool is_duty(const core::Norm& norm) {
  return norm.modality == core::Modality::Must && norm.strength == core::Strength::Hard;
}

bool is_rarer(const Frequency& local, const Frequency& above) {
  if (local.spacing != above.spacing) return false;
  if (local.spacing) return local.period_minutes > above.period_minutes;
  if (!above.lowest) return false;
  const auto least = local.lowest ? local.lowest : local.highest;
  return least && *least * above.period_minutes < *above.lowest * local.period_minutes;
}

// A choice of l among which only some count as the measure.
bool leaves_out(const Ground& ground, const core::Norm& local, core::MeasureId measure) {
  if (local.connective != core::HeadConnective::OneOf || local.heads.size() != Conduct::measures(local).size())
    return false;
  bool any = false;
  bool all = true;
  for (const core::MeasureId choice : Conduct::measures(local)) {
    core::Norm alone = local;
    alone.connective = core::HeadConnective::Single;
    alone.heads = {core::MeasureHead{choice, {}, {}, false}};
    const bool counts = contains(ground.conduct.imposed(alone), measure);
    any = any || counts;
    all = all && counts;
  }
  return any && !all;
}

class Aspects {
 public:
  Aspects(const Ground& ground, Claims& claims) : ground_(ground), program_(ground.program), claims_(claims) {}

  void add(std::uint32_t lower, std::uint32_t upper) {
    const core::Norm& local = program_.norms[lower];
    const core::Norm& above = program_.norms[upper];
    const auto measure = Conduct::single(above);
    const bool same_point = local.occasion == above.occasion || !local.occasion || !above.occasion;
    if (!measure || !is_duty(above) || !same_point) return;
    if (local.modality == core::Modality::May) add_permission(lower, upper);
    if (!is_duty(local)) return;
    if (leaves_out(ground_, local, *measure)) {
      // Other rules of the same policy may demand the measure all the same.
      std::vector<std::uint32_t> own;
      for (const std::uint32_t other : ground_.law.norms(ground_.policy_of(norm_ref(lower)), local.sort))
        if (other != lower && contains(ground_.conduct.imposed(program_.norms[other]), *measure) &&
            !ground_.demands.apart(norm_ref(lower), norm_ref(other)))
          own.push_back(other);
      add_pair(lower, upper, nullptr, own);
      return;
    }
    if (Conduct::single(local) != measure) return;
    if (local.timing.frequency && above.timing.frequency && is_rarer(*local.timing.frequency, *above.timing.frequency))
      add_pair(lower, upper, nullptr);
    if (local.timing.due_by && above.timing.due_by && local.occasion == above.occasion) add_pair(lower, upper, &later);
    if (!local.exceptions.empty() && local.occasion == above.occasion) add_exception(lower, upper);
  }

  void add_override(std::uint32_t lower) {
    const core::Norm& local = program_.norms[lower];
    const core::Policy& policy = program_[ground_.policy_of(norm_ref(lower))];
    for (const core::ArticleId article : local.notwithstanding) {
      const core::PolicyId theirs = program_[article].policy;
      if (program_[theirs].issuer == policy.issuer) continue;
      for (std::uint32_t upper = 0; upper < program_.norms.size(); ++upper) {
        if (program_.norms[upper].sentence.article != article) continue;
        Claim claim = start(Property::OutsidePower, lower, upper);
        claim.formula = [lower](Encoder& encoder, SlotId subject) { return encoder.any_active(lower, subject).yes; };
        claim.seen = both_due(lower, lower);
        claims_.push_back(std::move(claim));
        break;
      }
    }
  }

 private:
  using Compare = Term (*)(Encoder&, const core::Norm&, const core::Norm&, SlotId row);

  static Term later(Encoder& encoder, const core::Norm& local, const core::Norm& above, SlotId row) {
    const core::TimeBound& ours = *local.timing.due_by;
    const core::TimeBound& theirs = *above.timing.due_by;
    const auto minute = [&](const core::TimeBound& bound) {
      const Amount at = encoder.value(bound.at, {row});
      const bool is_day = encoder.program[bound.at].type.kind == core::TypeKind::Day;
      if (!is_day) return encoder.terms.add(at.number, bound.inclusive ? 0 : -1);
      const Term first = encoder.terms.scale(value::Rational(value::minutes_per_day), at.number);
      return encoder.terms.add(first, bound.inclusive ? value::minutes_per_day - 1 : -1);
    };
    const Term given = encoder.terms.both(encoder.value(ours.at, {row}).given, encoder.value(theirs.at, {row}).given);
    return encoder.terms.both(given, encoder.terms.less(minute(theirs), minute(ours)));
  }

  Claim start(Property property, std::uint32_t lower, std::uint32_t upper) const {
    Claim claim = claim_about(property, program_.norms[lower].sort, {norm_ref(lower), norm_ref(upper)});
    return claim;
  }

  // Both are active; with `compare` on the same row of their occasion, of which it says more.
  void add_pair(std::uint32_t lower, std::uint32_t upper, Compare compare, const std::vector<std::uint32_t>& own = {}) {
    Claim claim = start(Property::BelowFloor, lower, upper);
    for (const std::uint32_t other : own) claim.reads.push_back(norm_ref(other));
    claim.formula = [lower, upper, compare, own](Encoder& encoder, SlotId subject) {
      Terms& terms = encoder.terms;
      if (compare == nullptr)
        return terms.all({encoder.any_active(lower, subject).yes, encoder.any_active(upper, subject).yes,
                          any_of(encoder, own, subject).no});
      std::vector<Term> any;
      for (const Instance& one : encoder.instances(lower, subject))
        any.push_back(
            terms.all({encoder.active(lower, one).yes, encoder.active(upper, one).yes,
                       compare(encoder, encoder.program.norms[lower], encoder.program.norms[upper], one.row)}));
      return terms.any(any);
    };
    claim.seen = both_due(lower, upper);
    claim.beside = [lower, upper](Encoder& encoder, SlotId subject) {
      return encoder.terms.both(encoder.any_active(lower, subject).yes, encoder.any_guarded(upper, subject).no);
    };
    claims_.push_back(std::move(claim));
  }

  void add_exception(std::uint32_t lower, std::uint32_t upper) {
    Claim claim = start(Property::BelowFloor, lower, upper);
    claim.formula = [lower, upper](Encoder& encoder, SlotId subject) {
      Terms& terms = encoder.terms;
      const core::Norm& local = encoder.program.norms[lower];
      std::vector<Term> any;
      for (const Instance& one : encoder.instances(upper, subject)) {
        std::vector<Term> spared;
        for (const core::ConditionId exception : local.exceptions)
          spared.push_back(encoder.condition(exception, {one.row}).yes);
        any.push_back(terms.all({encoder.sentence_applies(local.sentence, subject).yes,
                                 encoder.condition(local.guard, {one.row}).yes, terms.any(spared),
                                 encoder.active(upper, one).yes}));
      }
      return terms.any(any);
    };
    claim.seen = [lower, upper](const Replay& replay) {
      return both_due(upper, upper)(replay) && !both_due(lower, lower)(replay);
    };
    claims_.push_back(std::move(claim));
  }

  // The duty is for a heavier mode than the act, or for a measure that rules the act out.
  [[nodiscard]] bool stands_against(const core::Norm& above, core::MeasureId act) const {
    const auto demanded = Conduct::single(above);
    if (!demanded || !is_duty(above)) return false;
    const bool is_heavier = program_[act].scale && program_[act].scale == program_[*demanded].scale &&
                            program_[act].rank < program_[*demanded].rank;
    return is_heavier || contains(ground_.conduct.forbidden(above), act);
  }

  void add_permission(std::uint32_t lower, std::uint32_t upper) {
    const core::Norm& local = program_.norms[lower];
    const core::PolicyId policy = ground_.policy_of(norm_ref(lower));
    for (const core::MeasureId act : Conduct::measures(local)) {
      if (!stands_against(program_.norms[upper], act)) continue;
      std::vector<std::uint32_t> all;
      for (const std::uint32_t other : ground_.law.norms_above(policy, local.sort))
        if (stands_against(program_.norms[other], act)) all.push_back(other);
      const std::vector<std::uint32_t> inherited =
          ground_.of_superiors(policy, Ground::Stance::Permit, act, local.sort);
      const std::vector<std::uint32_t> repeated = ground_.of_superiors(policy, Ground::Stance::Impose, act, local.sort);
      Claim claim = start(Property::BelowFloor, lower, upper);
      for (const std::vector<std::uint32_t>* norms : {&std::as_const(all), &inherited, &repeated})
        for (const std::uint32_t norm : *norms) claim.reads.push_back(norm_ref(norm));
      claim.formula = [lower, upper, inherited](Encoder& encoder, SlotId subject) {
        return encoder.terms.all({encoder.any_active(lower, subject).yes, encoder.any_active(upper, subject).yes,
                                  any_of(encoder, inherited, subject).no});
      };
      claim.seen = both_due(lower, upper);
      claim.beside = [lower, all](Encoder& encoder, SlotId subject) {
        return encoder.terms.both(encoder.any_active(lower, subject).yes, any_of(encoder, all, subject).no);
      };
      if (!repeated.empty())
        claim.repeats = [lower, repeated](Encoder& encoder, SlotId subject) {
          return encoder.terms.both(encoder.any_active(lower, subject).yes, any_of(encoder, repeated, subject).no);
        };
      claims_.push_back(std::move(claim));
      return;
    }
  }

  const Ground& ground_;
  const core::Program& program_;
  Claims& claims_;
};

}  // namespace

void add_timings(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  Aspects aspects(ground, claims);
  for (std::uint32_t lower = 0; lower < program.norms.size(); ++lower) {
    const core::PolicyId policy = ground.policy_of(norm_ref(lower));
    if (!ground.is_asked(policy)) continue;
    aspects.add_override(lower);
    if (!ground.has_superiors(policy)) continue;
    for (const std::uint32_t upper : ground.law.norms_above(policy, program.norms[lower].sort))
      aspects.add(lower, upper);
  }
}

}  // namespace polc::prove
