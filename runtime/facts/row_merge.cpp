// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/row_merge.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace polc::facts {
namespace {

constexpr Row new_subject = std::numeric_limits<Row>::max();

// An absent time is before every other, as no value is before every value.
std::optional<std::int64_t> time_at(const PackedIntegers* times, Row row) {
  return times == nullptr ? std::nullopt : (*times)[row];
}

class Merge {
 public:
  Merge(const Column& table_times, const Column& times)
      : table_times_(packed_of(table_times)), times_(packed_of(times)) {}

  void take_there(Row begin, Row end) {
    if (begin == end) return;
    if (!runs_.empty() && runs_.back().of_second == 0 && runs_.back().begin + runs_.back().of_first == begin)
      runs_.back().of_first += end - begin;
    else
      runs_.push_back({begin, end - begin, 0});
  }
  void take_coming() {
    if (runs_.empty()) runs_.push_back({});
    ++runs_.back().of_second;
  }
  // The first row between the two, which are of one subject, that is later than the row that comes.
  [[nodiscard]] Row later(Row begin, Row end, Row coming) const {
    const auto time = time_at(times_, coming);
    while (begin < end) {
      const Row middle = begin + (end - begin) / 2;
      if (time < time_at(table_times_, middle))
        end = middle;
      else
        begin = middle + 1;
    }
    return begin;
  }
  [[nodiscard]] std::vector<Run> finish() && { return std::move(runs_); }

 private:
  const PackedIntegers* table_times_;
  const PackedIntegers* times_;
  std::vector<Run> runs_;
};

}  // namespace

std::vector<Run> runs_behind(Row there, Row coming) {
  return there == 0 && coming == 0 ? std::vector<Run>() : std::vector<Run>{{0, there, coming}};
}

std::vector<Run> merge_rows(const Table& table, const Column& table_times, std::span<const std::int64_t> row_of,
                            Row subject_count, const References& subjects, const Column& times) {
  Merge merge(table_times, times);
  const auto coming = static_cast<Row>(subjects.size());
  const auto subject_at = [&](Row at) { return static_cast<Row>(subjects[at]); };
  const GroupIndex& groups = table.by_subject;
  if (row_of.empty()) {
    Row done = 0;
    for (Row at = 0; at < coming; ++at) {
      const Row subject = subject_at(at);
      Row until = table.row_count;
      if (subject < groups.group_count()) {
        const auto [begin, end] = groups[subject];
        until = merge.later(begin, end, at);
      }
      merge.take_there(done, until);
      merge.take_coming();
      done = until;
    }
    merge.take_there(done, table.row_count);
    return std::move(merge).finish();
  }
  std::vector<Row> row_before(subject_count, new_subject);
  for (Row row = 0; row < groups.group_count(); ++row) row_before[static_cast<std::size_t>(row_of[row])] = row;
  Row at = 0;
  for (Row subject = 0; subject < subject_count; ++subject) {
    auto [done, end] = row_before[subject] == new_subject ? std::pair<Row, Row>() : groups[row_before[subject]];
    for (; at < coming && subject_at(at) == subject; ++at) {
      const Row until = merge.later(done, end, at);
      merge.take_there(done, until);
      merge.take_coming();
      done = until;
    }
    merge.take_there(done, end);
  }
  return std::move(merge).finish();
}

std::vector<Row> rows_that_came(std::span<const Run> runs) {
  std::vector<Row> rows;
  Row at = 0;
  for (const Run& run : runs) {
    at += run.of_first;
    for (Row count = 0; count < run.of_second; ++count) rows.push_back(at++);
  }
  return rows;
}

}  // namespace polc::facts
