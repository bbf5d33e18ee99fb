// SPDX-License-Identifier: Apache-2.0
// Counts: which rows are counted, in which windows, and what the number says.
#include <algorithm>

#include "runtime/interpret/evaluator.h"
#include "runtime/interpret/wide.h"

namespace polc::interpret {

namespace {

// One end of a window in the unit of the rows. A Day bound of rows to the minute takes the whole day; a Moment bound of rows
// by the day is taken by its day.
std::int64_t bound_in_unit(std::int64_t at, bool bound_is_day, bool in_minutes, bool inclusive, bool is_begin) {
  if (!in_minutes) {
    const std::int64_t day = bound_is_day ? at : std::int64_t{value::day_of({at}).since_epoch};
    return inclusive ? day : is_begin ? day + 1 : day - 1;
  }
  if (!bound_is_day) return inclusive ? at : is_begin ? at + 1 : at - 1;
  const std::int64_t first_minute = at * value::minutes_per_day;
  if (is_begin) return inclusive ? first_minute : first_minute + value::minutes_per_day;
  return inclusive ? first_minute + value::minutes_per_day - 1 : first_minute - 1;
}

value::Rational step_of(const core::Relation& relation, const facts::Table& table) {
  if (!relation.counting_column) return value::Rational(1);
  const auto* counts = std::get_if<facts::NumberColumn>(&table.columns[*relation.counting_column]);
  return counts == nullptr ? value::Rational(1) : counts->step;
}

// The sign of amount * ratio - bound, in the unit of the bound.
std::optional<int> compare_amount(std::int64_t amount, const Values& bound, std::size_t at, value::Rational ratio) {
  Wide left = Wide{amount} * ratio.numerator();
  if (__builtin_mul_overflow(left, Wide{bound.divisor(at)}, &left)) return std::nullopt;
  const Wide right = Wide{bound.numbers[at]} * ratio.denominator();
  return left < right ? -1 : left > right ? 1 : 0;
}

std::int64_t day_of_unit(std::int64_t time, bool in_minutes) {
  return in_minutes ? std::int64_t{value::day_of({time}).since_epoch} : time;
}

}  // namespace

Gaps Evaluator::gaps_of(core::RelationId relation, core::ColumnIndex link, Row thing) {
  const auto& reports = facts[relation].reports;
  if (!reports) return {{}, 1, today};
  if (program[relation].subject == link) return {reports->gaps_of(thing), reports->every, today};
  // Whose report is missing does not tell whom its rows would have named.
  return {world.gaps_of_all(relation), reports->every, today};
}

std::int64_t Evaluator::now_in(const Series& series) const {
  if (!series.has_time) return far_off;
  return series.in_minutes ? now.since_epoch : std::int64_t{today.since_epoch};
}

CountedRows Evaluator::counted_rows(core::RelationId relation, core::ColumnIndex link, const std::vector<Row>& things,
                                    std::optional<core::ConditionId> filter, const Batch& outer, source::Span span) {
  CountedRows counted;
  const auto depth = static_cast<std::uint32_t>(outer.relations.size());
  const Grouped& grouped = world.grouped(relation, link);
  if (!filter || world.reads_only_row(*filter, depth)) {
    const auto key = std::tuple(relation.index, link, filter ? filter->index : no_index);
    auto found = world.series.find(key);
    if (found == world.series.end()) {
      std::vector<Truth> truths;
      if (filter) {
        // The outer rows are not read, so they need not be there.
        Batch rows{outer.relations, std::vector<std::vector<Row>>(depth), grouped.size()};
        rows.relations.push_back(relation);
        rows.rows.push_back(grouped.rows.empty() ? first_rows(static_cast<Row>(grouped.size())) : grouped.rows);
        truths = condition(*filter, rows);
      }
      found = world.series.emplace(key, build_series(program[relation], facts[relation], grouped, truths)).first;
    }
    counted.series = &found->second;
    if (counted.series->overflow) world.report_overflow(span);
    return counted;
  }
  counted.by_instance = true;
  const facts::Table& table = facts[relation];
  const core::Relation& declared = program[relation];
  const bool in_minutes = declared.begin && declared.columns[*declared.begin].type.kind == core::TypeKind::Moment;
  const std::int64_t limit = in_minutes ? now.since_epoch : std::int64_t{today.since_epoch};
  std::vector<Row> begins = {0};  // of the rows of each instance
  for (std::uint32_t at = 0; at < outer.size; ++at) {
    if (things[at] != no_row) {
      const auto [first, last] = grouped.by_group[things[at]];
      for (std::uint32_t entry = first; entry < last; ++entry) {
        const Row row = grouped.row(entry);
        if (declared.begin && time_at(table.columns[*declared.begin], row) > limit) break;
        counted.pairs.push_back(at);
        counted.grouped.rows.push_back(row);
      }
    }
    begins.push_back(static_cast<Row>(counted.grouped.rows.size()));
  }
  counted.grouped.by_group = facts::GroupIndex(std::move(begins));
  Batch pairs = select(outer, counted.pairs);
  pairs.relations.push_back(relation);
  pairs.rows.push_back(counted.grouped.rows);
  counted.truths = condition(*filter, pairs);
  counted.own = build_series(declared, table, counted.grouped, counted.truths);
  if (counted.own.overflow) world.report_overflow(span);
  return counted;
}

PreparedCount Evaluator::prepare(const core::Count& count, source::Span span, const Batch& batch) {
  PreparedCount prepared;
  prepared.things = follow(count.path, batch);
  prepared.rows = counted_rows(count.relation, count.link, prepared.things, count.filter, batch, span);
  set_windows(count, batch, prepared);
  if (count.lowest) prepared.lowest = value(*count.lowest, batch);
  if (count.highest) prepared.highest = value(*count.highest, batch);
  return prepared;
}

void Evaluator::set_windows(const core::Count& count, const Batch& batch, PreparedCount& prepared) {
  const Series& series = prepared.rows.by_instance ? prepared.rows.own : *prepared.rows.series;
  prepared.begin.assign(batch.size, long_ago);
  prepared.end.assign(batch.size, far_off);
  prepared.window.assign(batch.size, Presence::Given);
  const auto set = [&](const core::TimeBound& bound, bool is_begin, std::vector<std::int64_t>& ends) {
    const Values values = value(bound.at, batch);
    const bool is_day = program[bound.at].type.kind == core::TypeKind::Day;
    for (std::size_t at = 0; at < batch.size; ++at) {
      if (values.given(at))
        ends[at] = bound_in_unit(values.numbers[at], is_day, series.in_minutes, bound.inclusive, is_begin);
      else if (prepared.window[at] != Presence::Never)
        prepared.window[at] = values.presence[at];
    }
  };
  if (count.window.begin) set(*count.window.begin, true, prepared.begin);
  if (count.window.end) set(*count.window.end, false, prepared.end);
}

Interval Evaluator::number(const PreparedCount& prepared, const core::Count& count, std::size_t at) {
  const Series& series = prepared.rows.by_instance ? prepared.rows.own : *prepared.rows.series;
  if (prepared.window[at] == Presence::Never || prepared.begin[at] > prepared.end[at]) return {};
  if (prepared.window[at] == Presence::Absent) return {0, 0, series.corrections == core::Corrections::Subtracted, true};
  const std::uint32_t group = prepared.rows.by_instance ? static_cast<std::uint32_t>(at) : prepared.things[at];
  return number_in(series, group, prepared.begin[at], prepared.end[at], now_in(series),
                   gaps_of(count.relation, count.link, prepared.things[at]));
}

// lowest <= number <= highest, for a number of which an interval is known.
Truth Evaluator::number_truth(const Interval& number, const PreparedCount& prepared, std::size_t at,
                              value::Rational step, source::Span span) {
  Truth truth = Truth::True;
  const auto side = [&](const Values& bound, bool is_lowest) {
    if (!bound.given(at)) return Truth::Unknown;
    const auto ratio = step == bound.step ? std::optional(value::Rational(1)) : value::divide(step, bound.step);
    const auto low = ratio ? compare_amount(number.low, bound, at, *ratio) : std::nullopt;
    const auto high = ratio ? compare_amount(number.high, bound, at, *ratio) : std::nullopt;
    if (!low || !high) {
      world.report_overflow(span);
      return Truth::Unknown;
    }
    const bool low_is_below = number.no_low || *low < 0;
    const bool low_is_above = !number.no_low && *low > 0;
    const bool high_is_below = !number.no_high && *high < 0;
    const bool high_is_above = number.no_high || *high > 0;
    if (is_lowest) return high_is_below ? Truth::False : low_is_below ? Truth::Unknown : Truth::True;
    return low_is_above ? Truth::False : high_is_above ? Truth::Unknown : Truth::True;
  };
  if (prepared.lowest) truth = side(*prepared.lowest, true);
  if (prepared.highest) truth = value::kleene_and(truth, side(*prepared.highest, false));
  return truth;
}

Truth Evaluator::count_truth(const PreparedCount& prepared, const core::Count& count, std::size_t at,
                             source::Span span) {
  if (prepared.things[at] == no_row) return Truth::False;
  const Series& series = prepared.rows.by_instance ? prepared.rows.own : *prepared.rows.series;
  if (series.overflow) return Truth::Unknown;
  const value::Rational step = step_of(program[count.relation], facts[count.relation]);
  const bool whole = !count.each_day || prepared.window[at] != Presence::Given ||
                     prepared.begin[at] > prepared.end[at] || prepared.begin[at] <= long_ago ||
                     prepared.end[at] >= far_off;
  if (whole) return number_truth(number(prepared, count, at), prepared, at, step, span);
  const std::int64_t last = day_of_unit(prepared.end[at], series.in_minutes);
  Truth truth = Truth::True;
  for (std::int64_t day = day_of_unit(prepared.begin[at], series.in_minutes); day <= last && truth != Truth::False;
       ++day)
    truth = value::kleene_and(truth, day_truth(prepared, count, at, day, span));
  return truth;
}

Truth Evaluator::day_truth(const PreparedCount& prepared, const core::Count& count, std::size_t at, std::int64_t day,
                           source::Span span) {
  const Series& series = prepared.rows.by_instance ? prepared.rows.own : *prepared.rows.series;
  const std::uint32_t group = prepared.rows.by_instance ? static_cast<std::uint32_t>(at) : prepared.things[at];
  const std::int64_t begin = series.in_minutes ? day * value::minutes_per_day : day;
  const std::int64_t end = series.in_minutes ? begin + value::minutes_per_day - 1 : day;
  const Interval number =
      number_in(series, group, begin, end, now_in(series), gaps_of(count.relation, count.link, prepared.things[at]));
  return number_truth(number, prepared, at, step_of(program[count.relation], facts[count.relation]), span);
}

Truth Evaluator::count_on_day(const core::Count& count, source::Span span, const Batch& one, std::int64_t day) {
  const PreparedCount prepared = prepare(count, span, one);
  if (prepared.things[0] == no_row) return Truth::False;
  const Series& series = prepared.rows.by_instance ? prepared.rows.own : *prepared.rows.series;
  return series.overflow ? Truth::Unknown : day_truth(prepared, count, 0, day, span);
}

std::vector<Truth> Evaluator::count(const core::Count& count, source::Span span, const Batch& batch) {
  const PreparedCount prepared = prepare(count, span, batch);
  std::vector<Truth> truths(batch.size);
  for (std::size_t at = 0; at < batch.size; ++at) truths[at] = count_truth(prepared, count, at, span);
  return truths;
}

}  // namespace polc::interpret
