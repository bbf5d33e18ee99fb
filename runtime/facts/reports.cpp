// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/reports.h"

#include <algorithm>
#include <numeric>

#include "runtime/facts/names.h"

namespace polc::facts {
namespace {

std::int64_t time_of_row(const Column& times, Row row) {
  if (const auto* days = std::get_if<DayColumn>(&times)) return days->days[row];
  if (const auto* moments = std::get_if<MomentColumn>(&times)) return moments->minutes[row];
  return 0;
}

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

std::vector<Row> order_rows(const References& subjects, const Column& times, Row subject_count) {
  const Row count = static_cast<Row>(subjects.size());
  bool in_order = true;
  for (Row row = 1; row < count && in_order; ++row)
    in_order = subjects[row - 1] < subjects[row] ||
               (subjects[row - 1] == subjects[row] && time_of_row(times, row - 1) <= time_of_row(times, row));
  if (in_order) return {};
  const auto earlier = [&](Row left, Row right) { return time_of_row(times, left) < time_of_row(times, right); };
  std::vector<Row> order(count);
  if (count < subject_count / 8) {
    std::iota(order.begin(), order.end(), Row{0});
    std::stable_sort(order.begin(), order.end(), [&](Row left, Row right) {
      return subjects[left] != subjects[right] ? subjects[left] < subjects[right] : earlier(left, right);
    });
    return order;
  }
  // By subject in one pass (rows of a subject stay in their order), then each subject by time.
  std::vector<Row> next(std::size_t{subject_count} + 1, 0);  // past the rows of each subject that have their place
  subjects.each_present([&](std::size_t, std::int32_t subject) { ++next[static_cast<std::size_t>(subject) + 1]; });
  std::partial_sum(next.begin(), next.end(), next.begin());
  for (Row row = 0; row < count; ++row) order[next[static_cast<std::size_t>(subjects[row])]++] = row;
  auto begin = order.begin();
  for (Row subject = 0; subject < subject_count; ++subject) {
    const auto end = order.begin() + next[subject];
    if (!std::is_sorted(begin, end, earlier)) std::stable_sort(begin, end, earlier);
    begin = end;
  }
  return order;
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
