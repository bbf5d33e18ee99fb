// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_handle.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace polc::facts {

using diag::Kind;

Failure read_failure(sqlite3* connection, const std::string& path) {
  const char* message = sqlite3_errmsg(connection);
  switch (sqlite3_errcode(connection) & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return failure(Kind::DatabaseLocked, path);
    case SQLITE_NOTADB:
      return failure(Kind::NotADatabase, path);
    case SQLITE_CORRUPT:
      return failure(Kind::DatabaseDamaged, path, message);
    default:
      return failure(Kind::FactsUnreadable, path, message);
  }
}

namespace {

// Whether the file can take no more: a full disk, a quota, a limit on the size of files. SQLite keeps the reason of a failed
// write only sometimes, so it is asked for again by one more write; the file is thrown away after a failure.
bool has_no_room(const char* file) {
  const int descriptor = file == nullptr ? -1 : open(file, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) return false;
  const std::array<char, 4096> zeros{};
  const bool failed = write(descriptor, zeros.data(), zeros.size()) != static_cast<ssize_t>(zeros.size());
  const int reason = errno;
  close(descriptor);
  return failed && (reason == ENOSPC || reason == EFBIG || reason == EDQUOT);
}

}  // namespace

Failure write_failure(sqlite3* connection, const std::string& path) {
  const int code = sqlite3_errcode(connection) & 0xFF;
  const std::string message = sqlite3_errmsg(connection);
  if (code == SQLITE_FULL || (code == SQLITE_IOERR && has_no_room(sqlite3_db_filename(connection, nullptr))))
    return failure(Kind::DiskFull, path);
  return failure(Kind::FactsUnwritable, path, message);
}

Result<Statement> prepare(sqlite3* connection, const std::string& sql, const std::string& path) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
    return read_failure(connection, path);
  return Statement(statement);
}

std::string sql_name(std::string_view name) {
  std::string sql = "\"";
  for (const char c : name) {
    if (c == '"') sql += '"';
    sql += c;
  }
  return sql + '"';
}

std::string_view text_of(sqlite3_stmt* statement, int column) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return bytes == nullptr ? std::string_view()
                          : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

}  // namespace polc::facts
