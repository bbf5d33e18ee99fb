// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/reports.h"

#include <algorithm>

#include "runtime/facts/names.h"

namespace polc::facts {
namespace {

// Adds the gaps of one subject whose reports are of these days, sorted, none before `begin`.
void add_gaps(const std::vector<std::int32_t>& days, std::int32_t every, value::Day begin, std::vector<Gap>& gaps) {
  std::int32_t uncovered = begin.since_epoch;
  for (const std::int32_t day : days) {
    const std::int32_t covered_from = day - every + 1;
    if (covered_from > uncovered) gaps.push_back({value::Day{uncovered}, value::Day{covered_from - 1}});
    uncovered = day + 1;
  }
  gaps.push_back({value::Day{uncovered}, open_end});
}

}  // namespace

std::optional<value::Day> day_of_row(const Column& column, Row row) {
  if (const auto* days = std::get_if<DayColumn>(&column))
    return days->days[row] == absent_day ? std::nullopt : std::optional(value::Day{days->days[row]});
  if (const auto* moments = std::get_if<MomentColumn>(&column))
    return moments->minutes[row] == absent_moment ? std::nullopt
                                                  : std::optional(value::day_of(value::Moment{moments->minutes[row]}));
  return std::nullopt;
}

Reports find_gaps(const core::Relation& event, const Table& table, Row subject_count, std::vector<Reported> further) {
  const Column& times = table.columns[*event.begin];
  Reports reports;
  reports.every = event.report_every;
  std::sort(further.begin(), further.end());
  if (event.report_from) {
    reports.begin = *event.report_from;
  } else {
    value::Day first = open_end;
    for (Row row = 0; row < table.row_count; ++row) first = std::min(first, day_of_row(times, row).value_or(open_end));
    for (const Reported& report : further) first = std::min(first, report.day);
    reports.begin = first == open_end ? open_begin : first;
  }
  std::vector<std::int32_t> days;
  auto extra = further.begin();
  for (Row subject = 0; subject < subject_count; ++subject) {
    reports.first_gap.push_back(static_cast<Row>(reports.gaps.size()));
    days.clear();
    const auto add = [&](value::Day day) {
      if (day >= reports.begin && (days.empty() || days.back() != day.since_epoch)) days.push_back(day.since_epoch);
    };
    const auto [begin, end] = table.rows_of(subject);
    for (Row row = begin; row < end; ++row)
      if (const auto day = day_of_row(times, row)) add(*day);
    if (extra != further.end() && extra->subject == subject) {
      for (; extra != further.end() && extra->subject == subject; ++extra) add(extra->day);
      std::sort(days.begin(), days.end());
      days.erase(std::unique(days.begin(), days.end()), days.end());
    }
    add_gaps(days, reports.every, reports.begin, reports.gaps);
  }
  reports.first_gap.push_back(static_cast<Row>(reports.gaps.size()));
  return reports;
}

}  // namespace polc::facts
