// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/civil_time.h"

#include <charconv>
#include <cstdio>

#include "runtime/value/check_macro.h"

namespace polc::value {
namespace {

constexpr std::int64_t days_per_era = 146097;  // 400 years of the Gregorian calendar

// Days from 1970-01-01 by counting years from March: the leap day is then the last of its year.
constexpr std::int64_t days_from_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (month <= 2) --year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_per_era + day_of_era - 719468;
}

static_assert(days_from_date(1970, 1, 1) == 0);
static_assert(days_from_date(1, 1, 1) == first_day.since_epoch);
static_assert(days_from_date(9999, 12, 31) == last_day.since_epoch);

constexpr bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Reads a text from the left; the first failure makes everything after it fail.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // A number of `least` to `most` digits.
  std::int32_t number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < most && count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    std::int32_t result = 0;
    if (count < least)
      good_ = false;
    else
      std::from_chars(rest_.data(), rest_.data() + count, result);
    rest_.remove_prefix(count);
    return result;
  }
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  void expect(std::string_view text) { good_ = take(text) && good_; }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::optional<Day> read_iso_day(Reader& reader) {
  const std::int32_t year = reader.number(4, 4);
  reader.expect("-");
  const std::int32_t month = reader.number(2, 2);
  reader.expect("-");
  const std::int32_t day = reader.number(2, 2);
  return reader.good() ? make_day(year, month, day) : std::nullopt;
}

std::optional<Day> read_chinese_day(Reader& reader) {
  const std::int32_t year = reader.number(4, 4);
  reader.expect("年");
  const std::int32_t month = reader.number(1, 2);
  reader.expect("月");
  const std::int32_t day = reader.number(1, 2);
  reader.expect("日");
  return reader.good() ? make_day(year, month, day) : std::nullopt;
}

std::optional<std::int32_t> read_clock(Reader& reader) {
  const std::int32_t hour = reader.number(1, 2);
  std::int32_t minute = 0;
  if (reader.take(":")) {
    minute = reader.number(2, 2);
  } else {
    reader.expect("时");
    if (!reader.at_end()) {
      minute = reader.number(1, 2);
      reader.expect("分");
    }
  }
  const bool in_day = hour < 24 && minute < 60;
  const bool end_of_day = hour == 24 && minute == 0;
  if (!reader.good() || (!in_day && !end_of_day)) return std::nullopt;
  return hour * 60 + minute;
}

}  // namespace

std::optional<Day> make_day(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return std::nullopt;
  return Day{static_cast<std::int32_t>(days_from_date(year, month, day))};
}

Date date_of(Day day) {
  POLC_CHECK(day >= first_day && day <= last_day, "a day outside the years 1..9999");
  const std::int64_t shifted = std::int64_t{day.since_epoch} + 719468;  // days since 0000-03-01, never negative here
  const std::int64_t era = shifted / days_per_era;
  const std::int64_t day_of_era = shifted % days_per_era;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), static_cast<std::int32_t>(month),
          static_cast<std::int32_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

Day day_of(Moment moment) {
  std::int64_t day = moment.since_epoch / minutes_per_day;
  if (moment.since_epoch % minutes_per_day < 0) --day;
  return {static_cast<std::int32_t>(day)};
}

std::int32_t minute_of_day(Moment moment) {
  return static_cast<std::int32_t>(moment.since_epoch - start_of(day_of(moment)).since_epoch);
}

std::optional<Day> add_days(Day day, std::int64_t count) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(std::int64_t{day.since_epoch}, count, &sum) || sum < first_day.since_epoch ||
      sum > last_day.since_epoch)
    return std::nullopt;
  return Day{static_cast<std::int32_t>(sum)};
}

std::optional<Moment> add_minutes(Moment moment, std::int64_t count) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(moment.since_epoch, count, &sum) || sum < start_of(first_day).since_epoch ||
      sum >= start_of(last_day).since_epoch + minutes_per_day)
    return std::nullopt;
  return Moment{sum};
}

std::optional<Day> add_months(Day day, std::int64_t count) {
  constexpr std::int64_t more_than_all = 12 * 10000;
  if (count < -more_than_all || count > more_than_all) return std::nullopt;
  const Date date = date_of(day);
  const std::int64_t months = std::int64_t{date.year} * 12 + (date.month - 1) + count;
  const std::int64_t year = months / 12;
  const std::int64_t month = months % 12 + 1;
  if (months < 12 || year > 9999) return std::nullopt;
  const std::int64_t last = days_in_month(year, month);
  return make_day(year, month, date.day < last ? date.day : last);
}

std::optional<Day> parse_iso_day(std::string_view text) {
  Reader reader(text);
  const std::optional<Day> day = read_iso_day(reader);
  return reader.at_end() ? day : std::nullopt;
}

std::optional<Day> parse_chinese_day(std::string_view text) {
  Reader reader(text);
  const std::optional<Day> day = read_chinese_day(reader);
  return reader.at_end() ? day : std::nullopt;
}

std::optional<Day> parse_day(std::string_view text) {
  const std::optional<Day> day = parse_iso_day(text);
  return day ? day : parse_chinese_day(text);
}

std::optional<std::int32_t> parse_clock(std::string_view text) {
  Reader reader(text);
  const std::optional<std::int32_t> minutes = read_clock(reader);
  return reader.at_end() ? minutes : std::nullopt;
}

std::optional<Moment> parse_moment(std::string_view text) {
  Reader reader(text);
  std::optional<Day> day = read_iso_day(reader);
  bool separated = reader.take(" ") || reader.take("T");
  if (!day) {
    reader = Reader(text);
    day = read_chinese_day(reader);
    reader.take(" ");
    separated = true;
  }
  if (!day || !separated) return std::nullopt;
  const std::optional<std::int32_t> minutes = read_clock(reader);
  if (!minutes || !reader.at_end()) return std::nullopt;
  return add_minutes(start_of(*day), *minutes);
}

std::string to_iso(Day day) {
  const Date date = date_of(day);
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return text;
}

std::string to_iso(Moment moment) {
  const std::int32_t minute = minute_of_day(moment);
  char text[16];
  std::snprintf(text, sizeof text, " %02d:%02d", minute / 60, minute % 60);
  return to_iso(day_of(moment)) + text;
}

std::string to_chinese(Day day) {
  const Date date = date_of(day);
  // Four digits, as the reader asks for: 0033年 is not 33年.
  return to_iso(day).substr(0, 4) + "年" + std::to_string(date.month) + "月" + std::to_string(date.day) + "日";
}

std::string to_chinese(Moment moment) {
  const std::int32_t minute = minute_of_day(moment);
  std::string text = to_chinese(day_of(moment)) + std::to_string(minute / 60) + "时";
  if (minute % 60 != 0) text += std::to_string(minute % 60) + "分";
  return text;
}

}  // namespace polc::value
