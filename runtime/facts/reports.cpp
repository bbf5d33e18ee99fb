// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/reports.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

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

namespace {

constexpr Row no_row = std::numeric_limits<Row>::max();

class GapFinder {
 public:
  GapFinder(const core::Relation& event, const Table& table, Row subject_count, std::vector<Reported> further,
            const ReportsBefore* before)
      : event_(event),
        table_(table),
        times_(table.columns[*event.begin]),
        subject_count_(subject_count),
        came_(std::move(further)),
        before_(before) {
    std::sort(came_.begin(), came_.end());
    came_.erase(std::unique(came_.begin(), came_.end()), came_.end());
  }

  Reports run() {
    reports_.every = event_.report_every;
    reports_.begin = begin();
    std::vector<Reported> without_row = all_without_row();
    const std::vector<Row> row_before = rows_before();
    auto extra = without_row.cbegin();
    reports_.first_gap.reserve(subject_count_ + std::size_t{1});
    for (Row subject = 0; subject < subject_count_; ++subject) {
      reports_.first_gap.push_back(static_cast<Row>(reports_.gaps.size()));
      const auto first_extra = extra;
      while (extra != without_row.cend() && extra->subject == subject) ++extra;
      if (!row_before.empty() && row_before[subject] != no_row) {
        const std::span<const Gap> gaps = before_->reports.gaps_of(row_before[subject]);
        reports_.gaps.insert(reports_.gaps.end(), gaps.begin(), gaps.end());
      } else {
        find_gaps_of(subject, {first_extra, extra});
      }
    }
    reports_.first_gap.push_back(static_cast<Row>(reports_.gaps.size()));
    reports_.without_row = std::move(without_row);
    return std::move(reports_);
  }

 private:
  [[nodiscard]] value::Day begin() const {
    if (event_.report_from) return *event_.report_from;
    value::Day first = open_end;
    const auto look_at = [&](Row row) { first = std::min(first, day_of_row(times_, row).value_or(open_end)); };
    if (before_ == nullptr) {
      for (Row row = 0; row < table_.row_count; ++row) look_at(row);
    } else {
      if (before_->reports.begin != open_begin) first = before_->reports.begin;
      for (const Row row : before_->rows_that_came) look_at(row);
    }
    for (const Reported& report : came_) first = std::min(first, report.day);
    return first == open_end ? open_begin : first;
  }
  [[nodiscard]] Row row_now(Row subject) const {
    return before_->row_of.empty() ? subject : static_cast<Row>(before_->row_of[subject]);
  }
  [[nodiscard]] std::vector<Reported> all_without_row() const {
    if (before_ == nullptr) return came_;
    std::vector<Reported> earlier;
    for (const Reported& report : before_->reports.without_row)
      earlier.push_back({row_now(report.subject), report.day});
    if (!before_->row_of.empty()) std::sort(earlier.begin(), earlier.end());
    std::vector<Reported> all;
    std::set_union(earlier.begin(), earlier.end(), came_.begin(), came_.end(), std::back_inserter(all));
    return all;
  }
  // Of each subject whose gaps are what they were, the row that it had then. Empty: there is none.
  [[nodiscard]] std::vector<Row> rows_before() const {
    if (before_ == nullptr || before_->reports.begin != reports_.begin) return {};
    std::vector<Row> rows(subject_count_, no_row);
    for (Row row = 0; row + 1 < before_->reports.first_gap.size(); ++row) rows[row_now(row)] = row;
    for (const Reported& report : came_) rows[report.subject] = no_row;
    if (before_->rows_that_came.empty()) return rows;
    const References& subjects = std::get<ReferenceColumn>(table_.columns[subject_column(event_)]).rows;
    for (const Row row : before_->rows_that_came) rows[static_cast<std::size_t>(subjects[row])] = no_row;
    return rows;
  }
  void find_gaps_of(Row subject, std::span<const Reported> extra) {
    days_.clear();
    const auto add = [&](value::Day day) {
      if (day >= reports_.begin && (days_.empty() || days_.back() != day.since_epoch)) days_.push_back(day.since_epoch);
    };
    const auto [begin, end] = table_.rows_of(subject);
    for (Row row = begin; row < end; ++row)
      if (const auto day = day_of_row(times_, row)) add(*day);
    if (!extra.empty()) {
      for (const Reported& report : extra) add(report.day);
      std::sort(days_.begin(), days_.end());
      days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
    }
    add_gaps(days_, reports_.every, reports_.begin, reports_.gaps);
  }

  const core::Relation& event_;
  const Table& table_;
  const Column& times_;
  Row subject_count_;
  std::vector<Reported> came_;  // that are not rows, in order
  const ReportsBefore* before_;
  Reports reports_;
  std::vector<std::int32_t> days_;  // of the subject at hand
};

}  // namespace

Reports find_gaps(const core::Relation& event, const Table& table, Row subject_count, std::vector<Reported> further,
                  const ReportsBefore* before) {
  return GapFinder(event, table, subject_count, std::move(further), before).run();
}

}  // namespace polc::facts
