// SPDX-License-Identifier: Apache-2.0
// Facts changed in a few places: what is changed, and the changed facts. The given facts stay as they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"

namespace polc::explain {

struct Cell {
  core::RelationId relation;
  facts::Row row = 0;
  core::ColumnIndex column = 0;
  friend auto operator<=>(const Cell&, const Cell&) = default;
};

// As facts::Column stores it: a mantissa, a place, a row of the target, days, minutes; yes/no as Truth. Texts are not changed.
// No value: absent.
using Stored = std::optional<std::int64_t>;

struct SetCell {
  Cell cell;
  Stored value;
  friend bool operator==(const SetCell&, const SetCell&) = default;
};
struct RemoveRow {  // of an event, a record or conduct
  core::RelationId relation;
  facts::Row row = 0;
  friend bool operator==(const RemoveRow&, const RemoveRow&) = default;
};
struct AddRow {  // to an event, a record or conduct
  core::RelationId relation;
  std::vector<Stored> cells;  // by column; the reference to the subject is given
  friend bool operator==(const AddRow&, const AddRow&) = default;
};
// The reports of these days come in, and say nothing (a row may be added beside it).
struct AddReports {
  core::RelationId relation;
  facts::Row subject = 0;
  value::Day first, last;
  friend bool operator==(const AddReports&, const AddReports&) = default;
};
using Change = std::variant<SetCell, RemoveRow, AddRow, AddReports>;

[[nodiscard]] Stored stored_at(const facts::Column& column, facts::Row row);
// Whether a value can be kept in the column: reached without a change of its step or dictionary.
[[nodiscard]] bool can_be_set(const facts::Column& column);

// A copy of facts on which changes are made and taken back. One set of changes at a time.
class ChangedFacts {
 public:
  ChangedFacts(const core::Program& program, const facts::FactBase& facts);

  // Rows are named as in the given facts. Rows that a change moves in time are laid out again.
  const facts::FactBase& with(const std::vector<Change>& changes);
  // The row that the last AddRow became in the facts made last.
  [[nodiscard]] facts::Row added_row() const { return added_row_; }

 private:
  void take_back();
  facts::Table& table_to_change(core::RelationId relation);
  void report_by(const AddRow& add, facts::Table& table) const;
  void lay_out(core::RelationId relation, std::vector<bool> removed, bool has_added);

  const core::Program& program_;
  facts::FactBase changed_;
  std::vector<std::pair<core::RelationId, facts::Table>> saved_;
  facts::Row added_row_ = 0;
};

}  // namespace polc::explain
