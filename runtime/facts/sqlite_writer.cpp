// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_writer.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include "runtime/facts/sqlite_store.h"

namespace polc::facts {

using diag::Kind;

void RowWriter::bind_integer(std::size_t column, std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), static_cast<int>(column) + 1, number);
}
void RowWriter::bind_text(std::size_t column, std::string_view text) {
  sqlite3_bind_text(statement_.get(), static_cast<int>(column) + 1, text.data(), static_cast<int>(text.size()),
                    SQLITE_STATIC);
}
void RowWriter::bind_real(std::size_t column, double number) {
  sqlite3_bind_double(statement_.get(), static_cast<int>(column) + 1, number);
}
bool RowWriter::insert() {
  const bool done = sqlite3_step(statement_.get()) == SQLITE_DONE;
  if (!done) failure_ = write_failure(connection_, target_);
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  return done;
}

Result<SqliteWriter> SqliteWriter::create(const std::filesystem::path& target, bool replace) {
  std::error_code error;
  if (std::filesystem::is_directory(target, error))
    return failure(Kind::FactsUnwritable, target.string(), std::strerror(EISDIR));
  if (std::filesystem::exists(target, error)) {
    if (!replace) return failure(Kind::TargetExists, target.string());
    if (auto old = SqliteStore::open(target); !old) return old.error();
  }
  SqliteWriter writer(target, replace);
  if (writer.file_.error() != 0)
    return failure(Kind::FactsUnwritable, target.string(), std::strerror(writer.file_.error()));
  sqlite3* opened = nullptr;
  const int code =
      sqlite3_open_v2(writer.file_.name().c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  writer.connection_.reset(opened);
  if (code != SQLITE_OK) return writer.why();
  // Until it has its name nobody reads the file, and after a crash it is thrown away: no journal is needed.
  const std::string settings =
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; "
      "PRAGMA application_id=" +
      std::to_string(import_application_id) + "; PRAGMA user_version=1; BEGIN";
  if (auto done = writer.execute(settings); !done) return done.error();
  return writer;
}

Outcome SqliteWriter::execute(const std::string& sql) {
  if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return why();
  return std::monostate{};
}

Result<RowWriter> SqliteWriter::create_table(const std::string& name, std::span<const NewColumn> columns) {
  std::string definitions;
  std::string marks;
  bool has_key = false;
  for (const NewColumn& column : columns) {
    if (!definitions.empty()) definitions += ", ";
    definitions += sql_name(column.name);
    if (!column.type.empty()) definitions.append(" ").append(column.type);
    if (column.key) definitions += " PRIMARY KEY NOT NULL";
    has_key = has_key || column.key;
    marks += marks.empty() ? "?" : ", ?";
  }
  // A table with a key is its own index.
  const std::string suffix = has_key ? ") WITHOUT ROWID" : ")";
  if (auto made = execute("CREATE TABLE " + sql_name(name) + " (" + definitions + suffix); !made) return made.error();
  sqlite3_stmt* statement = nullptr;
  const std::string insert = "INSERT INTO " + sql_name(name) + " VALUES (" + marks + ")";
  if (sqlite3_prepare_v3(connection_.get(), insert.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
      SQLITE_OK)
    return why();
  return RowWriter(Statement(statement), connection_.get(), target_.string());
}

Outcome SqliteWriter::finish() {
  if (auto committed = execute("COMMIT"); !committed) return committed;
  if (sqlite3_close(connection_.get()) != SQLITE_OK) return why();
  static_cast<void>(connection_.release());
  // Where nothing may be replaced, a database that has appeared meanwhile stays.
  file_.take_name(replace_);
  const int error = file_.error();
  if (error == 0) return std::monostate{};
  if (error == EEXIST) return failure(Kind::TargetExists, target_.string());
  if (error == ENOSPC || error == EDQUOT) return failure(Kind::DiskFull, target_.string());
  return failure(Kind::FactsUnwritable, target_.string(), std::strerror(error));
}

}  // namespace polc::facts
