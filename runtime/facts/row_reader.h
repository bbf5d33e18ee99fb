// SPDX-License-Identifier: Apache-2.0
// Makes typed values of one relation of the rows of a table, and reports the cells that cannot be read. Loading and importing
// both stand on this, so that they refuse the same rows with the same words.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/bind.h"
#include "runtime/facts/cell.h"
#include "runtime/facts/fact_store.h"
#include "runtime/facts/table_findings.h"

namespace polc::facts {

// Absent values in columns that are not optional are findings of their own when asked for.
enum class AbsentValues : std::uint8_t { Accept, Report };

class RowReader final : public RowVisitor {
 public:
  // One value for each column of the relation; absent where the column was not asked for or could not be read.
  using OnRow = std::function<void(RowNumber, std::span<const Parsed>)>;

  // `wanted` by column of the relation. `findings` outlives the reader; none: findings are not repeated when a table is read a
  // second time.
  RowReader(const core::Program& program, core::RelationId relation, const TableSource& source,
            const std::vector<bool>& wanted, TableFindings* findings, AbsentValues absent = AbsentValues::Accept);

  // The columns of the store's table whose cells `row` takes.
  [[nodiscard]] const std::vector<std::size_t>& store_columns() const { return store_columns_; }
  void on_row(OnRow on_row) { on_row_ = std::move(on_row); }
  // All rows of the table.
  Outcome read(const FactStore& store) { return store.scan(source_.table, store_columns_, *this); }

  void row(RowNumber number, std::span<const Cell> cells) override;
  void bad_row(RowNumber number, diag::Kind kind, std::vector<diag::Argument> arguments) override;

 private:
  struct Slot {
    core::ColumnIndex column;
    bool essential;
    bool optional;
    CellParser parser;
  };
  void missing(const Slot& slot, RowNumber number);
  void unreadable(const Slot& slot, RowNumber number, const Cell& cell, CellProblem problem);

  const core::Program& program_;
  const core::Relation& relation_;
  const TableSource& source_;
  TableFindings* findings_;
  AbsentValues absent_;
  OnRow on_row_;
  std::vector<std::size_t> store_columns_;
  std::vector<Slot> slots_;  // of the columns that come from the store, as store_columns_
  std::vector<std::string> constants_;
  std::vector<Parsed> values_;
};

// A number that is to be read as a count of the relation must be whole.
[[nodiscard]] bool is_count(const core::Relation& relation, core::ColumnIndex column);

}  // namespace polc::facts
