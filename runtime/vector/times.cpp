// SPDX-License-Identifier: Apache-2.0
// Days and moments for rows, as the interpreter reads them (values.cpp there).
#include <algorithm>

#include "compiler/core/match.h"
#include "runtime/interpret/series.h"
#include "runtime/vector/conditions.h"

namespace polc::vector {

namespace {

using interpret::Presence;

std::uint8_t byte(Presence presence) { return static_cast<std::uint8_t>(presence); }

}  // namespace

std::optional<std::int64_t> amount_of(const core::Shifted& shifted, bool to_the_minute,
                                      interpret::Evaluator& evaluator) {
  if (!shifted.parameter)
    return to_the_minute ? shifted.days * value::minutes_per_day + shifted.minutes
                         : shifted.days + shifted.minutes / value::minutes_per_day;
  const core::Parameter& parameter = evaluator.program[*shifted.parameter];
  const core::ParameterVersion* current = nullptr;
  for (const core::ParameterVersion& version : parameter.versions)
    if (!version.from || *version.from <= evaluator.now) current = &version;
  if (current == nullptr) return std::nullopt;
  const auto whole = to_the_minute ? std::optional(current->number)
                                   : value::divide(current->number, value::Rational(value::minutes_per_day));
  if (!whole || !whole->is_integer()) throw DoesNotFit();
  const std::int64_t amount = shifted.backwards ? -whole->numerator() : whole->numerator();
  return amount + (to_the_minute ? shifted.plus_days * value::minutes_per_day : shifted.plus_days);
}

void Conditions::evaluate(plan::TimeId id, const Rows& rows, std::int64_t* times, std::uint8_t* presence) {
  const plan::Time& time = world_.plan[id];
  core::match(
      time,
      [&](const plan::TimeOfColumn& one) {
        Scratch::Frame frame(scratch_);
        Row* ends = frame.take<Row>(rows.size);
        follow(one.way, time.domain, rows, ends);
        const ColumnView view = view_of(world_.facts[one.way.end].columns[one.column]);
        for (std::size_t at = 0; at < rows.size; ++at) {
          presence[at] = byte(Presence::Absent);
          times[at] = 0;
          if (ends[at] == no_row_id || view.width == Width::None) continue;
          const std::uint64_t offset = offset_at(view, ends[at]);
          if (offset == view.absent) continue;
          presence[at] = byte(Presence::Given);
          times[at] = static_cast<std::int64_t>(static_cast<std::uint64_t>(view.first) + offset);
        }
      },
      [&](const plan::FixedTime& one) {
        const interpret::Values& value = world_.fixed.at(one.value.index);
        std::fill_n(times, rows.size, value.numbers[0]);
        std::fill_n(presence, rows.size, byte(value.presence[0]));
      },
      [&](const plan::LatestTime& one) { latest(one, time.domain, rows, times, presence); },
      [&](const plan::MovedTime& one) {
        evaluate(one.base, rows, times, presence);
        move(one, time.to_the_minute, rows, times, presence);
      },
      [&](const plan::DayOfMoment& one) {
        evaluate(one.moment, rows, times, presence);
        for (std::size_t at = 0; at < rows.size; ++at)
          if (presence[at] == byte(Presence::Given)) times[at] = value::day_of({times[at]}).since_epoch;
      });
}

void Conditions::move(const plan::MovedTime& moved, bool to_the_minute, const Rows& rows, std::int64_t* times,
                      std::uint8_t* presence) {
  const auto& shifted = std::get<core::Shifted>(world_.program[moved.shifted].kind);
  const auto amount = amount_of(shifted, to_the_minute, world_.evaluator);
  const std::int64_t first =
      to_the_minute ? value::start_of(value::first_day).since_epoch : std::int64_t{value::first_day.since_epoch};
  const std::int64_t last = to_the_minute ? value::start_of(value::last_day).since_epoch + value::minutes_per_day - 1
                                          : std::int64_t{value::last_day.since_epoch};
  for (std::size_t at = 0; at < rows.size; ++at) {
    if (presence[at] != byte(Presence::Given)) continue;
    if (!amount) {
      presence[at] = byte(Presence::Absent);
      continue;
    }
    std::int64_t to = 0;
    if (__builtin_add_overflow(times[at], *amount, &to) || to < first || to > last) throw DoesNotFit();
    times[at] = to;
  }
}

void Conditions::latest(const plan::LatestTime& latest, core::RelationId from, const Rows& rows, std::int64_t* times,
                        std::uint8_t* presence) {
  const core::Relation& event = world_.program[latest.event];
  const facts::Table& table = world_.facts[latest.event];
  const facts::Column& begins = table.columns[*event.begin];
  const bool in_minutes = event.columns[*event.begin].type.kind == core::TypeKind::Moment;
  const value::Day today = world_.evaluator.today;
  const std::int64_t limit = in_minutes ? world_.evaluator.now.since_epoch : std::int64_t{today.since_epoch};
  Scratch::Frame frame(scratch_);
  Row* things = frame.take<Row>(rows.size);
  follow(latest.way, from, rows, things);
  for (std::size_t at = 0; at < rows.size; ++at) {
    presence[at] = byte(Presence::Absent);
    times[at] = 0;
    if (things[at] == no_row_id) continue;
    const auto [first, last] = table.rows_of(things[at]);
    Row next = first;  // past the last row not later than now
    for (Row beyond = last; next < beyond;) {
      const Row middle = next + (beyond - next) / 2;
      if (interpret::time_at(begins, middle) <= limit)
        next = middle + 1;
      else
        beyond = middle;
    }
    const bool none = next == first;
    const std::int64_t time = none ? 0 : interpret::time_at(begins, next - 1);
    if (table.reports) {
      // A report that is missing since then may hold a later one.
      const value::Day since = none         ? facts::open_begin
                               : in_minutes ? value::day_of({time})
                                            : value::Day{static_cast<std::int32_t>(time)};
      const auto gaps = table.reports->gaps_of(things[at]);
      if (std::any_of(gaps.begin(), gaps.end(), [&](const facts::Gap& gap) {
            return facts::missing_part(gap, table.reports->every, since, today, today).has_value();
          }))
        continue;
    }
    const std::int64_t wanted = none             ? interpret::far_off
                                : latest.its_end ? interpret::time_at(table.columns[*event.end], next - 1)
                                                 : time;
    const bool is_given = wanted < interpret::far_off;
    presence[at] = byte(is_given ? Presence::Given : Presence::Never);
    if (is_given) times[at] = wanted;
  }
}

}  // namespace polc::vector
