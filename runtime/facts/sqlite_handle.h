// SPDX-License-Identifier: Apache-2.0
// SQLite's connection and statement with owners, and its codes turned into failures. Nothing else that reads facts sees SQLite.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

#include "runtime/facts/failure.h"

namespace polc::facts {

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// What the last call on the connection came to, for a database that is read.
[[nodiscard]] Failure read_failure(sqlite3* connection, const std::string& path);
// The same for a database that is written.
[[nodiscard]] Failure write_failure(sqlite3* connection, const std::string& path);

// The statement, or why there is none.
[[nodiscard]] Result<Statement> prepare(sqlite3* connection, const std::string& sql, const std::string& path);

// A value of the row at hand as text; valid until the statement moves on.
[[nodiscard]] std::string_view text_of(sqlite3_stmt* statement, int column);

// A name as it stands in SQL.
[[nodiscard]] std::string sql_name(std::string_view name);

// Marks a database as made by import.
inline constexpr int import_application_id = 0x706F6C63;  // "polc"

}  // namespace polc::facts
