// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/windows.h"

#include <algorithm>
#include <limits>

#include "runtime/interpret/wide.h"

namespace polc::vector {

namespace {

using interpret::Wide;

// A Day bound of rows to the minute takes the whole day; a Moment bound of rows by the day is taken by its day.
std::int64_t in_unit(std::int64_t at, bool bound_is_day, bool in_minutes, bool inclusive, bool is_begin) {
  const std::int64_t beyond = is_begin ? 1 : -1;
  if (!in_minutes) {
    const std::int64_t day = bound_is_day ? at : std::int64_t{value::day_of({at}).since_epoch};
    return inclusive ? day : day + beyond;
  }
  if (!bound_is_day) return inclusive ? at : at + beyond;
  // Into the day from its near end, or past it from its far end.
  const std::int64_t first = at * value::minutes_per_day, last = first + value::minutes_per_day - 1;
  if (is_begin) return inclusive ? first : last + 1;
  return inclusive ? last : first - 1;
}

value::Day day_of_time(std::int64_t time, bool in_minutes) {
  if (time <= interpret::long_ago) return facts::open_begin;
  if (time >= interpret::far_off) return facts::open_end;
  if (in_minutes) return value::day_of({time});
  return {static_cast<std::int32_t>(
      std::clamp<std::int64_t>(time, facts::open_begin.since_epoch, facts::open_end.since_epoch))};
}

// The greatest whole number not above over / under.
std::int64_t floor_of(Wide over, Wide under) {
  Wide quotient = over / under;
  if (over % under != 0 && over < 0) --quotient;
  constexpr Wide greatest = std::numeric_limits<std::int64_t>::max();
  if (quotient > greatest || quotient < -greatest) throw DoesNotFit();
  return static_cast<std::int64_t>(quotient);
}

}  // namespace

CountWindow window_of(const plan::Count& count, WorkedOut& world) {
  const core::Relation& relation = world.program[count.relation];
  CountWindow window;
  if (relation.begin) {
    window.in_minutes = relation.columns[*relation.begin].type.kind == core::TypeKind::Moment;
    window.now = window.in_minutes ? world.evaluator.now.since_epoch : std::int64_t{world.evaluator.today.since_epoch};
  }
  const auto set = [&](const std::optional<core::TimeBound>& bound, bool is_begin, std::int64_t& end) {
    if (!bound) return;
    const interpret::Values& at = world.fixed_value(bound->at);
    if (at.given(0))
      end = in_unit(at.numbers[0], world.program[bound->at].type.kind == core::TypeKind::Day, window.in_minutes,
                    bound->inclusive, is_begin);
    else
      window.is_known = false;
  };
  set(count.window.begin, true, window.begin);
  set(count.window.end, false, window.end);
  return window;
}

NumberBounds bounds_of(const plan::Count& count, WorkedOut& world) {
  const core::Relation& relation = world.program[count.relation];
  value::Rational step(1);
  if (relation.counting_column)
    if (const auto* amounts =
            std::get_if<facts::NumberColumn>(&world.facts[count.relation].columns[*relation.counting_column]))
      step = amounts->step;
  NumberBounds bounds;
  // number * step against the bound: against bound / step, rounded to the side that keeps whole numbers where they are.
  const auto set = [&](core::ValueId id, bool is_lowest, std::optional<std::int64_t>& limit, bool& is_unknown) {
    const interpret::Values& bound = world.fixed_value(id);
    is_unknown = !bound.given(0);
    if (is_unknown) return;
    const auto ratio = step == bound.step ? std::optional(value::Rational(1)) : value::divide(step, bound.step);
    if (!ratio) throw DoesNotFit();
    const Wide over = Wide{bound.numbers[0]} * ratio->denominator();
    limit = is_lowest ? -floor_of(-over, ratio->numerator()) : floor_of(over, ratio->numerator());
  };
  if (count.lowest) set(*count.lowest, true, bounds.lowest, bounds.lowest_is_unknown);
  if (count.highest) set(*count.highest, false, bounds.highest, bounds.highest_is_unknown);
  return bounds;
}

Truth NumberBounds::truth_of(const interpret::Interval& number) const {
  Truth truth = lowest_is_unknown || highest_is_unknown ? Truth::Unknown : Truth::True;
  if (lowest) {
    const bool reached = !number.no_low && number.low >= *lowest;
    const bool reachable = number.no_high || number.high >= *lowest;
    truth = value::kleene_and(truth, reached ? Truth::True : reachable ? Truth::Unknown : Truth::False);
  }
  if (highest) {
    const bool kept = !number.no_high && number.high <= *highest;
    const bool may_be_kept = number.no_low || number.low <= *highest;
    truth = value::kleene_and(truth, kept ? Truth::True : may_be_kept ? Truth::Unknown : Truth::False);
  }
  return truth;
}

bool any_missing(std::span<const facts::Gap> gaps, std::int32_t every, const CountWindow& window, value::Day today) {
  const value::Day first = day_of_time(window.begin, window.in_minutes);
  const value::Day last = day_of_time(window.end, window.in_minutes);
  return std::any_of(gaps.begin(), gaps.end(), [&](const facts::Gap& gap) {
    return facts::missing_part(gap, every, first, last, today).has_value();
  });
}

}  // namespace polc::vector
