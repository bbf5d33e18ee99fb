// SPDX-License-Identifier: Apache-2.0
// A choice that other sentences narrow down. Let l demand one of m1 … mk, and for each alternative let there be norms of the same
// set that forbid it. Satisfiable iff, for one x, l is active and
//   choice closed: some norm that forbids it is active for every alternative: nothing that l allows is left;
//   jointly:       for every alternative but one, and a superior forbids or bars that one, or keeps it for others, which the
//                  superiors do not impose themselves: l and the norms that forbid the others together impose it.
// One claim for each smallest set of norms: take one away, and the choice is open again.
#include <algorithm>
#include <set>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

using Stance = Ground::Stance;
using NormSet = std::set<std::uint32_t>;

constexpr std::size_t most_sets = 32;  // of one choice; more would say the same over and over

// Norms that demand one of several measures and say nothing else.
bool is_choice(const core::Norm& norm) {
  return norm.connective == core::HeadConnective::OneOf && norm.modality == core::Modality::Must &&
         norm.strength == core::Strength::Hard && Conduct::measures(norm).size() == norm.heads.size();
}

class Choices {
 public:
  Choices(const Ground& ground, Claims& claims) : ground_(ground), program_(ground.program), claims_(claims) {}

  void add(std::uint32_t at) {
    at_ = at;
    policy_ = ground_.policy_of(norm_ref(at));
    const core::Norm& norm = program_.norms[at];
    measures_ = Conduct::measures(norm);
    std::vector<std::uint32_t> bearing = ground_.law.norms_above(policy_, norm.sort);
    for (const std::uint32_t other : ground_.law.norms(policy_, norm.sort))
      if (other != at && !ground_.demands.apart(norm_ref(at), norm_ref(other))) bearing.push_back(other);
    forbidding_.assign(measures_.size(), {});
    for (std::size_t choice = 0; choice < measures_.size(); ++choice)
      for (const std::uint32_t other : bearing)
        if (contains(ground_.conduct.forbidden(program_.norms[other]), measures_[choice]))
          forbidding_[choice].push_back(other);
    for (const NormSet& others : sets_without(measures_.size())) add_contradiction(others);
    for (std::size_t left = 0; left < measures_.size(); ++left)
      for (const NormSet& others : sets_without(left)) add_joint(left, others);
  }

 private:
  // One norm that forbids it for each alternative but `left`; none that contains another; none: some alternative is free.
  [[nodiscard]] std::vector<NormSet> sets_without(std::size_t left) const {
    std::vector<NormSet> sets{{}};
    for (std::size_t choice = 0; choice < measures_.size(); ++choice) {
      if (choice == left) continue;
      std::set<NormSet> longer;
      for (const NormSet& set : sets)
        for (const std::uint32_t norm : forbidding_[choice]) {
          NormSet more = set;
          more.insert(norm);
          longer.insert(std::move(more));
        }
      sets.assign(longer.begin(), longer.end());
      if (sets.size() > most_sets) sets.resize(most_sets);
    }
    std::vector<NormSet> smallest;
    for (const NormSet& set : sets) {
      const bool contains_another = std::any_of(sets.begin(), sets.end(), [&](const NormSet& other) {
        return other.size() < set.size() && std::includes(set.begin(), set.end(), other.begin(), other.end());
      });
      if (!contains_another && !set.empty()) smallest.push_back(set);
    }
    return smallest;
  }

  [[nodiscard]] Claim start(Property property, std::optional<SentenceRef> upper, const NormSet& others) const {
    Claim claim = claim_about(property, program_.norms[at_].sort, {norm_ref(at_)});
    if (upper) claim.about.push_back(*upper);
    for (const std::uint32_t other : others) claim.about.push_back(norm_ref(other));
    return claim;
  }

  // The choice and all norms that narrow it down are active.
  static Term all_active(Encoder& encoder, std::uint32_t at, const NormSet& others, SlotId subject) {
    std::vector<Term> parts{encoder.any_active(at, subject).yes};
    for (const std::uint32_t other : others) parts.push_back(encoder.any_active(other, subject).yes);
    return encoder.terms.all(parts);
  }
  static bool all_due(const Replay& replay, std::uint32_t at, const NormSet& others) {
    return std::all_of(others.begin(), others.end(), [&](std::uint32_t other) { return both_due(at, other)(replay); });
  }

  void add_contradiction(const NormSet& others) {
    Claim claim = start(Property::ChoiceClosed, std::nullopt, others);
    claim.formula = [at = at_, others](Encoder& encoder, SlotId subject) {
      return all_active(encoder, at, others, subject);
    };
    claim.seen = [at = at_, others](const Replay& replay) { return all_due(replay, at, others); };
    claims_.push_back(std::move(claim));
  }

  void add_joint(std::size_t left, const NormSet& others) {
    const core::MeasureId imposed = measures_[left];
    const core::RelationId sort = program_.norms[at_].sort;
    const std::vector<std::uint32_t> inherited = ground_.of_superiors(policy_, Stance::Impose, imposed, sort);
    for (const std::uint32_t upper : ground_.law.norms_above(policy_, sort)) {
      const core::Norm& above = program_.norms[upper];
      if (above.modality != core::Modality::MustNot || above.strength != core::Strength::Hard ||
          !contains(ground_.conduct.forbidden(above), imposed) || others.contains(upper))
        continue;
      Claim claim = start(Property::ProhibitionContradicted, norm_ref(upper), others);
      for (const std::uint32_t norm : inherited) claim.reads.push_back(norm_ref(norm));
      claim.formula = [=, at = at_](Encoder& encoder, SlotId subject) {
        return encoder.terms.all({all_active(encoder, at, others, subject), encoder.any_guarded(upper, subject).yes,
                                  any_of(encoder, inherited, subject).no});
      };
      claim.seen = [=, at = at_](const Replay& replay) {
        return all_due(replay, at, others) && both_due(at, upper)(replay);
      };
      claims_.push_back(std::move(claim));
    }
    for (const std::uint32_t at_limit : ground_.law.limits_above(policy_)) {
      const core::Limit& limit = program_.limits[at_limit];
      const bool bars = limit.kind == core::LimitKind::NotImposed;
      if (limit.sort != sort || (!bars && limit.kind != core::LimitKind::OnlyFor) || !contains(limit.measures, imposed))
        continue;
      add_limited(bars, at_limit, others, inherited);
    }
  }

  void add_limited(bool bars, std::uint32_t limit, const NormSet& others, const std::vector<std::uint32_t>& inherited) {
    Claim claim = start(bars ? Property::Barred : Property::ScopeWidened, limit_ref(limit), others);
    for (const std::uint32_t norm : inherited) claim.reads.push_back(norm_ref(norm));
    claim.formula = [=, at = at_](Encoder& encoder, SlotId subject) {
      const Truths phrase = encoder.limit_phrase(limit, subject);
      return encoder.terms.all({all_active(encoder, at, others, subject), encoder.limit_scope(limit, subject).yes,
                                bars ? phrase.yes : phrase.no, any_of(encoder, inherited, subject).no});
    };
    claim.seen = [=, at = at_, condition = program_.limits[limit].phrase,
                  exceptions = program_.limits[limit].exceptions](const Replay& replay) {
      const bool spared = std::any_of(exceptions.begin(), exceptions.end(), [&](core::ConditionId exception) {
        return replay.holds(exception) != value::Truth::False;
      });
      return all_due(replay, at, others) && !spared &&
             replay.holds(condition) == (bars ? value::Truth::True : value::Truth::False);
    };
    claims_.push_back(std::move(claim));
  }

  const Ground& ground_;
  const core::Program& program_;
  Claims& claims_;
  std::uint32_t at_ = 0;
  core::PolicyId policy_;
  std::vector<core::MeasureId> measures_;
  std::vector<Law::Indices> forbidding_;  // by alternative
};

}  // namespace

void add_choices(const Ground& ground, Claims& claims) {
  Choices choices(ground, claims);
  for (const core::PolicyId policy : ground.asked)
    for (const std::uint32_t norm : ground.law.norms(policy))
      if (is_choice(ground.program.norms[norm])) choices.add(norm);
}

}  // namespace polc::prove
