// SPDX-License-Identifier: Apache-2.0
// Norms that the facts show to be broken. What the facts do not say is no violation.
#include <algorithm>

#include "runtime/interpret/compliance.h"
#include "runtime/interpret/norms.h"

namespace polc::interpret {

namespace {

Truth at_least(const Interval& number, std::int64_t least) {
  if (!number.no_low && number.low >= least) return Truth::True;
  return number.no_high || number.high >= least ? Truth::Unknown : Truth::False;
}

class Checker {
 public:
  Checker(NormEvaluator& norms, DayResult& result)
      : norms_(norms), evaluator_(norms.evaluator), compliance_(norms.evaluator), result_(result) {}

  void check(std::uint32_t at) {
    const core::Norm& norm = norms_.norm(at);
    if (norm.modality != core::Modality::Must && norm.modality != core::Modality::MustNot) return;
    if (std::none_of(norm.heads.begin(), norm.heads.end(), [&](const auto& head) { return can_be_told(norm, head); }))
      return;
    const Bearing& on = norms_.bearing(at);
    at_ = at;
    entries_.clear();
    for (std::uint32_t entry = 0; entry < on.size(); ++entry)
      if (on.begun[entry] != Truth::False) entries_.push_back(entry);
    if (entries_.empty()) return;
    // Every alternative must be missed for a choice to be; of a sequence, the step that is due.
    std::vector<std::vector<Truth>> missed(norm.heads.size());
    for (std::uint32_t head = 0; head < norm.heads.size(); ++head) missed[head] = missed_head(norm, head);
    for (std::size_t which = 0; which < entries_.size(); ++which) {
      Truth broken = Truth::True;
      std::uint32_t head = 0;
      switch (norm.connective) {
        case core::HeadConnective::Single:
          broken = missed[0][which];
          break;
        case core::HeadConnective::OneOf:
          for (const std::vector<Truth>& one : missed) broken = value::kleene_and(broken, one[which]);
          break;
        case core::HeadConnective::Sequence:
          head = norms_.step(at, entries_[which]);
          broken = missed[head][which];
          break;
      }
      report(norm, head, which, broken);
    }
  }

 private:
  // Of what no facts tell there is no violation, on whomever it bears.
  bool can_be_told(const core::Norm& norm, const core::Head& head) {
    const auto* measure = std::get_if<core::MeasureHead>(&head);
    return measure == nullptr || compliance_.can_be_told(measure->measure, norm.sort);
  }

  std::vector<Truth> missed_head(const core::Norm& norm, std::uint32_t head) {
    std::vector<Truth> truths;
    if (const auto* quantity = std::get_if<core::QuantityHead>(&norm.heads[head])) {
      truths = evaluator_.condition(quantity->condition, batch());
      for (Truth& truth : truths)
        if (norm.modality == core::Modality::Must) truth = value::kleene_not(truth);
      gate(truths, norms_.bearing(at_).active);
      return truths;
    }
    const core::MeasureHead& measure = std::get<core::MeasureHead>(norm.heads[head]);
    return norm.modality == core::Modality::MustNot ? done_today(norm, measure.measure)
                                                    : not_done(norm, measure.measure);
  }

  Batch batch() const {
    std::vector<Row> rows;
    for (const std::uint32_t entry : entries_) rows.push_back(norms_.bearing(at_).row[entry]);
    return norms_.instances(at_, std::move(rows));
  }
  std::vector<Row> subjects() const {
    std::vector<Row> rows;
    for (const std::uint32_t entry : entries_) rows.push_back(norms_.bearing(at_).subject[entry]);
    return rows;
  }
  void gate(std::vector<Truth>& truths, const std::vector<Truth>& by) const {
    for (std::size_t which = 0; which < truths.size(); ++which)
      truths[which] = value::kleene_and(truths[which], by[entries_[which]]);
  }

  // A forbidden act, attested or shown for today.
  std::vector<Truth> done_today(const core::Norm& norm, core::MeasureId forbidden) {
    const std::vector<Row> who = subjects();
    std::vector<Truth> truths(who.size(), Truth::False);
    for (const core::MeasureId act : compliance_.acts(forbidden)) {
      for (std::size_t which = 0; which < who.size(); ++which)
        if (compliance_.attested(act, norm.sort, who[which]) == Truth::True) truths[which] = Truth::True;
      if (!compliance_.can_be_shown(act, norm.sort)) continue;
      const std::int64_t today = evaluator_.today.since_epoch;
      const std::vector<Interval> shown = compliance_.shown(act, who, std::vector<DaySpan>(who.size(), {today, today}));
      for (std::size_t which = 0; which < who.size(); ++which)
        truths[which] = value::kleene_or(truths[which], at_least(shown[which], 1));
    }
    gate(truths, norms_.bearing(at_).active);
    return truths;
  }

  std::vector<Truth> not_done(const core::Norm& norm, core::MeasureId measure) {
    const std::vector<Row> who = subjects();
    const Bearing& on = norms_.bearing(at_);
    std::vector<Truth> truths(who.size(), Truth::False);
    for (std::size_t which = 0; which < who.size(); ++which) {
      const bool before_deadline = on.due_by[entries_[which]] != facts::absent_moment &&
                                   evaluator_.now.since_epoch <= on.due_by[entries_[which]];
      if (!before_deadline && compliance_.attested(measure, norm.sort, who[which]) == Truth::False)
        truths[which] = on.begun[entries_[which]];
    }
    // Any act that counts as the measure will do.
    std::optional<std::vector<Truth>> unshown;
    for (const core::MeasureId act : compliance_.acts(measure)) {
      if (!compliance_.can_be_shown(act, norm.sort)) continue;
      const std::vector<Truth> one = not_shown(norm, act, who);
      if (!unshown) unshown = std::vector<Truth>(who.size(), Truth::True);
      for (std::size_t which = 0; which < who.size(); ++which)
        (*unshown)[which] = value::kleene_and((*unshown)[which], one[which]);
    }
    for (std::size_t which = 0; unshown && which < who.size(); ++which)
      if (compliance_.attested(measure, norm.sort, who[which]) != Truth::True)
        truths[which] = value::kleene_or(truths[which], (*unshown)[which]);
    return truths;
  }

  // Whether rows of an event fail to show what they should: the day of a lasting measure, the acts of a period, or one act by
  // a deadline that has passed. Without any of these it can still be done.
  std::vector<Truth> not_shown(const core::Norm& norm, core::MeasureId measure, const std::vector<Row>& who) {
    const Bearing& on = norms_.bearing(at_);
    const std::int64_t today = evaluator_.today.since_epoch;
    std::vector<DaySpan> spans(who.size());
    std::vector<Truth> asked(who.size(), Truth::False);  // whether something is to be shown by now
    std::int64_t least = 1;
    std::optional<std::int64_t> most;
    for (std::size_t which = 0; which < who.size(); ++which) {
      const std::uint32_t entry = entries_[which];
      if (norm.timing.frequency) {
        spans[which] = period(*norm.timing.frequency, entry, asked[which]);
        least = norm.timing.frequency->spacing ? 1 : norm.timing.frequency->lowest.value_or(0);
        most = norm.timing.frequency->highest;
      } else if (on.due_by[entry] != facts::absent_moment) {
        if (on.due_by[entry] < evaluator_.now.since_epoch) asked[which] = on.begun[entry];
        spans[which] = {start_of_duty(norm, entry), today};
      } else if (evaluator_.program[measure].lasting || norm.timing.each_occasion) {
        asked[which] = on.active[entry];
        spans[which] = {today, today};
      }
    }
    const std::vector<Interval> shown = compliance_.shown(measure, who, spans);
    std::vector<Truth> truths(who.size());
    for (std::size_t which = 0; which < who.size(); ++which) {
      Truth missed = value::kleene_not(at_least(shown[which], least));
      truths[which] = value::kleene_and(asked[which], missed);
      if (most) {
        const Truth exceeded = value::kleene_and(at_least(shown[which], *most + 1), on.active[entries_[which]]);
        truths[which] = value::kleene_or(truths[which], exceeded);
      }
    }
    return truths;
  }

  std::int64_t start_of_duty(const core::Norm& norm, std::uint32_t entry) const {
    if (!norm.occasion) return long_ago;
    const core::Relation& event = evaluator_.program[*norm.occasion];
    const std::int64_t time =
        time_at(evaluator_.world.column(*norm.occasion, *event.begin), norms_.bearing(at_).row[entry]);
    return event.columns[*event.begin].type.kind == core::TypeKind::Day
               ? time
               : std::int64_t{value::day_of({time}).since_epoch};
  }

  // The days that a frequency asks about today: the day, the week from Monday to Sunday, the last n days. `asked`: the period
  // is over and the norm bore on the subject on all of it.
  DaySpan period(const core::Timing::Frequency& frequency, std::uint32_t entry, Truth& asked) const {
    const std::int64_t today = evaluator_.today.since_epoch;
    const std::int64_t days = std::max<std::int64_t>(frequency.period_minutes / value::minutes_per_day, 1);
    const bool day_is_over = evaluator_.now.since_epoch == (today + 1) * value::minutes_per_day - 1;
    const std::int64_t weekday = ((today + 3) % 7 + 7) % 7;  // 0: Monday; day 0 was a Thursday
    const bool is_week = days == 7 && !frequency.spacing;
    const DaySpan span{is_week ? today - weekday : today - days + 1, today};
    if (!day_is_over || (is_week && weekday != 6)) return span;
    asked = norms_.bearing(at_).active[entry];
    for (std::int64_t day = span.first; day < today && asked != Truth::False; ++day)
      asked =
          value::kleene_and(asked, norms_.held_on(at_, norms_.bearing(at_).row[entry], static_cast<std::int32_t>(day)));
    return span;
  }

  void report(const core::Norm& norm, std::uint32_t head, std::size_t which, Truth broken) {
    if (broken == Truth::False) return;
    const Bearing& on = norms_.bearing(at_);
    Violation violation;
    const auto* quantity = std::get_if<core::QuantityHead>(&norm.heads[head]);
    violation.kind = quantity != nullptr                        ? ViolationKind::Quantity
                     : norm.modality == core::Modality::MustNot ? ViolationKind::ProhibitedAct
                                                                : ViolationKind::NotDone;
    violation.advice = norm.strength != core::Strength::Hard;
    violation.truth = broken;
    violation.article = norm.sentence.article;
    violation.sort = norm.sort;
    violation.subject = on.subject[entries_[which]];
    violation.occasion = norm.occasion ? on.row[entries_[which]] : no_row;
    violation.norm = at_;
    if (quantity != nullptr) set_amounts(*quantity, on.row[entries_[which]], violation);
    result_.violations.push_back(violation);
  }

  // What was found and what is allowed, where both are numbers.
  void set_amounts(const core::QuantityHead& quantity, Row row, Violation& violation) {
    const core::Condition& condition = evaluator_.program[quantity.condition];
    const Batch one = norms_.instances(at_, {row});
    if (const auto* compare = std::get_if<core::Compare>(&condition.kind)) {
      if (evaluator_.program[compare->left].type.kind != core::TypeKind::Number) return;
      violation.found = number_at(evaluator_.value(compare->left, one), 0);
      const auto bound = number_at(evaluator_.value(compare->right, one), 0);
      if (compare->op == core::Comparison::Less || compare->op == core::Comparison::LessOrEqual ||
          compare->op == core::Comparison::Equal)
        violation.highest = bound;
      if (compare->op == core::Comparison::Greater || compare->op == core::Comparison::GreaterOrEqual ||
          compare->op == core::Comparison::Equal)
        violation.lowest = bound;
    }
    if (const auto* count = std::get_if<core::Count>(&condition.kind)) {
      const PreparedCount prepared = evaluator_.prepare(*count, condition.span, one);
      if (prepared.things[0] != no_row) {
        const Interval number = evaluator_.number(prepared, *count, 0);
        if (!number.no_low && !number.no_high && number.low == number.high)
          violation.found = value::Rational(number.low);
      }
      if (prepared.lowest) violation.lowest = number_at(*prepared.lowest, 0);
      if (prepared.highest) violation.highest = number_at(*prepared.highest, 0);
    }
  }

  NormEvaluator& norms_;
  Evaluator& evaluator_;
  Compliance compliance_;
  DayResult& result_;
  std::uint32_t at_ = 0;
  std::vector<std::uint32_t> entries_;
};

}  // namespace

void add_violations_of(NormEvaluator& norms, std::uint32_t norm, DayResult& result) {
  Checker(norms, result).check(norm);
}

void add_violations(NormEvaluator& norms, DayResult& result) {
  Checker checker(norms, result);
  const std::size_t count = norms.evaluator.program.norms.size();
  for (std::uint32_t at = 0; at < count; ++at) checker.check(at);
}

}  // namespace polc::interpret
