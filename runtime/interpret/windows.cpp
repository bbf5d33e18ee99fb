// SPDX-License-Identifier: Apache-2.0
// The number of a window from a Series, and what missing reports do to it.
#include <algorithm>

#include "runtime/interpret/series.h"

namespace polc::interpret {

namespace {

constexpr Interval anything{0, 0, true, true};

// Day numbers of a window; the open ends as facts::missing_part wants them.
struct Days {
  value::Day first;
  value::Day last;
};

std::int64_t floor_day(std::int64_t minutes) {
  return minutes >= 0 ? minutes / value::minutes_per_day
                      : -((-minutes + value::minutes_per_day - 1) / value::minutes_per_day);
}

value::Day day_at(const Series& series, std::int64_t time) {
  if (time <= long_ago) return facts::open_begin;
  if (time >= far_off) return facts::open_end;
  const std::int64_t day = series.in_minutes ? floor_day(time) : time;
  return {static_cast<std::int32_t>(
      std::clamp<std::int64_t>(day, facts::open_begin.since_epoch, facts::open_end.since_epoch))};
}

// The latest missing day within first … last, or none.
std::optional<value::Day> latest_missing(const Gaps& gaps, value::Day first, value::Day last) {
  auto next = std::partition_point(gaps.gaps.begin(), gaps.gaps.end(),
                                   [&](const facts::Gap& gap) { return gap.first <= last; });
  while (next != gaps.gaps.begin()) {
    --next;
    if (next->last < first) return std::nullopt;
    if (const auto part = facts::missing_part(*next, gaps.every, first, last, gaps.today)) return part->last;
  }
  return std::nullopt;
}

// The entries of a window: first … last-1, of group entries group_first … group_last-1.
struct Entries {
  std::uint32_t group_first, group_last, first, last, seen;  // `seen`: past the last entry not later than now
};

// The first of the rising times that is not below `time`. Where there is one for every day or minute, its place is known.
using Times = value::UnwrittenVector<std::int64_t>::const_iterator;
Times first_not_below(Times from, Times to, std::int64_t time) {
  if (from == to || *from >= time) return from;
  if (*(to - 1) < time) return to;
  const Times guess = from + std::min<std::int64_t>(time - *from, to - from - 1);
  if (*guess < time) return std::lower_bound(guess + 1, to, time);
  return *(guess - 1) < time ? guess : std::lower_bound(from, guess, time);
}

Entries entries_in(const Series& series, std::uint32_t group, std::int64_t begin, std::int64_t end, std::int64_t now) {
  const auto [group_first, group_last] = series.by_group[group];
  const auto from = series.begin.begin() + group_first;
  const auto to = series.begin.begin() + group_last;
  const auto at = [&](auto place) { return static_cast<std::uint32_t>(place - series.begin.begin()); };
  if (!series.has_time) return {group_first, group_last, group_first, group_last, group_last};
  const Times seen = first_not_below(from, to, now + 1);
  const Times first = first_not_below(from, seen, begin);
  const Times last = first_not_below(first, seen, end + 1);
  return {group_first, group_last, at(first), at(last), at(seen)};
}

std::int64_t difference(std::span<const std::uint64_t> sums, std::uint32_t from, std::uint32_t to) {
  return static_cast<std::int64_t>(sums[to] - sums[from]);
}

// Amounts that are not known are at least 0, unless corrections may make them negative.
Interval with_unknown_amounts(const Series& series, Interval interval) {
  interval.no_high = true;
  interval.no_low = interval.no_low || series.corrections == core::Corrections::Subtracted;
  return interval;
}

// A window after now: of the rows that have begun, those that go on into it. Sums by end do not help, since rows that have not
// begun may end before it too.
Interval sum_ahead(const Series& series, const Entries& entries, std::int64_t begin) {
  Interval interval;
  bool wild = false;
  for (std::uint32_t at = entries.group_first; at < entries.seen; ++at) {
    if (series.last[at] < begin) continue;
    interval.low += difference(series.low, at, at + 1);
    interval.high += series.high.empty() ? difference(series.low, at, at + 1) : difference(series.high, at, at + 1);
    wild = wild || (!series.wild.empty() && series.wild[at + 1] != series.wild[at]);
  }
  return wild ? with_unknown_amounts(series, interval) : interval;
}

Interval sum_of(const Series& series, const Entries& entries, std::int64_t begin) {
  // Rows that began and have not ended before the window: those that began by its end, less those that ended before it.
  std::uint32_t ended = entries.group_first;
  std::uint32_t began_from = entries.first;
  if (!series.end.empty()) {
    began_from = entries.group_first;
    const auto from = series.end.begin() + entries.group_first;
    ended = static_cast<std::uint32_t>(std::lower_bound(from, series.end.begin() + entries.group_last, begin) -
                                       series.end.begin());
  }
  const auto sum = [&](std::span<const std::uint64_t> by_begin, std::span<const std::uint64_t> by_end) {
    const std::int64_t began = difference(by_begin, began_from, entries.last);
    return series.end.empty() ? began : began - difference(by_end, entries.group_first, ended);
  };
  Interval interval;
  interval.low = sum(series.low, series.low_by_end);
  interval.high = series.high.empty() ? interval.low : sum(series.high, series.high_by_end);
  if (!series.wild.empty()) {
    std::uint32_t wild = series.wild[entries.last] - series.wild[began_from];
    if (!series.end.empty()) wild -= series.wild_by_end[ended] - series.wild_by_end[entries.group_first];
    if (wild != 0) return with_unknown_amounts(series, interval);
  }
  return interval;
}

// A total that is not known lies in low … high.
struct Total {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool no_high = false;
};

// Cumulative totals with missing reports: the sum over the window is the total at its end less the total before it, so gaps in
// between matter only where a fall counts for nothing (Ignored).
class TotalWindow {
 public:
  TotalWindow(const Series& series, const Entries& entries, Days days, const Gaps& gaps)
      : series_(series), entries_(entries) {
    const auto missing = latest_missing(gaps, days.first, days.last);
    missing_inside_ = missing.has_value();
    const bool any_entry = entries.first < entries.last;
    // A report of the day itself is there, so a missing day is never that of an entry.
    missing_after_ = missing && (!any_entry || *missing > day_at(series, series.begin[entries.last - 1]));
    if (days.first == facts::open_begin) return;
    const value::Day before{days.first.since_epoch - 1};
    const auto earlier = latest_missing(gaps, facts::open_begin, before);
    missing_before_ = earlier && (!has_previous() || *earlier > day_at(series, series.begin[entries.first - 1]));
  }

  Interval interval() const {
    const bool any_entry = entries_.first < entries_.last;
    if (!any_entry && !missing_inside_) return {};
    return series_.corrections == core::Corrections::Ignored ? rises() : net();
  }

 private:
  bool has_previous() const { return entries_.first > entries_.group_first; }
  std::int64_t previous() const { return has_previous() ? series_.total[entries_.first - 1] : 0; }

  // Some total that was not reported: at least 0; where totals never fall, between its neighbours.
  Total unreported(std::int64_t floor, std::uint32_t next) const {
    if (series_.corrections != core::Corrections::Refused) return {0, 0, true};
    if (next < entries_.seen) return {std::min(floor, series_.total[next]), series_.total[next], false};
    return {floor, 0, true};
  }

  Interval net() const {
    const bool any_entry = entries_.first < entries_.last;
    const std::int64_t last = entries_.last > entries_.group_first ? series_.total[entries_.last - 1] : 0;
    const Total end = missing_after_ ? unreported(last, entries_.last) : Total{last, last, false};
    const Total begin = missing_before_ ? unreported(previous(), entries_.first) : Total{previous(), previous(), false};
    Interval interval;
    interval.no_low = begin.no_high;
    interval.no_high = end.no_high;
    if (!interval.no_low) interval.low = end.low - begin.high;
    if (!interval.no_high) interval.high = end.high - begin.low;
    if (series_.corrections == core::Corrections::Refused) {
      // Nothing falls, also between two totals of the same gap, of which neither is known.
      if (interval.no_low || (!any_entry && missing_before_)) interval.low = 0;
      interval.no_low = false;
    }
    return interval;
  }

  Interval rises() const {
    Interval interval;
    if (entries_.first < entries_.last) {
      interval.low = difference(series_.low, entries_.first, entries_.last);
      if (missing_before_) {
        // The first step is from a total that is not known: nothing, or as much as the whole of it.
        const std::int64_t first_step = difference(series_.low, entries_.first, entries_.first + 1);
        interval.low -= first_step;
        interval.high = interval.low + std::max<std::int64_t>(series_.total[entries_.first], 0);
      } else {
        interval.high = interval.low;
      }
    }
    interval.no_high = missing_inside_;
    return interval;
  }

  const Series& series_;
  const Entries& entries_;
  bool missing_inside_ = false;
  bool missing_after_ = false;   // no report later in the window is there
  bool missing_before_ = false;  // the last report before the window is not there
};

bool any_wild_near(const Series& series, const Entries& entries) {
  if (series.wild.empty()) return false;
  const std::uint32_t from = entries.first > entries.group_first ? entries.first - 1 : entries.first;
  const std::uint32_t to = std::min<std::uint32_t>(entries.last + 1, entries.seen);
  return to > from && series.wild[to] != series.wild[from];
}

}  // namespace

Interval number_in(const Series& series, std::uint32_t group, std::int64_t begin, std::int64_t end, std::int64_t now,
                   const Gaps& gaps) {
  if (begin > end) return {};
  const Entries entries = entries_in(series, group, begin, end, now);
  if (!series.last.empty() && begin > now) return sum_ahead(series, entries, begin);
  if (gaps.gaps.empty()) return sum_of(series, entries, begin);
  const Days days{day_at(series, begin), day_at(series, end)};
  if (series.counting != core::Counting::Total) {
    const Interval reported = sum_of(series, entries, begin);
    return latest_missing(gaps, days.first, days.last) ? with_unknown_amounts(series, reported) : reported;
  }
  if (any_wild_near(series, entries)) return anything;
  return TotalWindow(series, entries, days, gaps).interval();
}

std::vector<facts::Gap> missing_in(const Series& series, std::int64_t begin, std::int64_t end, const Gaps& gaps) {
  std::vector<facts::Gap> parts;
  value::Day first = day_at(series, begin);
  const value::Day last = day_at(series, end);
  // A total is a difference to the report before the window, which may be the one that is missing.
  if (series.counting == core::Counting::Total && first > facts::open_begin) {
    if (const auto before = latest_missing(gaps, facts::open_begin, {first.since_epoch - 1})) first = *before;
  }
  for (const facts::Gap& gap : gaps.gaps)
    if (const auto part = facts::missing_part(gap, gaps.every, first, last, gaps.today)) parts.push_back(*part);
  return parts;
}

}  // namespace polc::interpret
