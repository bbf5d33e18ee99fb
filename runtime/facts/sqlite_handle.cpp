// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_handle.h"

#include <cerrno>

namespace polc::facts {

using diag::Kind;

Failure read_failure(sqlite3* connection, const std::string& path) {
  const char* message = sqlite3_errmsg(connection);
  switch (sqlite3_errcode(connection) & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return failure(Kind::DatabaseLocked, path);
    case SQLITE_NOTADB: return failure(Kind::NotADatabase, path);
    case SQLITE_CORRUPT: return failure(Kind::DatabaseDamaged, path, message);
    default: return failure(Kind::FactsUnreadable, path, message);
  }
}

Failure write_failure(sqlite3* connection, const std::string& path) {
  const int code = sqlite3_errcode(connection) & 0xFF;
  const int system = sqlite3_system_errno(connection);
  // A quota or a limit on the size of files leaves as little room as a full disk.
  if (code == SQLITE_FULL || (code == SQLITE_IOERR && (system == ENOSPC || system == EFBIG || system == EDQUOT)))
    return failure(Kind::DiskFull, path);
  return failure(Kind::FactsUnwritable, path, sqlite3_errmsg(connection));
}

std::string sql_name(std::string_view name) {
  std::string sql = "\"";
  for (const char c : name) {
    if (c == '"') sql += '"';
    sql += c;
  }
  return sql + '"';
}

}  // namespace polc::facts
