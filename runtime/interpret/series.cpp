// SPDX-License-Identifier: Apache-2.0
// Building a Series; asking it is windows.cpp.
#include "runtime/interpret/series.h"

#include <algorithm>
#include <numeric>

#include "runtime/interpret/wide.h"
#include "runtime/value/check_macro.h"

namespace polc::interpret {

namespace {

// What one row adds.
struct Amount {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool wild = false;
};

class Builder {
 public:
  Builder(const core::Relation& relation, const facts::Table& table, const Grouped& grouped,
          const std::vector<Truth>& truths)
      : relation_(relation), table_(table), grouped_(grouped), truths_(truths) {
    series_.counting = relation.counting;
    series_.corrections = relation.corrections;
    series_.has_time = relation.begin.has_value();
    series_.in_minutes = relation.begin && relation.columns[*relation.begin].type.kind == core::TypeKind::Moment;
    if (relation.counting_column) counts_ = std::get_if<facts::NumberColumn>(&table.columns[*relation.counting_column]);
  }

  Series build() {
    make_room(grouped_.size());
    facts::PackedBuilder groups;
    for (Row group = 0; group < grouped_.by_group.group_count(); ++group) {
      const auto [first, last] = grouped_.by_group[group];
      if (relation_.counting == core::Counting::Total)
        add_totals(first, last);
      else
        add_amounts(first, last);
      while (groups.size() < series_.begin.size()) groups.append(group);
    }
    series_.by_group =
        facts::GroupIndex(facts::References(std::move(groups).finish()), grouped_.by_group.group_count());
    sum(amounts_, series_.low, series_.high, series_.wild);
    if (relation_.end) order_by_end();
    check_groups();
    return std::move(series_);
  }

 private:
  // As many entries as there are rows, or fewer.
  void make_room(std::size_t rows) {
    series_.begin.reserve(rows);
    amounts_.reserve(rows);
    if (relation_.counting == core::Counting::Total) series_.total.reserve(rows);
    if (relation_.end) ends_.reserve(rows);
  }
  Truth truth(std::size_t at) const { return truths_.empty() ? Truth::True : truths_[at]; }
  std::int64_t begin_of(Row row) const { return relation_.begin ? time_at(table_.columns[*relation_.begin], row) : 0; }

  Amount amount_of(Row row, Truth counted) const {
    Amount amount{1, 1, false};
    if (relation_.counting == core::Counting::Sum) {
      const std::int64_t count = counts_ == nullptr ? facts::absent_number : counts_->mantissas[row];
      if (count == facts::absent_number) return {0, 0, true};
      amount.low = amount.high =
          relation_.corrections == core::Corrections::Ignored ? std::max<std::int64_t>(count, 0) : count;
    }
    if (counted == Truth::True) return amount;
    return {std::min<std::int64_t>(amount.low, 0), std::max<std::int64_t>(amount.high, 0), false};
  }

  void add_amounts(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t at = first; at < last; ++at) {
      if (truth(at) == Truth::False) continue;
      const Row row = grouped_.row(at);
      series_.begin.push_back(begin_of(row));
      if (relation_.end) ends_.push_back(std::max(begin_of(row), time_at(table_.columns[*relation_.end], row)));
      amounts_.push_back(amount_of(row, truth(at)));
    }
  }

  // What is new in a report is the difference to the report before; rows of the same time are one report. A row that may or
  // may not count, or has no total, leaves it open how much it and the next report add.
  void add_totals(std::uint32_t first, std::uint32_t last) {
    std::int64_t before = 0;
    bool before_is_known = true;
    const auto begin_at = [&](std::uint32_t at) { return at < last ? begin_of(grouped_.row(at)) : far_off; };
    std::int64_t next = begin_at(first);
    for (std::uint32_t at = first; at < last;) {
      const std::int64_t time = next;
      std::int64_t total = 0;
      bool any = false;
      bool known = true;
      for (; at < last && next == time; next = begin_at(++at)) {
        if (truth(at) == Truth::False) continue;
        any = true;
        const std::int64_t count = counts_ == nullptr ? facts::absent_number : counts_->mantissas[grouped_.row(at)];
        if (truth(at) == Truth::Unknown || count == facts::absent_number)
          known = false;
        else if (__builtin_add_overflow(total, count, &total))
          series_.overflow = true;
      }
      if (!any) continue;
      series_.begin.push_back(time);
      series_.total.push_back(total);
      if (relation_.end) ends_.push_back(time);
      amounts_.push_back(known && before_is_known ? difference(before, total) : Amount{0, 0, true});
      before = total;
      before_is_known = known;
    }
  }

  Amount difference(std::int64_t before, std::int64_t total) {
    std::int64_t added = 0;
    if (__builtin_sub_overflow(total, before, &added)) series_.overflow = true;
    if (relation_.corrections == core::Corrections::Ignored) added = std::max<std::int64_t>(added, 0);
    return {added, added, false};
  }

  static void sum(const value::UnwrittenVector<Amount>& amounts, value::UnwrittenVector<std::uint64_t>& low,
                  std::vector<std::uint64_t>& high, std::vector<std::uint32_t>& wild) {
    const bool any_open =
        std::any_of(amounts.begin(), amounts.end(), [](const Amount& one) { return one.low != one.high; });
    const bool any_wild = std::any_of(amounts.begin(), amounts.end(), [](const Amount& one) { return one.wild; });
    low.assign(amounts.size() + 1, 0);
    if (any_open) high.assign(amounts.size() + 1, 0);
    if (any_wild) wild.assign(amounts.size() + 1, 0);
    for (std::size_t at = 0; at < amounts.size(); ++at) {
      low[at + 1] = low[at] + static_cast<std::uint64_t>(amounts[at].low);
      if (any_open) high[at + 1] = high[at] + static_cast<std::uint64_t>(amounts[at].high);
      if (any_wild) wild[at + 1] = wild[at] + (amounts[at].wild ? 1U : 0U);
    }
  }

  void order_by_end() {
    std::vector<std::uint32_t> order(ends_.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    for (Row group = 0; group < series_.by_group.group_count(); ++group) {
      const auto [first, last] = series_.by_group[group];
      std::stable_sort(order.begin() + first, order.begin() + last,
                       [&](std::uint32_t left, std::uint32_t right) { return ends_[left] < ends_[right]; });
    }
    value::UnwrittenVector<Amount> amounts;
    amounts.reserve(order.size());
    for (const std::uint32_t at : order) {
      series_.end.push_back(ends_[at]);
      amounts.push_back(amounts_[at]);
    }
    sum(amounts, series_.low_by_end, series_.high_by_end, series_.wild_by_end);
    series_.last = std::move(ends_);
  }

  void check_groups() {
    for (Row group = 0; group < series_.by_group.group_count(); ++group) {
      const auto [first, last] = series_.by_group[group];
      Wide size = 0;
      for (std::uint32_t at = first; at < last; ++at)
        size += std::max(magnitude(amounts_[at].low), magnitude(amounts_[at].high));
      if (size > std::numeric_limits<std::int64_t>::max()) series_.overflow = true;
    }
  }
  static Wide magnitude(std::int64_t number) { return number < 0 ? -Wide{number} : Wide{number}; }

  const core::Relation& relation_;
  const facts::Table& table_;
  const Grouped& grouped_;
  const std::vector<Truth>& truths_;
  const facts::NumberColumn* counts_ = nullptr;
  value::UnwrittenVector<Amount> amounts_;
  std::vector<std::int64_t> ends_;
  Series series_;
};

}  // namespace

std::int64_t time_at(const facts::Column& column, Row row) {
  if (const auto* days = std::get_if<facts::DayColumn>(&column))
    return days->days[row] == facts::absent_day ? far_off : days->days[row];
  if (const auto* moments = std::get_if<facts::MomentColumn>(&column))
    return moments->minutes[row] == facts::absent_moment ? far_off : moments->minutes[row];
  return far_off;
}

Grouped group_by(const core::Relation& relation, const facts::Table& table, core::ColumnIndex link, Row groups) {
  // The table is in this order already by its own subject.
  if (relation.subject == link && table.by_subject.exists()) return {table.by_subject, {}};
  const auto* targets = std::get_if<facts::ReferenceColumn>(&table.columns[link]);
  if (targets == nullptr) return {facts::GroupIndex(facts::References(), groups), {}};
  std::vector<std::uint32_t> begins(std::size_t{groups} + 1, 0);
  targets->rows.each_present([&](std::size_t, std::int32_t target) { ++begins[static_cast<std::size_t>(target) + 1]; });
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<Row> rows(begins.back());
  std::vector<std::uint32_t> next = begins;
  targets->rows.each_present([&](std::size_t row, std::int32_t target) {
    rows[next[static_cast<std::size_t>(target)]++] = static_cast<Row>(row);
  });
  if (relation.begin) {
    const facts::Column& times = table.columns[*relation.begin];
    for (std::size_t group = 0; group < groups; ++group)
      std::stable_sort(rows.begin() + begins[group], rows.begin() + begins[group + 1],
                       [&](Row left, Row right) { return time_at(times, left) < time_at(times, right); });
  }
  facts::References by_entry = targets->rows.reordered(rows);
  return {facts::GroupIndex(std::move(by_entry), groups), std::move(rows)};
}

Series build_series(const core::Relation& relation, const facts::Table& table, const Grouped& grouped,
                    const std::vector<Truth>& truths) {
  POLC_CHECK(truths.empty() || truths.size() == grouped.size(), "a truth for each row");
  return Builder(relation, table, grouped, truths).build();
}

}  // namespace polc::interpret
