// SPDX-License-Identifier: Apache-2.0
// Civil dates and times without a time zone: a day, and a moment to the minute, of the years 1..9999 of
// the Gregorian calendar. Texts are plain half-width characters; folding comes before.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace polc::value {

// Days since 1970-01-01.
struct Day {
  std::int32_t since_epoch = 0;
  friend constexpr auto operator<=>(const Day&, const Day&) = default;
};

// Minutes since 1970-01-01 00:00.
struct Moment {
  std::int64_t since_epoch = 0;
  friend constexpr auto operator<=>(const Moment&, const Moment&) = default;
};

struct Date {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

inline constexpr Day first_day{-719162};  // 0001-01-01
inline constexpr Day last_day{2932896};   // 9999-12-31
inline constexpr std::int64_t minutes_per_day = 1440;

// No value for a date that is not in the calendar (2020-02-30) or outside the years 1..9999.
[[nodiscard]] std::optional<Day> make_day(std::int64_t year, std::int64_t month, std::int64_t day);
[[nodiscard]] Date date_of(Day day);
[[nodiscard]] constexpr Moment start_of(Day day) { return {day.since_epoch * minutes_per_day}; }
[[nodiscard]] Day day_of(Moment moment);
[[nodiscard]] std::int32_t minute_of_day(Moment moment);

// No value outside the years 1..9999.
[[nodiscard]] std::optional<Day> add_days(Day day, std::int64_t count);
[[nodiscard]] std::optional<Moment> add_minutes(Moment moment, std::int64_t count);
// The same day of a later or earlier month; the last of the month where there is no such day.
[[nodiscard]] std::optional<Day> add_months(Day day, std::int64_t count);
[[nodiscard]] constexpr std::int32_t days_between(Day from, Day to) { return to.since_epoch - from.since_epoch; }

// Each reads the whole text or gives no value.
[[nodiscard]] std::optional<Day> parse_iso_day(std::string_view text);      // 2020-02-24
[[nodiscard]] std::optional<Day> parse_chinese_day(std::string_view text);  // 2020年2月24日
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);          // either
// Minutes from the start of the day, 0..1440: 20:00, 20时, 20时30分. 24:00 and 24时 are the end of the day.
[[nodiscard]] std::optional<std::int32_t> parse_clock(std::string_view text);
// A day and a clock time with one space, a T or (after 日) nothing between: 2020-02-24 20:00, 2020年2月24日20时.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);

[[nodiscard]] std::string to_iso(Day day);            // 2020-02-24
[[nodiscard]] std::string to_iso(Moment moment);      // 2020-02-24 20:00
[[nodiscard]] std::string to_chinese(Day day);        // 2020年2月24日
[[nodiscard]] std::string to_chinese(Moment moment);  // 2020年2月24日20时30分; full hours without 分

}  // namespace polc::value
