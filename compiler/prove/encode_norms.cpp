// SPDX-License-Identifier: Apache-2.0
// On whom a norm bears at the moment of the query.
#include "compiler/prove/encoder.h"

namespace polc::prove {
namespace {

std::vector<core::MeasureId> measures_of(const core::Norm& norm) {
  std::vector<core::MeasureId> measures;
  for (const core::Head& head : norm.heads)
    if (const auto* measure = std::get_if<core::MeasureHead>(&head)) measures.push_back(measure->measure);
  return measures;
}

}  // namespace

std::vector<Instance> Encoder::instances(std::uint32_t at, SlotId subject) {
  const core::Norm& norm = program.norms[at];
  if (!norm.occasion) return {{subject, subject, terms.yes()}};
  std::vector<Instance> found;
  for (const SlotId row : world.rows(*norm.occasion, *program[*norm.occasion].subject, subject))
    found.push_back({row, subject, world[row].present});
  return found;
}

Truths Encoder::alone_guarded(std::uint32_t at, const Instance& instance) {
  const std::tuple key(at, instance.row, instance.subject);
  const auto found = alone_guarded_.find(key);
  if (found != alone_guarded_.end()) return found->second;
  const core::Norm& norm = program.norms[at];
  Truths held = both(terms, truths(instance.present), sentence_applies(norm.sentence, instance.subject));
  if (norm.occasion && program[*norm.occasion].begin && !norm.timing.due_by) {
    const core::Relation& event = program[*norm.occasion];
    const bool in_minutes = event.columns[*event.begin].type.kind == core::TypeKind::Moment;
    const Term has_come = terms.less_or_equal(row_time(*norm.occasion, instance.row), in_minutes ? now : today);
    held = both(terms, held, truths(has_come));
  }
  if (held.yes != terms.no()) held = both(terms, held, unless(norm.guard, norm.exceptions, {instance.row}));
  alone_guarded_.emplace(key, held);
  return held;
}

// The days of a run are those after the first day of the guard. What the guard was on the days before is not looked at: a norm
// is taken to be on wherever its guard holds, which is more than it is, so what is proved holds.
Truths Encoder::span_of_days(std::uint32_t at, const Instance& instance) {
  const core::Norm& norm = program.norms[at];
  const core::Timing& timing = norm.timing;
  const Rows rows{instance.row};
  Truths inside = always_true();
  const auto days = [&](core::ValueId length) {
    const auto minutes = constant_of(value(length, rows).number);
    if (!minutes) throw Undecided{Construct::ProductOfUnknowns, norm.sentence.span};
    const auto whole = value::divide(*minutes, value::Rational(value::minutes_per_day));
    return whole ? whole->ceiling() : 0;
  };
  if (timing.start == core::Timing::Start::Run && days(*timing.length) <= 0) return never_true();
  if (timing.start == core::Timing::Start::At) {
    const Amount from = value(*timing.from, rows);
    const bool is_day = program[*timing.from].type.kind == core::TypeKind::Day;
    const Term first = is_day ? from.number : day_of(from.number);
    Term held = is_day ? terms.less_or_equal(first, today) : terms.less_or_equal(from.number, now);
    if (timing.length) held = terms.both(held, terms.less_or_equal(today, terms.add(first, days(*timing.length) - 1)));
    inside = {terms.both(from.given, held), terms.either(from.never, terms.both(from.given, terms.negation(held)))};
  }
  if (timing.until) {
    const Amount until = value(*timing.until, rows);
    const bool is_day = program[*timing.until].type.kind == core::TypeKind::Day;
    const Term before = terms.less(is_day ? today : now, until.number);
    inside = both(
        terms, inside,
        {terms.either(until.never, terms.both(until.given, before)), terms.both(until.given, terms.negation(before))});
  }
  if (timing.each_occasion && norm.occasion) {
    const core::Relation& event = program[*norm.occasion];
    const bool is_day = event.columns[*event.begin].type.kind == core::TypeKind::Day;
    const Term time = row_time(*norm.occasion, instance.row);
    inside = both(terms, inside, truths(terms.equal(is_day ? time : day_of(time), today)));
  }
  return inside;
}

Truths Encoder::before_deadline(std::uint32_t at, const Instance& instance) {
  const core::Norm& norm = program.norms[at];
  const core::Timing& timing = norm.timing;
  const Rows rows{instance.row};
  const auto minute_of = [&](const core::TimeBound& bound, Term time, bool is_end) {
    const std::int64_t past = bound.inclusive ? 0 : is_end ? -1 : 1;
    if (program[bound.at].type.kind == core::TypeKind::Moment) return terms.add(time, past);
    const Term first = terms.scale(value::Rational(value::minutes_per_day), terms.add(time, past));
    return is_end ? terms.add(first, value::minutes_per_day - 1) : first;
  };
  Truths due = always_true();
  if (timing.due_from) {
    const Amount from = value(timing.due_from->at, rows);
    const Term begun = terms.less_or_equal(minute_of(*timing.due_from, from.number, false), now);
    due = {terms.both(from.given, begun), terms.either(from.never, terms.both(from.given, terms.negation(begun)))};
  }
  if (timing.due_by) {
    const Amount by = value(timing.due_by->at, rows);
    const Term open = terms.less_or_equal(now, minute_of(*timing.due_by, by.number, true));
    due = both(terms, due, truths(terms.implies(by.given, open)));
  } else if (timing.at_once && norm.occasion) {
    const core::Relation& event = program[*norm.occasion];
    const bool is_day = event.columns[*event.begin].type.kind == core::TypeKind::Day;
    const Term time = row_time(*norm.occasion, instance.row);
    due = both(terms, due, truths(terms.less_or_equal(now, last_minute(is_day ? time : day_of(time)))));
  }
  return due;
}

Truths Encoder::alone_active(std::uint32_t at, const Instance& instance) {
  const std::tuple key(at, instance.row, instance.subject);
  const auto found = alone_active_.find(key);
  if (found != alone_active_.end()) return found->second;
  Truths held = alone_guarded(at, instance);
  if (held.yes != terms.no()) {
    held = both(terms, held, span_of_days(at, instance));
    held = both(terms, held, before_deadline(at, instance));
  }
  alone_active_.emplace(key, held);
  return held;
}

// Another sentence prevails over the article, or spares the subject the measure. It counts as it applies by itself.
Truths Encoder::prevailed_over(std::uint32_t at, const Instance& instance) {
  const core::Norm& norm = program.norms[at];
  const core::PolicyId policy = program[norm.sentence.article].policy;
  const std::vector<core::MeasureId> measures = measures_of(norm);
  const auto alone = [&](std::uint32_t other) {
    Truths any = never_true();
    for (const Instance& one : instances(other, instance.subject)) any = either(terms, any, alone_active(other, one));
    return any;
  };
  Truths gone = never_true();
  std::map<std::uint32_t, Truths> spared;  // by measure
  for (const std::uint32_t other : law.prevailing_over(norm.sentence.article)) {
    if (other == at || program.norms[other].sort != norm.sort) continue;
    // Nobody lifts what another authority above it says.
    const core::PolicyId theirs = law.policy_of(norm_ref(other));
    if (!law.is_above(policy, theirs) || program[theirs].issuer == program[policy].issuer)
      gone = either(terms, gone, alone(other));
  }
  if (norm.modality != core::Modality::Must) return gone;
  for (const core::MeasureId measure : measures)
    for (const std::uint32_t other : law.sparing(policy, norm.sort, measure)) {
      const auto [known_one, is_new] = spared.try_emplace(measure.index, never_true());
      known_one->second = either(terms, known_one->second, alone(other));
    }
  if (measures.empty() || measures.size() != norm.heads.size() || spared.empty()) return gone;
  Truths of_all = always_true();
  for (const core::MeasureId measure : measures) {
    const auto found = spared.find(measure.index);
    of_all = both(terms, of_all, found == spared.end() ? never_true() : found->second);
  }
  return either(terms, gone, of_all);
}

Truths Encoder::guarded(std::uint32_t at, const Instance& instance) {
  const std::tuple key(at, instance.row, instance.subject);
  const auto found = guarded_.find(key);
  if (found != guarded_.end()) return found->second;
  Truths held = alone_guarded(at, instance);
  if (held.yes != terms.no()) held = both(terms, held, negation(prevailed_over(at, instance)));
  guarded_.emplace(key, held);
  return held;
}

Truths Encoder::active(std::uint32_t at, const Instance& instance) {
  const Truths held = alone_active(at, instance);
  return held.yes == terms.no() ? held : both(terms, held, negation(prevailed_over(at, instance)));
}

Truths Encoder::any_guarded(std::uint32_t at, SlotId subject) {
  Truths any = never_true();
  for (const Instance& one : instances(at, subject)) any = either(terms, any, guarded(at, one));
  return any;
}

Truths Encoder::any_active(std::uint32_t at, SlotId subject) {
  Truths any = never_true();
  for (const Instance& one : instances(at, subject)) any = either(terms, any, active(at, one));
  return any;
}

Truths Encoder::limit_scope(std::uint32_t at, SlotId subject) {
  const core::Limit& limit = program.limits[at];
  Truths held = sentence_applies(limit.sentence, subject);
  for (const core::ConditionId exception : limit.exceptions)
    held = both(terms, held, negation(condition(exception, {subject})));
  return held;
}

Truths Encoder::limit_phrase(std::uint32_t at, SlotId subject) {
  return both(terms, limit_scope(at, subject), condition(program.limits[at].phrase, {subject}));
}

}  // namespace polc::prove
