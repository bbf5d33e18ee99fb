// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/claim.h"

#include <algorithm>

namespace polc::prove {

Claim claim_about(Property property, core::RelationId sort, std::vector<SentenceRef> about) {
  Claim claim;
  claim.property = property;
  claim.sort = sort;
  claim.about = std::move(about);
  return claim;
}

Ground::Ground(const Law& law_, std::vector<core::PolicyId> asked_)
    : program(law_.program), law(law_), conduct(program), demands(program), asked(std::move(asked_)) {
  std::sort(asked.begin(), asked.end());
}

bool Ground::is_asked(core::PolicyId policy) const { return std::binary_search(asked.begin(), asked.end(), policy); }

bool Ground::is_combined(core::ScaleId scale, core::RelationId sort, core::PolicyId policy) const {
  return std::any_of(program.combinations.begin(), program.combinations.end(), [&](const core::CombinationRule& rule) {
    const core::PolicyId owner = program[rule.sentence.article].policy;
    return rule.is_about(scale, sort) && (owner == policy || is_above(owner, policy));
  });
}

bool Ground::takes(Stance stance, const core::Norm& norm, core::MeasureId act) const {
  switch (stance) {
    case Stance::Impose:
      return contains(conduct.imposed(norm), act);
    case Stance::Forbid:
      return contains(conduct.forbidden(norm), act);
    case Stance::Permit:
      return norm.modality == core::Modality::May && contains(conduct.done_by(norm), act);
  }
  return false;
}

std::vector<std::uint32_t> Ground::of_superiors(core::PolicyId lower, Stance stance, core::MeasureId act,
                                                core::RelationId sort) const {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t at : law.norms_above(lower, sort))
    if (takes(stance, program.norms[at], act)) found.push_back(at);
  return found;
}

std::vector<core::PolicyId> policies_of(const Law& law, const Claim& claim) {
  std::vector<core::PolicyId> policies;
  for (const SentenceRef ref : claim.about) policies.push_back(law.policy_of(ref));
  return policies;
}

std::vector<SentenceRef> sentences_of(const Claim& claim) {
  std::vector<SentenceRef> all = claim.about;
  all.insert(all.end(), claim.reads.begin(), claim.reads.end());
  return all;
}

Truths any_of(Encoder& encoder, const std::vector<std::uint32_t>& norms, SlotId subject) {
  Truths any{encoder.terms.no(), encoder.terms.yes()};
  for (const std::uint32_t norm : norms) any = either(encoder.terms, any, encoder.any_guarded(norm, subject));
  return any;
}

Term meet(Encoder& encoder, std::uint32_t first, std::uint32_t second, Second how, SlotId subject) {
  Terms& terms = encoder.terms;
  const core::Norm& one = encoder.program.norms[first];
  const core::Norm& other = encoder.program.norms[second];
  const bool same_occasion =
      one.timing.each_occasion && other.timing.each_occasion && one.occasion && one.occasion == other.occasion;
  if (!same_occasion) {
    const Truths bears =
        how == Second::Bears ? encoder.any_guarded(second, subject) : encoder.any_active(second, subject);
    return terms.both(encoder.any_active(first, subject).yes, bears.yes);
  }
  std::vector<Term> any;
  for (const Instance& instance : encoder.instances(first, subject)) {
    const Truths bears = how == Second::Bears ? encoder.guarded(second, instance) : encoder.active(second, instance);
    any.push_back(terms.both(encoder.active(first, instance).yes, bears.yes));
  }
  return terms.any(any);
}

Term leave_no_time(Encoder& encoder, std::uint32_t duty, std::uint32_t ban, SlotId subject) {
  Terms& terms = encoder.terms;
  const core::Timing& due = encoder.program.norms[duty].timing;
  const core::Timing& banned = encoder.program.norms[ban].timing;
  if (!due.due_by || (!banned.until && !banned.length)) return terms.yes();
  // Without a common occasion the times cannot be laid side by side, and some time may be left.
  if (!banned.until || encoder.program.norms[duty].occasion != encoder.program.norms[ban].occasion) return terms.no();
  const auto end_of = [&](core::ValueId at, bool inclusive, SlotId row) {
    const Amount time = encoder.value(at, {row});
    if (encoder.program[at].type.kind != core::TypeKind::Day) return terms.add(time.number, inclusive ? 0 : -1);
    return terms.add(terms.scale(value::Rational(value::minutes_per_day), time.number),
                     inclusive ? value::minutes_per_day - 1 : -1);
  };
  std::vector<Term> any;
  for (const Instance& one : encoder.instances(duty, subject))
    any.push_back(terms.all({encoder.active(duty, one).yes, encoder.active(ban, one).yes,
                             terms.less_or_equal(end_of(due.due_by->at, due.due_by->inclusive, one.row),
                                                 end_of(*banned.until, false, one.row))}));
  return terms.any(any);
}

std::function<bool(const Replay&)> violation_seen(interpret::ViolationKind kind, SentenceRef local, SentenceRef upper) {
  return [=](const Replay& replay) {
    const auto lower_at = replay.slice.at(local);
    const auto upper_at = replay.slice.at(upper);
    return std::any_of(
        replay.day.violations.begin(), replay.day.violations.end(), [&](const interpret::Violation& violation) {
          const bool is_local =
              local.table == SentenceRef::Table::Norm ? violation.local == lower_at : violation.local_rule == lower_at;
          const bool is_upper = upper.table == SentenceRef::Table::Norm    ? violation.norm == upper_at
                                : upper.table == SentenceRef::Table::Limit ? violation.limit == upper_at
                                                                           : true;
          return violation.kind == kind && is_local && is_upper && violation.truth == value::Truth::True &&
                 !violation.advice;
        });
  };
}

bool rule_holds(const Replay& replay, const interpret::ClassTable& table, std::uint32_t rule) {
  const auto at = replay.slice.at(class_rule_ref(rule));
  return std::any_of(table.grounds.begin(), table.grounds.end(), [&](const interpret::RuleGround& ground) {
    return ground.rule == at && ground.truth[replay.subject] == value::Truth::True;
  });
}

std::function<bool(const Replay&)> both_due(std::uint32_t first, std::uint32_t second) {
  return [=](const Replay& replay) {
    const auto is_due = [&](std::uint32_t index) {
      const auto norm = replay.slice.at(norm_ref(index));
      return std::any_of(replay.day.due.begin(), replay.day.due.end(), [&](const interpret::DueNorm& due) {
        if (due.truth != value::Truth::True || due.subject != replay.subject) return false;
        if (due.norm == norm) return true;
        return std::find(due.norms.begin(), due.norms.end(), norm) != due.norms.end();
      });
    };
    return is_due(first) && is_due(second);
  };
}

}  // namespace polc::prove
