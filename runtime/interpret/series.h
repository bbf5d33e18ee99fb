// SPDX-License-Identifier: Apache-2.0
// Rows of one relation by group (the thing that they are linked to) and time, with running sums, so that the number of rows in
// a window is two searches. Which rows are in it, and how much each adds, is settled when it is built; missing reports are
// weighed when it is asked.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/result.h"
#include "runtime/value/unwritten_vector.h"

namespace polc::interpret {

// Times of rows and windows are whole numbers in the unit of the relation: days, or minutes where its time is a Moment.
inline constexpr std::int64_t long_ago = std::numeric_limits<std::int64_t>::min() / 4;
inline constexpr std::int64_t far_off = std::numeric_limits<std::int64_t>::max() / 4;

// All that is known of a number: it lies in low … high.
struct Interval {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool no_low = false;   // may be any smaller
  bool no_high = false;  // may be any greater
};

struct Series {
  bool in_minutes = false;  // the unit of time
  bool has_time = false;    // entities have none
  core::Counting counting = core::Counting::Rows;
  core::Corrections corrections = core::Corrections::Refused;
  facts::GroupIndex by_group;                  // entries
  value::UnwrittenVector<std::int64_t> begin;  // by entry, rising inside a group
  // Running sums, one more than entries: the sum of entries a … b-1 is sums[b] - sums[a]. They wrap; differences inside a
  // group do not, since each group's sum was checked when it was built.
  value::UnwrittenVector<std::uint64_t> low;
  std::vector<std::uint64_t> high;  // empty: as low
  std::vector<std::uint32_t> wild;  // running count of entries whose amount is not known; empty: none
  // Rows with an end: the end by entry; and the same in order of the end, inside the group.
  std::vector<std::int64_t> last;
  std::vector<std::int64_t> end;
  value::UnwrittenVector<std::uint64_t> low_by_end;
  std::vector<std::uint64_t> high_by_end;
  std::vector<std::uint32_t> wild_by_end;
  value::UnwrittenVector<std::int64_t> total;  // Counting::Total: by entry
  bool overflow = false;                       // a group's sum does not fit
};

// The rows of each group in order of time.
struct Grouped {
  facts::GroupIndex by_group;  // entries
  std::vector<Row> rows;       // by entry; empty: they are the rows of the table as they lie
  [[nodiscard]] std::size_t size() const { return by_group.entry_count(); }
  [[nodiscard]] Row row(std::uint32_t entry) const { return rows.empty() ? entry : rows[entry]; }
};
[[nodiscard]] Grouped group_by(const core::Relation& relation, const facts::Table& table, core::ColumnIndex link,
                               Row groups);

// `truths`: whether each entry counts; empty: all do.
[[nodiscard]] Series build_series(const core::Relation& relation, const facts::Table& table, const Grouped& grouped,
                                  const std::vector<Truth>& truths);

// The gaps that bear on a group, and the last day on which a report was due.
struct Gaps {
  std::span<const facts::Gap> gaps;
  std::int32_t every = 1;
  value::Day today;
};
// The number in the window begin … end (both included, in the unit of the series), as far as `now` (same unit).
[[nodiscard]] Interval number_in(const Series& series, std::uint32_t group, std::int64_t begin, std::int64_t end,
                                 std::int64_t now, const Gaps& gaps);
// The missing days inside the window, earliest first.
[[nodiscard]] std::vector<facts::Gap> missing_in(const Series& series, std::int64_t begin, std::int64_t end,
                                                 const Gaps& gaps);

[[nodiscard]] std::int64_t time_at(const facts::Column& column, Row row);  // far_off when absent

}  // namespace polc::interpret
