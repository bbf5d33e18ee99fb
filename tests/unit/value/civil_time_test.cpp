// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/civil_time.h"

#include <doctest/doctest.h>

#include <chrono>

using namespace polc::value;

namespace {

Day day(std::int64_t year, std::int64_t month, std::int64_t number) {
  const std::optional<Day> result = make_day(year, month, number);
  REQUIRE(result.has_value());
  return *result;
}

}  // namespace

TEST_CASE("every day of the years 1..9999 agrees with the calendar of the standard library") {
  using namespace std::chrono;
  std::int32_t wrong = 0;
  for (std::int32_t number = first_day.since_epoch; number <= last_day.since_epoch; ++number) {
    const year_month_day expected{sys_days{days{number}}};
    const Date date = date_of(Day{number});
    const bool same = date.year == static_cast<int>(expected.year()) &&
                      date.month == static_cast<std::int32_t>(static_cast<unsigned>(expected.month())) &&
                      date.day == static_cast<std::int32_t>(static_cast<unsigned>(expected.day()));
    if (!same || make_day(date.year, date.month, date.day) != Day{number}) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("days that the calendar does not have") {
  CHECK(make_day(2020, 2, 29));
  CHECK_FALSE(make_day(2020, 2, 30));
  CHECK_FALSE(make_day(2021, 2, 29));
  CHECK(make_day(2000, 2, 29));
  CHECK_FALSE(make_day(1900, 2, 29));
  CHECK_FALSE(make_day(2020, 4, 31));
  CHECK_FALSE(make_day(2020, 0, 1));
  CHECK_FALSE(make_day(2020, 13, 1));
  CHECK_FALSE(make_day(2020, 1, 0));
  CHECK_FALSE(make_day(2020, 1, -1));
  CHECK_FALSE(make_day(0, 12, 31));
  CHECK_FALSE(make_day(10000, 1, 1));
}

TEST_CASE("adding days and months stays inside the years 1..9999") {
  CHECK(add_days(day(2020, 2, 28), 2) == day(2020, 3, 1));
  CHECK(add_days(day(2020, 3, 1), -1) == day(2020, 2, 29));
  CHECK_FALSE(add_days(last_day, 1));
  CHECK_FALSE(add_days(first_day, -1));
  CHECK_FALSE(add_days(first_day, INT64_MAX));
  CHECK_FALSE(add_days(first_day, INT64_MIN));
  CHECK(add_months(day(2020, 1, 31), 1) == day(2020, 2, 29));
  CHECK(add_months(day(2021, 1, 31), 1) == day(2021, 2, 28));
  CHECK(add_months(day(2020, 1, 31), -1) == day(2019, 12, 31));
  CHECK(add_months(day(2020, 3, 15), -15) == day(2018, 12, 15));
  CHECK(add_months(day(1, 1, 1), -1) == std::nullopt);
  CHECK(add_months(day(9999, 12, 1), 1) == std::nullopt);
  CHECK(add_months(day(2020, 1, 1), INT64_MAX) == std::nullopt);
  CHECK(days_between(day(2020, 1, 22), day(2022, 11, 27)) == 1040);
}

TEST_CASE("the day of a moment, before 1970 too") {
  CHECK(day_of(Moment{-1}) == Day{-1});
  CHECK(minute_of_day(Moment{-1}) == 1439);
  CHECK(day_of(Moment{-1440}) == Day{-1});
  CHECK(day_of(Moment{1439}) == Day{0});
  CHECK_FALSE(add_minutes(start_of(last_day), minutes_per_day));
  CHECK(add_minutes(start_of(last_day), minutes_per_day - 1));
  CHECK_FALSE(add_minutes(start_of(first_day), -1));
  CHECK_FALSE(add_minutes(start_of(first_day), INT64_MIN));
}

TEST_CASE("dates as text") {
  CHECK(parse_iso_day("2020-02-24") == day(2020, 2, 24));
  CHECK(parse_chinese_day("2020年2月24日") == day(2020, 2, 24));
  CHECK(parse_chinese_day("2020年02月04日") == day(2020, 2, 4));
  CHECK(parse_day("2020年2月29日") == day(2020, 2, 29));
  for (const char* const text : {"", "2020-2-24", "2020-02-30", "20-02-24", "2020-02-24 ", " 2020-02-24", "2020/02/24",
                                 "2020-02", "2020-02-24x", "2020年2月30日", "2020年2月", "二〇二〇年二月二十四日",
                                 "2020年2月24", "-001-01-01", "0000-01-01", "12020-01-01"})
    CHECK_MESSAGE(parse_day(text) == std::nullopt, text);
}

TEST_CASE("clock times as text") {
  CHECK(parse_clock("20:00") == 1200);
  CHECK(parse_clock("8:05") == 485);
  CHECK(parse_clock("20时") == 1200);
  CHECK(parse_clock("20时30分") == 1230);
  CHECK(parse_clock("0时5分") == 5);
  CHECK(parse_clock("24时") == 1440);
  CHECK(parse_clock("24:00") == 1440);
  for (const char* const text : {"", "20", "24:01", "25时", "20:60", "20时60分", "20:0", "20时30", ":30", "20时分"})
    CHECK_MESSAGE(parse_clock(text) == std::nullopt, text);
}

TEST_CASE("moments as text") {
  const Moment evening = *add_minutes(start_of(day(2020, 2, 24)), 1200);
  CHECK(parse_moment("2020-02-24 20:00") == evening);
  CHECK(parse_moment("2020-02-24T20:00") == evening);
  CHECK(parse_moment("2020年2月24日20时") == evening);
  CHECK(parse_moment("2020年2月24日 20时") == evening);
  CHECK(parse_moment("2020年2月24日24时") == start_of(day(2020, 2, 25)));
  CHECK(parse_moment("2020-02-2420:00") == std::nullopt);
  CHECK(parse_moment("2020-02-24") == std::nullopt);
  CHECK(parse_moment("9999-12-31 24:00") == std::nullopt);
  CHECK(parse_moment("2020-02-24  20:00") == std::nullopt);
}

TEST_CASE("printing is read back") {
  for (const Day value : {first_day, Day{-1}, Day{0}, day(33, 4, 3), day(2020, 2, 29), last_day}) {
    CHECK(parse_iso_day(to_iso(value)) == value);
    CHECK(parse_chinese_day(to_chinese(value)) == value);
    for (const std::int64_t minutes : {0, 1, 60, 1230, 1439}) {
      const Moment moment = *add_minutes(start_of(value), minutes);
      CHECK(parse_moment(to_iso(moment)) == moment);
      CHECK(parse_moment(to_chinese(moment)) == moment);
    }
  }
  CHECK(to_iso(Moment{start_of(day(2020, 2, 24)).since_epoch + 1200}) == "2020-02-24 20:00");
  CHECK(to_chinese(Moment{start_of(day(2020, 2, 24)).since_epoch + 1230}) == "2020年2月24日20时30分");
}
