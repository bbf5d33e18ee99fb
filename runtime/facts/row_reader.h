// SPDX-License-Identifier: Apache-2.0
// Reads the rows of one table of a store as typed values of one relation, and reports the cells that cannot be read.
// Loading and importing both stand on this, so that they refuse the same rows with the same words.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/bind.h"
#include "runtime/facts/cell.h"
#include "runtime/facts/fact_store.h"
#include "runtime/facts/row_findings.h"

namespace polc::facts {

// Absent values in columns that are not optional are findings of their own when asked for.
enum class AbsentValues : std::uint8_t { Accept, Report };

class RowReader final : public RowVisitor {
 public:
  // One value for each column of the relation; absent where the column was not asked for or could not be read.
  using OnRow = std::function<void(RowNumber, std::span<const Parsed>)>;

  // `wanted` by column of the relation.
  RowReader(const core::Program& program, core::RelationId relation, const TableSource& source, const FactStore& store,
            const std::vector<bool>& wanted, RowFindings& findings);
  void report_absent(AbsentValues absent) { absent_ = absent; }
  // Findings about cells are not repeated when a table is read a second time.
  void keep_quiet() { quiet_ = true; }

  Outcome read(const OnRow& on_row);

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

  const core::Program& program_;
  const core::Relation& relation_;
  const TableSource& source_;
  const FactStore& store_;
  RowFindings& findings_;
  const OnRow* on_row_ = nullptr;
  AbsentValues absent_ = AbsentValues::Accept;
  bool quiet_ = false;
  std::vector<std::size_t> store_columns_;
  std::vector<Slot> slots_;  // of the columns that come from the store, as store_columns_
  std::vector<std::string> constants_;
  std::vector<Parsed> values_;
};

// A number that is to be read as a count of the relation must be whole.
[[nodiscard]] bool is_count(const core::Relation& relation, core::ColumnIndex column);

}  // namespace polc::facts
