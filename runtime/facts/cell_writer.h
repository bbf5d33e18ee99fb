// SPDX-License-Identifier: Apache-2.0
// Values of a column in the one spelling that databases written by polc have.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/cell.h"
#include "runtime/facts/sqlite_writer.h"

namespace polc::facts {

// Puts values of a column of this type into the column `place` of rows.
class CellWriter {
 public:
  CellWriter(const core::Program& program, const core::Type& type, std::size_t place);
  // What is absent is left out. The texts of `value` must last until the row is inserted.
  void write(RowWriter& row, const Parsed& value);

 private:
  void write_number(RowWriter& row, const Parsed& value);

  core::Type type_;
  std::size_t place_;
  std::vector<std::string> values_;
  std::string text_;  // until the row is inserted
};

// The type of SQL of such a column; `count`: it counts, so it is whole.
[[nodiscard]] std::string sql_type(const core::Type& type, bool count);

}  // namespace polc::facts
