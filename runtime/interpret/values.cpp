// SPDX-License-Identifier: Apache-2.0
#include "runtime/interpret/values.h"

#include <algorithm>
#include <string>

#include "runtime/interpret/evaluator.h"
#include "runtime/interpret/wide.h"
#include "runtime/value/match.h"

namespace polc::interpret {

namespace {

Values constant(std::int64_t number, std::size_t size) {
  Values values;
  values.presence.assign(size, Presence::Given);
  values.numbers.assign(size, number);
  return values;
}

Values constant(value::Rational number, std::size_t size) {
  Values values = constant(number.numerator(), size);
  values.step = *value::Rational::make(1, number.denominator());
  return values;
}

// All rows absent; numbers are there to be set.
Values absent(std::size_t size) {
  Values values;
  values.presence.assign(size, Presence::Absent);
  values.numbers.assign(size, 0);
  return values;
}

// `rows` of a column, whatever its type.
Values gather(const facts::Column& column, const std::vector<Row>& rows) {
  Values values = absent(rows.size());
  const facts::PackedIntegers* packed = facts::packed_of(column);
  if (packed == nullptr) return values;
  packed->visit([&](const auto& view) {
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (rows[at] == no_row || view.offsets[rows[at]] == view.absent) continue;
      values.presence[at] = Presence::Given;
      values.numbers[at] = packed->value_of(std::uint64_t{view.offsets[rows[at]]});
    }
  });
  if (const auto* numbers = std::get_if<facts::NumberColumn>(&column)) values.step = numbers->step;
  if (const auto* texts = std::get_if<facts::TextColumn>(&column)) {
    values.texts.resize(rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at)
      if (values.given(at)) values.texts[at] = texts->dictionary->text(static_cast<std::int32_t>(values.numbers[at]));
  }
  return values;
}

std::optional<std::int64_t> whole_days(value::Rational minutes) {
  const auto days = value::divide(minutes, value::Rational(value::minutes_per_day));
  return days && days->is_integer() ? std::optional(days->numerator()) : std::nullopt;
}

}  // namespace

bool holds(core::Comparison op, int sign) {
  switch (op) {
    case core::Comparison::Equal:
      return sign == 0;
    case core::Comparison::NotEqual:
      return sign != 0;
    case core::Comparison::Less:
      return sign < 0;
    case core::Comparison::LessOrEqual:
      return sign <= 0;
    case core::Comparison::Greater:
      return sign > 0;
    case core::Comparison::GreaterOrEqual:
      return sign >= 0;
  }
  return false;
}

std::optional<int> compare_numbers(const Values& left, std::size_t left_at, const Values& right, std::size_t right_at,
                                   value::Rational left_step_in_right) {
  // left * p/q / d against right / e, with d, e >= 0: left * p * e against right * q * d.
  Wide first = Wide{left.numbers[left_at]} * left_step_in_right.numerator();
  Wide second = Wide{right.numbers[right_at]} * left_step_in_right.denominator();
  if (__builtin_mul_overflow(first, Wide{right.divisor(right_at)}, &first)) return std::nullopt;
  if (__builtin_mul_overflow(second, Wide{left.divisor(left_at)}, &second)) return std::nullopt;
  return first < second ? -1 : first > second ? 1 : 0;
}

std::optional<value::Rational> number_at(const Values& values, std::size_t at) {
  if (!values.given(at)) return std::nullopt;
  const auto fraction = value::Rational::make(values.numbers[at], values.divisor(at));
  return fraction ? value::multiply(*fraction, values.step) : std::nullopt;
}

Values Evaluator::value(core::ValueId id, const Batch& batch) {
  const core::Value& node = program[id];
  return value::match(
      node, [&](const core::NumberLiteral& number) { return constant(number.number, batch.size); },
      [&](const core::DayLiteral& day) { return constant(std::int64_t{day.day.since_epoch}, batch.size); },
      [&](const core::MomentLiteral& moment) { return constant(moment.moment.since_epoch, batch.size); },
      [&](const core::TextLiteral& text) {
        Values values = constant(std::int64_t{0}, batch.size);
        values.texts.assign(batch.size, text.text);
        return values;
      },
      [&](const core::EnumerationLiteral& literal) { return constant(std::int64_t{literal.value}, batch.size); },
      [&](const core::Attribute& attribute_node) { return attribute(attribute_node, batch); },
      [&](const core::ParameterValue& node_parameter) { return parameter(node_parameter.parameter, batch.size); },
      [&](const core::Product& node_product) { return product(node_product, node.span, batch); },
      [&](const core::Now& node_now) {
        return constant(node_now.to_the_minute ? now.since_epoch : std::int64_t{today.since_epoch}, batch.size);
      },
      [&](const core::LatestEvent& node_latest) { return latest(node_latest, batch); },
      [&](const core::Shifted& node_shifted) { return shifted(node_shifted, node.type.kind, node.span, batch); },
      [&](const core::DayOf& day) {
        Values values = value(day.moment, batch);
        for (std::size_t at = 0; at < values.size(); ++at)
          if (values.given(at)) values.numbers[at] = value::day_of({values.numbers[at]}).since_epoch;
        return values;
      });
}

Values Evaluator::attribute(const core::Attribute& attribute, const Batch& batch) {
  const std::vector<Row> rows = follow(attribute.path, batch);
  const core::Column& column = program[attribute.path.end].columns[attribute.column];
  if (column.ratio) return ratio(attribute.path.end, *column.ratio, rows);
  return gather(world.column(attribute.path.end, attribute.column), rows);
}

Values Evaluator::ratio(core::RelationId relation, std::pair<core::ColumnIndex, core::ColumnIndex> columns,
                        const std::vector<Row>& rows) {
  Values values = gather(world.column(relation, columns.first), rows);
  const Values below = gather(world.column(relation, columns.second), rows);
  const auto step = value::divide(values.step, below.step);
  values.divisors.assign(rows.size(), 1);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (!step || !below.given(at) || below.numbers[at] < 0) {
      values.presence[at] = Presence::Absent;
      continue;
    }
    values.divisors[at] = below.numbers[at];
  }
  if (step) values.step = *step;
  return values;
}

Values Evaluator::product(const core::Product& product, source::Span span, const Batch& batch) {
  Values left = value(product.left, batch);
  const Values right = value(product.right, batch);
  const auto step = value::multiply(left.step, right.step);
  if (!right.divisors.empty() && left.divisors.empty()) left.divisors = right.divisors;  // one side is a constant
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (left.given(at)) left.presence[at] = right.presence[at];
    if (!left.given(at)) continue;
    if (!step || __builtin_mul_overflow(left.numbers[at], right.numbers[at], &left.numbers[at])) {
      world.report_overflow(span);
      left.presence[at] = Presence::Absent;
    }
  }
  if (step) left.step = *step;
  return left;
}

Values Evaluator::parameter(core::ParameterId id, std::size_t size) const {
  const core::ParameterVersion* current = nullptr;
  for (const core::ParameterVersion& version : program[id].versions)
    if (!version.from || *version.from <= now) current = &version;
  return current == nullptr ? absent(size) : constant(current->number, size);
}

Values Evaluator::latest(const core::LatestEvent& latest, const Batch& batch) {
  const core::Relation& event = program[latest.event];
  const facts::Table& table = facts[latest.event];
  const facts::Column& begins = table.columns[*event.begin];
  const bool in_minutes = event.columns[*event.begin].type.kind == core::TypeKind::Moment;
  const std::int64_t limit = in_minutes ? now.since_epoch : std::int64_t{today.since_epoch};
  const std::vector<Row> things = follow(latest.path, batch);
  Values values = absent(batch.size);
  for (std::size_t at = 0; at < batch.size; ++at) {
    if (things[at] == no_row) continue;
    const auto [first, last] = table.rows_of(things[at]);
    Row row = first;  // past the last row not later than now
    for (Row beyond = last; row < beyond;) {
      const Row middle = row + (beyond - row) / 2;
      if (time_at(begins, middle) <= limit)
        row = middle + 1;
      else
        beyond = middle;
    }
    const std::int64_t time = row > first ? time_at(begins, row - 1) : long_ago;
    // A report that is missing since then may hold a later one.
    if (table.reports) {
      const Gaps gaps = gaps_of(latest.event, *event.subject, things[at]);
      const value::Day since = row == first ? facts::open_begin
                               : in_minutes ? value::day_of({time})
                                            : value::Day{static_cast<std::int32_t>(time)};
      const bool open = std::any_of(gaps.gaps.begin(), gaps.gaps.end(), [&](const facts::Gap& gap) {
        return facts::missing_part(gap, gaps.every, since, today, today).has_value();
      });
      if (open) continue;
    }
    if (row == first) {
      values.presence[at] = Presence::Never;
      continue;
    }
    const std::int64_t wanted = latest.its_end ? time_at(table.columns[*event.end], row - 1) : time;
    if (wanted >= far_off) {  // still going on
      values.presence[at] = Presence::Never;
      continue;
    }
    values.presence[at] = Presence::Given;
    values.numbers[at] = wanted;
  }
  return values;
}

Values Evaluator::shifted(const core::Shifted& shifted, core::TypeKind kind, source::Span span, const Batch& batch) {
  Values values = value(shifted.base, batch);
  const bool is_day = kind == core::TypeKind::Day;
  std::optional<std::int64_t> amount;  // days or minutes
  bool known = true;
  if (shifted.parameter) {
    const Values length = parameter(*shifted.parameter, 1);
    const auto minutes = number_at(length, 0);
    known = minutes.has_value();
    if (known) {
      amount = is_day                  ? whole_days(*minutes)
               : minutes->is_integer() ? std::optional(minutes->numerator())
                                       : std::nullopt;
      if (amount && shifted.backwards) *amount = -*amount;
      if (amount) *amount += is_day ? shifted.plus_days : shifted.plus_days * value::minutes_per_day;
    }
  } else {
    amount = is_day ? shifted.days + shifted.minutes / value::minutes_per_day
                    : shifted.days * value::minutes_per_day + shifted.minutes;
  }
  const std::int64_t first =
      is_day ? std::int64_t{value::first_day.since_epoch} : value::start_of(value::first_day).since_epoch;
  const std::int64_t last = is_day ? std::int64_t{value::last_day.since_epoch}
                                   : value::start_of(value::last_day).since_epoch + value::minutes_per_day - 1;
  for (std::size_t at = 0; at < values.size(); ++at) {
    if (!values.given(at)) continue;
    std::int64_t moved = 0;
    if (amount && !__builtin_add_overflow(values.numbers[at], *amount, &moved) && moved >= first && moved <= last) {
      values.numbers[at] = moved;
      continue;
    }
    if (known) world.report_overflow(span);
    values.presence[at] = Presence::Absent;
  }
  return values;
}

std::vector<Truth> Evaluator::compare(core::Comparison op, const Values& left, const Values& right, core::TypeKind kind,
                                      source::Span span) {
  std::vector<Truth> truths(left.size(), Truth::Unknown);
  const auto steps = value::divide(left.step, right.step);
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (!left.given(at) || !right.given(at)) continue;
    std::optional<int> sign;
    if (kind == core::TypeKind::Text) {
      sign = left.texts[at] == right.texts[at] ? 0 : 1;
    } else if (kind == core::TypeKind::Number) {
      sign = steps ? compare_numbers(left, at, right, at, *steps) : std::nullopt;
    } else {
      sign = left.numbers[at] < right.numbers[at] ? -1 : left.numbers[at] > right.numbers[at] ? 1 : 0;
    }
    if (sign)
      truths[at] = value::truth(holds(op, *sign));
    else
      world.report_overflow(span);
  }
  return truths;
}

}  // namespace polc::interpret
