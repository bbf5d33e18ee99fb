// SPDX-License-Identifier: Apache-2.0
// How the rows of a table of a database are asked for. A table of things is read twice, its keys first, and rows belong to the
// keys by their order: that must not depend on which columns are asked for. Without ORDER BY it does, since SQLite takes an index
// that has all of them in place of the table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/facts/fact_store.h"
#include "runtime/facts/sqlite_handle.h"

namespace polc::facts {

struct RowSelect {
  std::string rows;             // `SELECT ... FROM ...`: the number of the row, then columns
  std::string order;            // ` ORDER BY ...`; empty: the table has no order but that of this very query
  std::vector<int> places;      // by column asked for, where it stands in the result
  std::uint32_t root_page = 0;  // of a table that rowids part; 0: there is none
  bool numbered = false;        // the number is the rowid; else it is 0, and rows are numbered as they come
};

// `columns` by their places in StoreTable::columns. `path` of the database, for messages.
[[nodiscard]] Result<RowSelect> select_rows(sqlite3* connection, const StoreTable& table,
                                            std::span<const std::size_t> columns, const std::string& path);

}  // namespace polc::facts
