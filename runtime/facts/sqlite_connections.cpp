// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_connections.h"

namespace polc::facts {

namespace {

constexpr int wait_for_writer_ms = 2000;
// Each connection is used by one thread at a time.
constexpr int open_flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;

bool execute(sqlite3* connection, const char* sql) {
  return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

// Reads something, so that the transaction has its lock.
bool reads(sqlite3* connection) { return execute(connection, "PRAGMA schema_version"); }

bool has_rollback_journal(sqlite3* connection) {
  const auto mode = prepare(connection, "PRAGMA journal_mode", {});
  return mode && sqlite3_step(mode->get()) == SQLITE_ROW && text_of(mode->get(), 0) == "delete";
}

// Whether the name that it was opened by still leads to the file that it reads.
bool is_in_its_place(sqlite3* connection) {
  int has_moved = 1;
  return sqlite3_file_control(connection, nullptr, SQLITE_FCNTL_HAS_MOVED, &has_moved) == SQLITE_OK && has_moved == 0;
}

}  // namespace

Result<std::unique_ptr<SqliteConnections>> SqliteConnections::open(const std::string& path) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, open_flags, nullptr);
  Connection first(opened);
  if (code != SQLITE_OK) return read_failure(opened, path);
  sqlite3_busy_timeout(opened, wait_for_writer_ms);
  return std::unique_ptr<SqliteConnections>(new SqliteConnections(std::move(first)));
}

void SqliteConnections::hold() {
  if (holders_++ == 0) execute(first(), "BEGIN");
}

void SqliteConnections::let_go() {
  if (--holders_ != 0) return;
  others_.clear();
  if (sqlite3_get_autocommit(first()) == 0) execute(first(), "COMMIT");
}

// While the first connection has its shared lock, no program can change the file, so that whoever reads it too sees the same. With
// a write-ahead log there is no such lock: each connection sees what was committed when it began.
std::vector<sqlite3*> SqliteConnections::of_same_state(std::size_t count) {
  if (sqlite3_get_autocommit(first()) != 0 || !reads(first())) return {};
  if (count > 1 && (sqlite3_threadsafe() == 0 || !has_rollback_journal(first()))) return {};
  const std::size_t checked = others_.size();
  const auto give_up = [&] {
    others_.resize(checked);
    return std::vector<sqlite3*>();
  };
  while (others_.size() + 1 < count) {
    sqlite3* opened = nullptr;
    // By the name that links led to, wherever they lead now.
    const int code = sqlite3_open_v2(sqlite3_db_filename(first(), nullptr), &opened, open_flags, nullptr);
    Connection other(opened);
    if (code != SQLITE_OK || !execute(opened, "BEGIN") || !reads(opened)) return give_up();
    others_.push_back(std::move(other));
  }
  // What was replaced does not come back: if the file is in its place now, it was when the others were opened.
  if (others_.size() > checked && !is_in_its_place(first())) return give_up();
  std::vector<sqlite3*> connections = {first()};
  for (std::size_t at = 0; at + 1 < count; ++at) connections.push_back(others_[at].get());
  return connections;
}

}  // namespace polc::facts
