// SPDX-License-Identifier: Apache-2.0
#include "naive.h"

#include <algorithm>
#include <functional>

#include "runtime/value/match.h"

namespace polc::interpret_test {

using namespace core;
using value::kleene_and;
using value::kleene_not;
using value::kleene_or;
using value::match;
using value::Rational;
using value::truth;

namespace {

constexpr std::int64_t very_many = 1'000'000;  // as good as without end
constexpr std::int64_t forever = 1'000'000'000'000;

bool compares(Comparison op, std::strong_ordering order) {
  switch (op) {
    case Comparison::Equal:
      return order == 0;
    case Comparison::NotEqual:
      return order != 0;
    case Comparison::Less:
      return order < 0;
    case Comparison::LessOrEqual:
      return order <= 0;
    case Comparison::Greater:
      return order > 0;
    case Comparison::GreaterOrEqual:
      return order >= 0;
  }
  return false;
}

}  // namespace

Naive::Answer Naive::cell(RelationId relation, ColumnIndex column, Row row) const {
  const auto given = [](Rational number) { return Answer{Answer::State::Given, number, Rational(1)}; };
  return match(
      case_.facts[relation].columns[column], [](const facts::NoColumn&) { return Answer{}; },
      [&](const facts::YesNoColumn& data) {
        return data.values[row] == Truth::Unknown ? Answer{} : given(data.values[row] == Truth::True ? 1 : 0);
      },
      [&](const facts::EnumerationColumn& data) {
        return data.values[row] == facts::absent_code ? Answer{} : given(data.values[row]);
      },
      [&](const facts::NumberColumn& data) {
        return data.mantissas[row] == facts::absent_number
                   ? Answer{}
                   : given(*value::multiply(Rational(data.mantissas[row]), data.step));
      },
      [&](const facts::TextColumn& data) {
        return data.codes[row] == facts::absent_code ? Answer{} : given(data.codes[row]);
      },
      [&](const facts::DayColumn& data) {
        return data.days[row] == facts::absent_day ? Answer{} : given(data.days[row]);
      },
      [&](const facts::MomentColumn& data) {
        return data.minutes[row] == facts::absent_moment ? Answer{} : given(data.minutes[row]);
      },
      [&](const facts::ReferenceColumn& data) {
        return data.rows[row] == facts::absent_code ? Answer{} : given(data.rows[row]);
      });
}

Row Naive::follow(const Path& path, const Scope& scope) const {
  auto [relation, row] = scope[path.row];
  for (const ColumnIndex step : path.steps) {
    if (row == nothing) return nothing;
    const Answer next = cell(relation, step, row);
    relation = program_[relation].columns[step].type.target;
    row = next.state == Answer::State::Given ? static_cast<Row>(next.number.numerator()) : nothing;
  }
  return row;
}

Naive::Answer Naive::latest(const LatestEvent& latest, const Scope& scope, std::int64_t now) {
  const Row thing = follow(latest.path, scope);
  if (thing == nothing) return {};
  const Relation& event = program_[latest.event];
  const bool by_day = event.columns[*event.begin].type.kind == TypeKind::Day;
  const std::int64_t limit = by_day ? day_of(now) : now;
  std::optional<Row> best;
  std::int64_t best_time = -forever;
  for (Row row = 0; row < case_.facts[latest.event].row_count; ++row) {
    if (cell(latest.event, *event.subject, row).number != Rational(thing)) continue;
    const std::int64_t time = cell(latest.event, *event.begin, row).number.numerator();
    if (time > limit || time < best_time) continue;
    best = row;
    best_time = time;
  }
  // A missing report since the latest row may hold a later one.
  if (latest.event == cases)
    for (const std::int32_t day : case_.missing[cases.index][thing])
      if (day <= day_of(now) && day >= best_time) return {};
  if (!best) return {Answer::State::Never, {}, Rational(1)};
  if (!latest.its_end) return {Answer::State::Given, Rational(best_time), Rational(1)};
  const Answer end = cell(latest.event, *event.end, *best);
  return end.state == Answer::State::Given ? end : Answer{Answer::State::Never, {}, Rational(1)};
}

Naive::Answer Naive::value(ValueId id, const Scope& scope, std::int64_t now) {
  const auto given = [](Rational number) { return Answer{Answer::State::Given, number, Rational(1)}; };
  const auto duration = [&](ParameterId parameter) {
    std::optional<Rational> current;
    for (const ParameterVersion& version : program_[parameter].versions)
      if (!version.from || version.from->since_epoch <= now) current = version.number;
    return current;
  };
  return match(
      program_[id], [&](const NumberLiteral& number) { return given(number.number); },
      [&](const DayLiteral& day) { return given(day.day.since_epoch); },
      [&](const MomentLiteral& moment) { return given(moment.moment.since_epoch); },
      [](const TextLiteral&) { return Answer{}; },
      [&](const EnumerationLiteral& literal) { return given(static_cast<std::int64_t>(literal.value)); },
      [&](const Attribute& attribute) {
        const Row row = follow(attribute.path, scope);
        if (row == nothing) return Answer{};
        const Column& column = program_[attribute.path.end].columns[attribute.column];
        if (!column.ratio) return cell(attribute.path.end, attribute.column, row);
        Answer above = cell(attribute.path.end, column.ratio->first, row);
        const Answer below = cell(attribute.path.end, column.ratio->second, row);
        if (above.state != Answer::State::Given || below.state != Answer::State::Given) return Answer{};
        above.below = below.number;
        return above;
      },
      [&](const ParameterValue& parameter) {
        const auto current = duration(parameter.parameter);
        return current ? given(*current) : Answer{};
      },
      [&](const Product& product) {
        const Answer left = value(product.left, scope, now);
        const Answer right = value(product.right, scope, now);
        if (left.state != Answer::State::Given) return left;
        if (right.state != Answer::State::Given) return right;
        return Answer{Answer::State::Given, *value::multiply(left.number, right.number),
                      *value::multiply(left.below, right.below)};
      },
      [&](const Now& moment) { return given(moment.to_the_minute ? now : day_of(now)); },
      [&](const LatestEvent& event) { return latest(event, scope, now); },
      [&](const Shifted& shifted) {
        Answer base = value(shifted.base, scope, now);
        if (base.state != Answer::State::Given) return base;
        const bool is_day = program_[shifted.base].type.kind == TypeKind::Day;
        std::int64_t days = shifted.days + (is_day ? shifted.minutes / 1440 : 0);
        if (shifted.parameter) {
          const std::int64_t length = duration(*shifted.parameter)->numerator() / 1440;
          days = (shifted.backwards ? -length : length) + shifted.plus_days;
        }
        const std::int64_t moved = is_day ? days : days * 1440 + shifted.minutes;
        base.number = *value::add(base.number, Rational(moved));
        return base;
      },
      [&](const DayOf& day) {
        Answer moment = value(day.moment, scope, now);
        if (moment.state == Answer::State::Given) moment.number = Rational(day_of(moment.number.numerator()));
        return moment;
      });
}

Truth Naive::condition(ConditionId id, const Scope& scope, std::int64_t now) {
  return match(
      program_[id], [](const Constant& constant) { return constant.truth; },
      [&](const All& all) {
        Truth result = Truth::True;
        for (const ConditionId part : all.parts) result = kleene_and(result, condition(part, scope, now));
        return result;
      },
      [&](const AnyOf& any) {
        Truth result = Truth::False;
        for (const ConditionId part : any.parts) result = kleene_or(result, condition(part, scope, now));
        return result;
      },
      [&](const Negation& negation) { return kleene_not(condition(negation.part, scope, now)); },
      [&](const Compare& compare) {
        const Answer left = value(compare.left, scope, now);
        const Answer right = value(compare.right, scope, now);
        if (left.state != Answer::State::Given || right.state != Answer::State::Given) return Truth::Unknown;
        const Rational one = *value::multiply(left.number, right.below);
        const Rational other = *value::multiply(right.number, left.below);
        return truth(compares(compare.op, one <=> other));
      },
      [&](const Flag& node) {
        const Row row = follow(node.path, scope);
        if (row == nothing) return Truth::Unknown;
        if (program_[node.path.end].columns[node.column].defined_by_rules)
          return flag(node.path.end, node.column, row, now);
        const Answer answer = cell(node.path.end, node.column, row);
        return answer.state == Answer::State::Given ? truth(answer.number == Rational(1)) : Truth::Unknown;
      },
      [&](const SameThing& same) {
        const Row left = follow(same.left, scope);
        return truth(left != nothing && left == follow(same.right, scope));
      },
      [&](const Present& present) { return truth(follow(present.path, scope) != nothing); },
      [&](const HasClass& has) {
        const Row row = follow(has.path, scope);
        if (row == nothing) return Truth::False;
        const NaiveClass found = classes(has.path.end, row, now);
        Truth result = Truth::False;
        for (std::uint32_t rank = has.lowest; rank <= has.highest; ++rank) {
          if (found.possible.contains(rank)) result = kleene_or(result, Truth::Unknown);
          if (found.certain.contains(rank)) result = Truth::True;
        }
        return result;
      },
      [&](const Count& node) { return count(node, scope, now); });
}

// The least and the greatest number that the window can have, over every way to fill in the missing reports and every reading of
// the rows of which it is not known whether they count.
Naive::Bounds Naive::number(const Count& node, Row thing, const Scope& scope, std::int64_t from, std::int64_t to,
                            std::int64_t now) {
  const Relation& relation = program_[node.relation];
  const bool by_day = relation.begin && relation.columns[*relation.begin].type.kind == TypeKind::Day;
  const std::int64_t limit = !relation.begin ? forever : by_day ? day_of(now) : now;
  struct Report {
    std::int64_t time;
    std::int64_t amount;  // of a total: the total
    bool is_missing;
    bool optional;  // may or may not count
  };
  std::vector<Report> reports;
  for (Row row = 0; row < case_.facts[node.relation].row_count; ++row) {
    const Answer target = cell(node.relation, node.link, row);
    if (target.state != Answer::State::Given || target.number != Rational(thing)) continue;
    const std::int64_t begin = relation.begin ? cell(node.relation, *relation.begin, row).number.numerator() : 0;
    if (begin > limit) continue;
    std::int64_t end = begin;
    if (relation.end) {
      const Answer last = cell(node.relation, *relation.end, row);
      end = last.state == Answer::State::Given ? std::max(begin, last.number.numerator()) : forever;
    }
    const bool is_total = relation.counting == Counting::Total;
    if (!is_total && relation.begin && (begin > to || end < from)) continue;
    Truth counts = Truth::True;
    if (node.filter) {
      Scope inner = scope;
      inner.emplace_back(node.relation, row);
      counts = condition(*node.filter, inner, now);
    }
    if (counts == Truth::False) continue;
    std::int64_t amount = 1;
    if (relation.counting != Counting::Rows)
      amount = cell(node.relation, *relation.counting_column, row).number.numerator();
    if (relation.counting == Counting::Sum && relation.corrections == Corrections::Ignored)
      amount = std::max<std::int64_t>(amount, 0);
    reports.push_back({begin, amount, false, counts == Truth::Unknown});
  }
  std::set<std::int64_t> candidates = {0, 1, very_many};
  if (node.relation == cases) {
    for (const std::int32_t day : case_.missing[cases.index][thing]) {
      if (day > day_of(now)) continue;
      if (relation.counting != Counting::Total && (day < from || day > to)) continue;
      reports.push_back({day, 0, true, false});
    }
    if (relation.counting == Counting::Total)
      for (const Report& report : reports) candidates.insert(report.amount);
    else if (relation.corrections == Corrections::Subtracted)
      candidates.insert(-very_many);
  }
  std::stable_sort(reports.begin(), reports.end(),
                   [](const Report& left, const Report& right) { return left.time < right.time; });
  // Rows of one day are one report of a total.
  if (relation.counting == Counting::Total)
    for (std::size_t at = 1; at < reports.size();) {
      if (reports[at].time != reports[at - 1].time) {
        ++at;
        continue;
      }
      reports[at - 1].amount += reports[at].amount;
      reports.erase(reports.begin() + static_cast<std::ptrdiff_t>(at));
    }
  for (const Report& report : reports)
    if (relation.counting == Counting::Total) candidates.insert(report.amount);

  std::optional<Bounds> bounds;
  const std::function<void(std::size_t, std::int64_t, std::int64_t)> fill = [&](std::size_t at, std::int64_t before,
                                                                                std::int64_t sum) {
    if (at == reports.size()) {
      bounds = bounds ? Bounds{std::min(bounds->low, sum), std::max(bounds->high, sum)} : Bounds{sum, sum};
      return;
    }
    const Report& report = reports[at];
    const auto with = [&](std::int64_t amount) {
      if (relation.counting != Counting::Total) {
        fill(at + 1, 0, sum + amount);
        return;
      }
      if (relation.corrections == Corrections::Refused && amount < before) return;
      std::int64_t added = amount - before;
      if (relation.corrections == Corrections::Ignored) added = std::max<std::int64_t>(added, 0);
      const bool inside = report.time >= from && report.time <= to;
      fill(at + 1, amount, inside ? sum + added : sum);
    };
    if (report.is_missing)
      for (const std::int64_t candidate : candidates) with(candidate);
    else
      with(report.amount);
    if (report.optional) fill(at + 1, before, sum);
  };
  fill(0, 0, 0);
  return bounds.value_or(Bounds{});
}

Truth Naive::count(const Count& node, const Scope& scope, std::int64_t now) {
  const Row thing = follow(node.path, scope);
  if (thing == nothing) return Truth::False;
  const Relation& relation = program_[node.relation];
  const bool by_day = relation.begin && relation.columns[*relation.begin].type.kind == TypeKind::Day;
  std::int64_t from = -forever, to = forever;
  bool never = false, absent = false;
  const auto bound = [&](const TimeBound& side, bool is_begin, std::int64_t& into) {
    const Answer at = value(side.at, scope, now);
    never = never || at.state == Answer::State::Never;
    absent = absent || at.state == Answer::State::Absent;
    if (at.state != Answer::State::Given) return;
    const bool bound_is_day = program_[side.at].type.kind == TypeKind::Day;
    const std::int64_t time = at.number.numerator();
    if (by_day) {
      into = bound_is_day ? time : day_of(time);
      if (!side.inclusive) into += is_begin ? 1 : -1;
    } else if (bound_is_day) {
      const std::int64_t day = side.inclusive ? time : is_begin ? time + 1 : time - 1;
      into = is_begin ? day * 1440 : end_of(day);
    } else {
      into = side.inclusive ? time : is_begin ? time + 1 : time - 1;
    }
  };
  if (node.window.begin) bound(*node.window.begin, true, from);
  if (node.window.end) bound(*node.window.end, false, to);
  const auto says = [&](Bounds bounds) {
    Truth result = Truth::True;
    const auto low = node.lowest ? std::optional(value(*node.lowest, scope, now).number) : std::nullopt;
    const auto high = node.highest ? std::optional(value(*node.highest, scope, now).number) : std::nullopt;
    // A million is more than any bound of a case.
    if (low)
      result = Rational(bounds.high) < *low ? Truth::False : Rational(bounds.low) < *low ? Truth::Unknown : Truth::True;
    if (high) {
      const Truth below = Rational(bounds.low) > *high    ? Truth::False
                          : Rational(bounds.high) > *high ? Truth::Unknown
                                                          : Truth::True;
      result = kleene_and(result, below);
    }
    return result;
  };
  if (never || (!absent && from > to)) return says({});
  if (absent) return says({relation.corrections == Corrections::Subtracted ? -very_many : 0, very_many});
  if (!node.each_day) return says(number(node, thing, scope, from, to, now));
  Truth result = Truth::True;
  for (std::int64_t day = by_day ? from : day_of(from); day <= (by_day ? to : day_of(to)); ++day)
    result = kleene_and(result,
                        says(number(node, thing, scope, by_day ? day : day * 1440, by_day ? day : end_of(day), now)));
  return result;
}

}  // namespace polc::interpret_test
