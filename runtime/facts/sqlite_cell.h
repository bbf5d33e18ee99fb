// SPDX-License-Identifier: Apache-2.0
// A value of SQLite as a cell.
#pragma once

#include "runtime/facts/fact_store.h"
#include "runtime/facts/sqlite_handle.h"

namespace polc::facts {

// Valid until the statement moves on. A number with a binary fraction is read as the shortest decimal that SQLite prints for it
// (15 digits).
[[nodiscard]] inline Cell cell_of(sqlite3_value* value) {
  // Asked of the value and not of the column, since each question to the statement looks at its state anew. The connection has no
  // mutex and one caller at a time, so that its values are as safe as any.
  const int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL) return {};
  if (type == SQLITE_INTEGER) return {Cell::Kind::Integer, sqlite3_value_int64(value), {}};
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
  const std::size_t size = bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_value_bytes(value));
  if (size == 0) return {};
  return {Cell::Kind::Text, 0, {bytes, size}};
}

}  // namespace polc::facts
