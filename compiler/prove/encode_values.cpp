// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/encoder.h"
#include "runtime/value/match.h"

namespace polc::prove {

std::optional<value::Rational> Encoder::constant_of(Term term) const {
  const Node& node = terms[term];
  return node.op == Op::Number ? std::optional(node.number) : std::nullopt;
}

// floor(minute / 1440), by a variable of its own.
Term Encoder::day_of(Term minute) {
  if (minute == now) return today;
  const auto [found, is_new] = days_.try_emplace(minute);
  if (!is_new) return found->second;
  if (const auto number = constant_of(minute))
    return found->second = terms.integer(value::day_of({number->numerator()}).since_epoch);
  const Term day = terms.variable(Sort::Int, "day");
  const Term first = terms.scale(value::Rational(value::minutes_per_day), day);
  world.require(terms.less_or_equal(first, minute));
  world.require(terms.less(minute, terms.add(first, value::minutes_per_day)));
  return days_[minute] = day;
}

Amount Encoder::value(core::ValueId id, const Rows& rows) {
  const Key key(id.index, rows);
  const auto found = values_.find(key);
  if (found != values_.end()) return found->second;
  const core::Value& node = program[id];
  const Amount amount = value::match(
      node, [&](const core::NumberLiteral& literal) { return constant(terms.real(literal.number)); },
      [&](const core::DayLiteral& literal) { return constant(terms.integer(literal.day.since_epoch)); },
      [&](const core::MomentLiteral& literal) { return constant(terms.integer(literal.moment.since_epoch)); },
      [&](const core::TextLiteral& literal) { return constant(terms.integer(world.text_code(literal.text))); },
      [&](const core::EnumerationLiteral& literal) { return constant(terms.integer(literal.value)); },
      [&](const core::Attribute& of) { return attribute(of, rows); },
      [&](const core::ParameterValue& of) {
        const auto number = law.number_of(of.parameter, cell);
        if (number) return constant(terms.real(*number));
        return Amount{terms.real(0), std::nullopt, terms.no(), terms.no()};
      },
      [&](const core::Product& of) { return product(of, node.span, rows); },
      [&](const core::Now& of) { return constant(of.to_the_minute ? now : today); },
      [&](const core::LatestEvent& of) { return latest(of, node.span, rows); },
      [&](const core::Shifted& of) { return shifted(of, node.type.kind, node.span, rows); },
      [&](const core::DayOf& of) {
        Amount of_moment = value(of.moment, rows);
        of_moment.number = day_of(of_moment.number);
        return of_moment;
      });
  return values_.insert_or_assign(key, amount).first->second;
}

Amount Encoder::attribute(const core::Attribute& of, const Rows& rows) {
  const Reference thing = follow(of.path, rows);
  const core::Column& column = program[of.path.end].columns[of.column];
  if (column.ratio) {
    const Term below = world.attribute(thing.slot, column.ratio->second);
    const Term known_ratio = terms.both(thing.present, terms.less_or_equal(terms.integer(0), below));
    return {world.attribute(thing.slot, column.ratio->first), below, known_ratio, terms.no()};
  }
  // The end of a span that goes on is not known; elsewhere checks fill in what may be absent.
  const bool is_end = program[of.path.end].end == of.column;
  const Term given = is_end ? terms.both(thing.present, world.end_given(thing.slot, of.column)) : thing.present;
  return {world.attribute(thing.slot, of.column), std::nullopt, given, terms.no()};
}

Amount Encoder::product(const core::Product& of, source::Span span, const Rows& rows) {
  Amount left = value(of.left, rows);
  Amount right = value(of.right, rows);
  auto factor = constant_of(left.number);
  if (!factor || left.divisor) {
    std::swap(left, right);
    factor = constant_of(left.number);
  }
  if (!factor || left.divisor) throw Undecided{Construct::ProductOfUnknowns, span};
  return {terms.scale(*factor, right.number), right.divisor, terms.both(left.given, right.given),
          terms.either(left.never, right.never)};
}

Term Encoder::row_time(core::RelationId event, SlotId row) { return world.attribute(row, *program[event].begin); }

// The greatest time of those that are there and not later than now.
Amount Encoder::latest(const core::LatestEvent& of, source::Span span, const Rows& rows) {
  if (of.its_end) throw Undecided{Construct::EndOfLatest, span};
  const core::Relation& event = program[of.event];
  const bool in_minutes = event.columns[*event.begin].type.kind == core::TypeKind::Moment;
  const Reference thing = follow(of.path, rows);
  const Term time = terms.variable(Sort::Int, "latest");
  std::vector<Term> is_one;
  std::vector<Term> any;
  for (const SlotId row : world.rows(of.event, *event.subject, thing.slot)) {
    const Term at = row_time(of.event, row);
    const Term seen = terms.both(world[row].present, terms.less_or_equal(at, in_minutes ? now : today));
    any.push_back(seen);
    is_one.push_back(terms.both(seen, terms.equal(at, time)));
    world.require(terms.implies(seen, terms.less_or_equal(at, time)));
  }
  const Term there = terms.any(any);
  world.require(terms.implies(there, terms.any(is_one)));
  return {time, std::nullopt, terms.both(thing.present, there), terms.both(thing.present, terms.negation(there))};
}

Amount Encoder::shifted(const core::Shifted& of, core::TypeKind kind, source::Span span, const Rows& rows) {
  Amount base = value(of.base, rows);
  const bool is_day = kind == core::TypeKind::Day;
  if (!of.parameter) {
    base.number = terms.add(base.number, is_day ? of.days + of.minutes / value::minutes_per_day
                                                : of.days * value::minutes_per_day + of.minutes);
    return base;
  }
  const auto minutes = law.number_of(*of.parameter, cell);
  if (!minutes) return {base.number, std::nullopt, terms.no(), terms.no()};
  const auto amount = is_day ? value::divide(*minutes, value::Rational(value::minutes_per_day)) : minutes;
  if (!amount || !amount->is_integer()) throw Undecided{Construct::NumberTooLarge, span};
  const std::int64_t sign = of.backwards ? -1 : 1;
  base.number = terms.add(base.number,
                          sign * amount->numerator() + (is_day ? of.plus_days : of.plus_days * value::minutes_per_day));
  return base;
}

// left / d against right / e, with d and e not negative: left * e against right * d, where one of each is a constant.
Truths Encoder::compare(core::Comparison op, const Amount& left, const Amount& right, source::Span span) {
  Term first = left.number;
  Term second = right.number;
  if (left.divisor && right.divisor) throw Undecided{Construct::ProductOfUnknowns, span};
  if (left.divisor) {
    const auto factor = constant_of(right.number);
    if (!factor) throw Undecided{Construct::ProductOfUnknowns, span};
    second = terms.scale(*factor, *left.divisor);
  }
  if (right.divisor) {
    const auto factor = constant_of(left.number);
    if (!factor) throw Undecided{Construct::ProductOfUnknowns, span};
    first = terms.scale(*factor, *right.divisor);
  }
  Term holds = terms.no();
  switch (op) {
    case core::Comparison::Equal:
      holds = terms.equal(first, second);
      break;
    case core::Comparison::NotEqual:
      holds = terms.negation(terms.equal(first, second));
      break;
    case core::Comparison::Less:
      holds = terms.less(first, second);
      break;
    case core::Comparison::LessOrEqual:
      holds = terms.less_or_equal(first, second);
      break;
    case core::Comparison::Greater:
      holds = terms.less(second, first);
      break;
    case core::Comparison::GreaterOrEqual:
      holds = terms.less_or_equal(second, first);
      break;
  }
  const Term given = terms.both(left.given, right.given);
  return {terms.both(given, holds), terms.both(given, terms.negation(holds))};
}

}  // namespace polc::prove
