// SPDX-License-Identifier: Apache-2.0
// Norms against the limits of superiors. Satisfiable iff, for one x on which l is active, the limit's policy applies and:
//   above ceiling, below floor: its phrase holds, and l's length lies above (below) its range;
//   scope widened:              l imposes the measure, its phrase does not hold, and the superiors do not impose it themselves;
//                               of a whole: on one of its parts;
//   barred measure:             l imposes the measure, its phrase holds, and the superiors do not impose it themselves;
//   permission withdrawn:       l forbids the act, its phrase holds, and the superiors do not forbid it themselves;
//   closed list extended:       its phrase holds, and l imposes a measure of the list, or forbids the act that it guards, which
//                               the superiors do not;
//   not delegated:              its phrase holds, l sets the measure (gives a class), and the issuer is none of those named.
#include <algorithm>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

using Stance = Ground::Stance;
using interpret::ViolationKind;

class Limits {
 public:
  Limits(const Ground& ground, Claims& claims) : ground_(ground), program_(ground.program), claims_(claims) {}

  void add(std::uint32_t at, std::uint32_t lower) {
    at_ = at;
    lower_ = lower;
    const core::Limit& limit = program_.limits[at];
    const core::Norm& local = program_.norms[lower];
    const core::PolicyId policy = ground_.policy_of(norm_ref(lower));
    const std::vector<core::MeasureId> imposed = ground_.conduct.imposed(local);
    const auto theirs = [&](Stance stance, const std::vector<core::MeasureId>& acts) {
      std::vector<std::uint32_t> found;
      for (const core::MeasureId act : acts) {
        const auto more = ground_.of_superiors(policy, stance, act, limit.sort);
        found.insert(found.end(), more.begin(), more.end());
      }
      return found;
    };
    const auto shared = [&] {
      std::vector<core::MeasureId> found;
      for (const core::MeasureId act : limit.measures)
        if (contains(imposed, act)) found.push_back(act);
      return found;
    };
    if (local.sort != limit.sort) {
      if (limit.kind == core::LimitKind::OnlyFor && share_any(limit.measures, imposed)) add_parts(limit, local);
      return;
    }
    switch (limit.kind) {
      case core::LimitKind::Amount:
        if (local.modality == core::Modality::Must) add_amounts(limit, local);
        return;
      case core::LimitKind::OnlyFor:
        if (!shared().empty())
          add_claim(Property::ScopeWidened, ViolationKind::ScopeWidened, false, theirs(Stance::Impose, shared()));
        return;
      case core::LimitKind::NotImposed:
        if (!shared().empty())
          add_claim(Property::Barred, ViolationKind::Barred, true, theirs(Stance::Impose, shared()));
        return;
      case core::LimitKind::NoBan:
        for (const core::MeasureId act : limit.measures) {
          if (!contains(ground_.conduct.forbidden(local), act)) continue;
          add_claim(Property::PermissionWithdrawn, ViolationKind::PermissionWithdrawn, true,
                    theirs(Stance::Forbid, {act}));
          return;
        }
        return;
      case core::LimitKind::ClosedList:
        add_list(limit, local, imposed, theirs);
        return;
      case core::LimitKind::Delegated:
        if (local.modality != core::Modality::Must || !share_any(limit.measures, Conduct::measures(local))) return;
        if (named(limit, policy))
          add_amounts(limit, local);
        else if (is_first(at))
          add_claim(Property::NotDelegated, ViolationKind::NotDelegated, true, {});
        return;
    }
  }

  // A scale that only some authorities may decide, classified by another.
  void add_class(std::uint32_t at, std::uint32_t rule) {
    const core::Limit& limit = program_.limits[at];
    const core::ClassRule& given = program_.class_rules[rule];
    if (limit.kind != core::LimitKind::Delegated || !limit.scale || given.scale != limit.scale ||
        given.sort != limit.sort || !is_first(at) || named(limit, ground_.policy_of(class_rule_ref(rule))))
      return;
    Claim claim = claim_about(Property::NotDelegated, given.sort, {class_rule_ref(rule), limit_ref(at)});
    claim.formula = [rule, at](Encoder& encoder, SlotId subject) {
      return encoder.terms.both(encoder.class_rule(rule, subject).yes, encoder.limit_phrase(at, subject).yes);
    };
    claim.seen = violation_seen(ViolationKind::NotDelegated, class_rule_ref(rule), limit_ref(at));
    claims_.push_back(std::move(claim));
  }

 private:
  static bool same_decision(const core::Program& program, const core::Limit& one, const core::Limit& other) {
    return other.kind == core::LimitKind::Delegated && other.sort == one.sort && other.scale == one.scale &&
           other.measures == one.measures &&
           program[other.sentence.article].policy == program[one.sentence.article].policy;
  }

  // The first of several sentences that each name an authority for one decision speaks for all.
  [[nodiscard]] bool is_first(std::uint32_t at) const {
    return std::none_of(program_.limits.begin(), program_.limits.begin() + at,
                        [&](const core::Limit& other) { return same_decision(program_, program_.limits[at], other); });
  }

  // Several sentences of one policy may each name an authority: any of them is one that may decide.
  [[nodiscard]] bool named(const core::Limit& limit, core::PolicyId policy) const {
    return std::any_of(program_.limits.begin(), program_.limits.end(), [&](const core::Limit& other) {
      return same_decision(program_, limit, other) && ground_.law.may_be_issued_by(policy, *other.authority);
    });
  }

  Claim start(Property property) const {
    Claim claim = claim_about(property, program_.norms[lower_].sort, {norm_ref(lower_), limit_ref(at_)});
    return claim;
  }

  // l is active, the phrase holds (or, within the scope, does not), and the superiors do not do the same.
  void add_claim(Property property, ViolationKind kind, bool phrase, std::vector<std::uint32_t> inherited) {
    Claim claim = start(property);
    for (const std::uint32_t norm : inherited) claim.reads.push_back(norm_ref(norm));
    claim.formula = [=, lower = lower_, at = at_](Encoder& encoder, SlotId subject) {
      Terms& terms = encoder.terms;
      const Term who = phrase ? encoder.limit_phrase(at, subject).yes
                              : terms.both(encoder.limit_scope(at, subject).yes, encoder.limit_phrase(at, subject).no);
      return terms.all({encoder.any_active(lower, subject).yes, who, any_of(encoder, inherited, subject).no});
    };
    claim.seen = violation_seen(kind, norm_ref(lower_), limit_ref(at_));
    claims_.push_back(std::move(claim));
  }

  template <typename Theirs>
  void add_list(const core::Limit& limit, const core::Norm& local, const std::vector<core::MeasureId>& imposed,
                const Theirs&) {
    const core::ListOfValues& list = program_[*limit.list];
    const core::PolicyId upper = ground_.policy_of(limit_ref(at_));
    const auto of_upper = [&](Stance stance, core::MeasureId act) {
      std::vector<std::uint32_t> found;
      std::vector<std::uint32_t> norms = ground_.law.norms_above(upper, limit.sort);
      const std::vector<std::uint32_t>& own = ground_.law.norms(upper, limit.sort);
      norms.insert(norms.end(), own.begin(), own.end());
      for (const std::uint32_t norm : norms)
        if (ground_.takes(stance, program_.norms[norm], act)) found.push_back(norm);
      return found;
    };
    if (local.modality == core::Modality::Must) {
      for (const core::MeasureId measure : Conduct::measures(local)) {
        if (!contains(list.measures, measure) || !contains(imposed, measure)) continue;
        add_claim(Property::ClosedListExtended, ViolationKind::ClosedListExtended, true,
                  of_upper(Stance::Impose, measure));
        return;
      }
    }
    if (list.guarded && contains(ground_.conduct.forbidden(local), *list.guarded))
      add_claim(Property::ClosedListExtended, ViolationKind::ClosedListExtended, true,
                of_upper(Stance::Forbid, *list.guarded));
  }

  void add_amounts(const core::Limit& limit, const core::Norm& local) {
    for (const core::Head& head : local.heads) {
      const auto* measure = std::get_if<core::MeasureHead>(&head);
      if (measure == nullptr || !contains(limit.measures, measure->measure) ||
          local.connective == core::HeadConnective::OneOf)
        continue;
      add_amount(Property::AboveCeiling, ViolationKind::AboveCeiling, limit.range.highest, measure->length.lowest);
      add_amount(Property::BelowFloor, ViolationKind::BelowFloor,
                 measure->length.lowest ? measure->length.lowest : measure->length.highest, limit.range.lowest);
    }
  }

  // less < more is the breach; one of them is the limit's, read of the subject, the other the norm's.
  void add_amount(Property property, ViolationKind kind, std::optional<core::ValueId> less,
                  std::optional<core::ValueId> more) {
    if (!less || !more) return;
    Claim claim = start(property);
    const bool is_ceiling = property == Property::AboveCeiling;
    claim.formula = [=, lower = lower_, at = at_](Encoder& encoder, SlotId subject) {
      Terms& terms = encoder.terms;
      std::vector<Term> any;
      for (const Instance& instance : encoder.instances(lower, subject)) {
        const Amount left = encoder.value(*less, {is_ceiling ? subject : instance.row});
        const Amount right = encoder.value(*more, {is_ceiling ? instance.row : subject});
        any.push_back(
            terms.all({encoder.active(lower, instance).yes, encoder.limit_phrase(at, subject).yes,
                       encoder.compare(core::Comparison::Less, left, right, encoder.program[*less].span).yes}));
      }
      return terms.any(any);
    };
    claim.seen = violation_seen(kind, norm_ref(lower_), limit_ref(at_));
    if (!is_ceiling)
      claim.beside = [lower = lower_, at = at_](Encoder& encoder, SlotId subject) {
        return encoder.terms.both(encoder.any_active(lower, subject).yes, encoder.limit_phrase(at, subject).no);
      };
    claims_.push_back(std::move(claim));
  }

  // What is imposed on a whole is imposed on each of its parts: the query is about a part, of which the norm's subject is the whole.
  void add_parts(const core::Limit& limit, const core::Norm& local) {
    const core::Relation& part = program_[limit.sort];
    for (core::ColumnIndex column = 0; column < part.columns.size(); ++column) {
      if (!part.columns[column].part_of || part.columns[column].type.target != local.sort) continue;
      Claim claim = start(Property::ScopeWidened);
      claim.sort = limit.sort;
      claim.acts = [=, lower = lower_](Encoder& encoder, SlotId subject) {
        const Reference whole = encoder.world.reference(subject, column);
        return encoder.terms.both(whole.present, encoder.any_active(lower, whole.slot).yes);
      };
      claim.formula = [=, lower = lower_, at = at_](Encoder& encoder, SlotId subject) {
        const Reference whole = encoder.world.reference(subject, column);
        return encoder.terms.all({whole.present, encoder.any_active(lower, whole.slot).yes,
                                  encoder.limit_scope(at, subject).yes, encoder.limit_phrase(at, subject).no});
      };
      claim.seen = violation_seen(ViolationKind::ScopeWidened, norm_ref(lower_), limit_ref(at_));
      claims_.push_back(std::move(claim));
    }
  }

  const Ground& ground_;
  const core::Program& program_;
  Claims& claims_;
  std::uint32_t at_ = 0;
  std::uint32_t lower_ = 0;
};

}  // namespace

void add_limits(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  Limits limits(ground, claims);
  for (std::uint32_t lower = 0; lower < program.norms.size(); ++lower) {
    const core::PolicyId policy = ground.policy_of(norm_ref(lower));
    if (!ground.is_asked(policy) || program.norms[lower].strength != core::Strength::Hard) continue;
    for (const std::uint32_t at : ground.law.limits_above(policy)) limits.add(at, lower);
  }
  for (std::uint32_t rule = 0; rule < program.class_rules.size(); ++rule) {
    const core::PolicyId policy = ground.policy_of(class_rule_ref(rule));
    if (!ground.is_asked(policy)) continue;
    for (const std::uint32_t at : ground.law.limits_above(policy)) limits.add_class(at, rule);
  }
}

}  // namespace polc::prove
