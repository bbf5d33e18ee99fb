// SPDX-License-Identifier: Apache-2.0
// Counts: the sum of what the row slots stand for, over those that the filter and the window let through.
#include "compiler/prove/encoder.h"

namespace polc::prove {
namespace {

constexpr std::int64_t most_days = 60;  // that `on each of` spells out

}  // namespace

std::pair<std::optional<Term>, std::int64_t> Encoder::split(Term number) const {
  const Node& node = terms[number];
  if (node.op == Op::Number) return {std::nullopt, node.number.numerator()};
  if (node.op == Op::Add && node.children.size() == 2) {
    const Node& last = terms[node.children[1]];
    if (last.op == Op::Number) {
      const auto [base, rest] = split(node.children[0]);
      return {base, rest + last.number.numerator()};
    }
  }
  return {number, 0};
}

// As the interpreter takes bounds: a day for rows to the minute is the whole day; a moment for rows by the day is its day.
Encoder::WindowEnds Encoder::window(const core::Count& count, bool in_minutes, const Rows& rows) {
  WindowEnds ends{std::nullopt, std::nullopt, terms.yes(), terms.no()};
  const auto set = [&](const core::TimeBound& bound, bool is_begin) {
    const Amount at = value(bound.at, rows);
    const bool is_day = program[bound.at].type.kind == core::TypeKind::Day;
    ends.given = terms.both(ends.given, at.given);
    ends.never = terms.either(ends.never, at.never);
    const std::int64_t past = bound.inclusive ? 0 : is_begin ? 1 : -1;
    if (!in_minutes) return terms.add(is_day ? at.number : day_of(at.number), past);
    if (!is_day) return terms.add(at.number, past);
    const Term first = terms.scale(value::Rational(value::minutes_per_day), terms.add(at.number, past));
    return is_begin ? first : terms.add(first, value::minutes_per_day - 1);
  };
  if (count.window.begin) ends.begin = set(*count.window.begin, true);
  if (count.window.end) ends.end = set(*count.window.end, false);
  return ends;
}

// Rows that have begun, of which some part lies in the window.
Term Encoder::inside_window(const core::Relation& relation, SlotId row, const std::optional<Term>& begin,
                            const std::optional<Term>& end) {
  if (!relation.begin) return terms.yes();
  const bool in_minutes = relation.columns[*relation.begin].type.kind == core::TypeKind::Moment;
  const Term from = world.attribute(row, *relation.begin);
  std::vector<Term> parts{terms.less_or_equal(from, in_minutes ? now : today)};
  if (end) parts.push_back(terms.less_or_equal(from, *end));
  if (begin && relation.end) {
    const Term until = world.attribute(row, *relation.end);
    parts.push_back(
        terms.either(terms.negation(world.end_given(row, *relation.end)), terms.less_or_equal(*begin, until)));
  } else if (begin) {
    parts.push_back(terms.less_or_equal(*begin, from));
  }
  return terms.all(parts);
}

Encoder::Total Encoder::total(const core::Count& count, const Reference& thing, const std::optional<Term>& begin,
                              const std::optional<Term>& end, const Rows& rows) {
  const core::Relation& relation = program[count.relation];
  const Term nothing = terms.integer(0);
  std::vector<Term> least;
  std::vector<Term> most;
  const std::vector<SlotId> slots = world.rows(count.relation, count.link, thing.slot);
  for (const SlotId row : slots) {
    Rows inner = rows;
    inner.push_back(row);
    const Truths filter = count.filter ? condition(*count.filter, inner) : always_true();
    const Term inside = inside_window(relation, row, begin, end);
    const Term amount = world[row].amount;
    least.push_back(terms.choose(terms.both(filter.yes, inside), amount, nothing));
    most.push_back(terms.choose(terms.both(terms.negation(filter.no), inside), amount, nothing));
  }
  return {terms.add(least), terms.add(most)};
}

Truths Encoder::between(const core::Count& count, const Total& total, const Rows& rows, source::Span span) {
  Truths whole = always_true();
  const auto side = [&](core::ValueId bound, bool is_lowest) {
    const Amount limit = value(bound, rows);
    const auto op = is_lowest ? core::Comparison::GreaterOrEqual : core::Comparison::LessOrEqual;
    const Truths by_least = compare(op, constant(total.least), limit, span);
    const Truths by_most = compare(op, constant(total.most), limit, span);
    const Truths& surer = is_lowest ? by_least : by_most;
    const Truths& unsurer = is_lowest ? by_most : by_least;
    whole = both(terms, whole, {surer.yes, unsurer.no});
  };
  if (count.lowest) side(*count.lowest, true);
  if (count.highest) side(*count.highest, false);
  return whole;
}

Truths Encoder::count(core::ConditionId id, const Rows& rows) {
  const core::Count& of = std::get<core::Count>(program[id].kind);
  const source::Span span = program[id].span;
  const core::Relation& relation = program[of.relation];
  if (relation.counting == core::Counting::Total && of.filter) throw Undecided{Construct::PartOfTotal, span};
  const Reference thing = follow(of.path, rows);
  const bool in_minutes = relation.begin && relation.columns[*relation.begin].type.kind == core::TypeKind::Moment;
  const WindowEnds ends = window(of, in_minutes, rows);
  // Without amounts below nothing, none on each day is none at all.
  const auto highest = of.highest ? constant_of(value(*of.highest, rows).number) : std::nullopt;
  const bool as_whole =
      !of.each_day || !ends.begin || !ends.end ||
      (!of.lowest && highest == value::Rational(0) && relation.corrections != core::Corrections::Subtracted);
  const auto remember = [&](const Total& sum) { counted_.push_back({id, rows, thing.slot, sum.least, sum.most}); };
  Truths held = always_true();
  if (as_whole) {
    Total sum = total(of, thing, ends.begin, ends.end, rows);
    remember(sum);
    // Nothing is counted in a window that waits for what has not come.
    sum.least = terms.choose(ends.never, terms.integer(0), sum.least);
    sum.most = terms.choose(ends.never, terms.integer(0), sum.most);
    held = between(of, sum, rows, span);
  } else {
    const auto [first_base, first] = split(*ends.begin);
    const auto [last_base, last] = split(*ends.end);
    if (first_base != last_base || last - first >= most_days * (in_minutes ? value::minutes_per_day : 1))
      throw Undecided{Construct::DaysNotCounted, span};
    const std::int64_t unit = in_minutes ? value::minutes_per_day : 1;
    for (std::int64_t at = first; at <= last; at += unit) {
      const Term begin = first_base ? terms.add(*first_base, at) : terms.integer(at);
      const Total sum = total(of, thing, begin, terms.add(begin, unit - 1), rows);
      remember(sum);
      held = both(terms, held, between(of, sum, rows, span));
    }
  }
  const Term decided = terms.either(ends.given, ends.never);
  return {terms.all({thing.present, decided, held.yes}),
          terms.either(terms.negation(thing.present), terms.both(decided, held.no))};
}

}  // namespace polc::prove
