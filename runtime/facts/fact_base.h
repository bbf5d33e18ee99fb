// SPDX-License-Identifier: Apache-2.0
// All facts of one run in memory: a table for each relation of a core program, and which reports are missing.
// Made by load (from a store) and by from_test (from a test block); read by the engines; never changed.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/columns.h"
#include "runtime/facts/group_index.h"
#include "runtime/facts/shared_array.h"

namespace polc::facts {

// Days without the report that was due, both ends included.
struct Gap {
  value::Day first;
  value::Day last;  // `open_end`: and every later day
  friend bool operator==(const Gap&, const Gap&) = default;
};
inline constexpr value::Day open_end{std::numeric_limits<std::int32_t>::max()};
inline constexpr value::Day open_begin{std::numeric_limits<std::int32_t>::min()};

struct Reported {
  Row subject = 0;
  value::Day day;
  friend auto operator<=>(const Reported&, const Reported&) = default;
};

// The missing reports of one event with a duty to report. A report of day D covers the days D - every + 1 ... D.
// The duty begins at `begin`: as declared, else at the first report of any subject. No report at all and nothing declared:
// every day is missing.
struct Reports {
  std::int32_t every = 1;
  value::Day begin = open_begin;
  std::vector<Row> first_gap;  // by subject row, and one more: the gaps of s are first_gap[s] .. first_gap[s+1]-1
  std::vector<Gap> gaps;       // earliest first, never touching
  // Reports that are not rows, in order, none twice: gaps alone do not say which reports there were, and those that are added
  // may make the duty begin earlier.
  SharedArray<Reported> without_row;

  [[nodiscard]] std::span<const Gap> gaps_of(Row subject) const {
    return std::span(gaps).subspan(first_gap[subject], first_gap[subject + 1] - first_gap[subject]);
  }
};

// The part of a gap that lies in first..last and was due by `today` (a missing weekly report is missing once its week is over).
[[nodiscard]] std::optional<Gap> missing_part(const Gap& gap, std::int32_t every, value::Day first, value::Day last,
                                              value::Day today);

struct Table {
  Row row_count = 0;
  std::vector<Column> columns;  // as core::Relation::columns

  // Entity: row <-> key. The key column, when a text, shares it: row r has code r.
  std::shared_ptr<const Dictionary> keys;
  bool made_by_reference = false;  // an entity without a table: the things that rows refer to

  // Event, ClassRecord, Conduct: rows are sorted by subject, then time (`begin`; of records and conduct the first day
  // column; absent first), then as in the store.
  // INVARIANT: every row has a subject; every row of an event has a begin.
  GroupIndex by_subject;
  std::optional<Reports> reports;  // of an event with a duty to report

  [[nodiscard]] std::pair<Row, Row> rows_of(Row subject) const { return by_subject[subject]; }
  [[nodiscard]] std::optional<Row> find(std::string_view key) const {
    const auto code = keys ? keys->find(key) : std::nullopt;
    return code ? std::optional(static_cast<Row>(*code)) : std::nullopt;
  }
};

struct FactBase {
  std::vector<Table> tables;  // by RelationId

  const Table& operator[](core::RelationId id) const { return tables[id.index]; }
  Table& operator[](core::RelationId id) { return tables[id.index]; }
};

}  // namespace polc::facts
