// SPDX-License-Identifier: Apache-2.0
// Writes a new SQLite database that appears under its name whole or not at all: one transaction in a file beside it, which
// takes the name at the end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/failure.h"
#include "runtime/facts/partial_file.h"
#include "runtime/facts/sqlite_handle.h"

namespace polc::facts {

struct NewColumn {
  std::string name;
  std::string type;  // of SQL; empty: numbers are kept as they come
  bool key = false;
};

// Inserts rows of one table; `bind_*` by place from 0, what is not bound is absent.
class RowWriter {
 public:
  RowWriter(Statement statement, sqlite3* connection, std::string target)
      : statement_(std::move(statement)), connection_(connection), target_(std::move(target)) {}
  void bind_integer(std::size_t column, std::int64_t number);
  void bind_text(std::size_t column, std::string_view text);  // copied only when the row is inserted
  void bind_real(std::size_t column, double number);
  // False when it cannot be written; `why` then says why.
  [[nodiscard]] bool insert();
  [[nodiscard]] const Failure& why() const { return *failure_; }

 private:
  Statement statement_;
  sqlite3* connection_;
  std::string target_;
  std::optional<Failure> failure_;  // kept at once: the next call on the connection forgets it
};

class SqliteWriter {
 public:
  // `replace`: an SQLite database of that name may be replaced; anything else is never touched.
  [[nodiscard]] static Result<SqliteWriter> create(const std::filesystem::path& target, bool replace);

  [[nodiscard]] Result<RowWriter> create_table(const std::string& name, std::span<const NewColumn> columns);
  // Commits and gives the database its name.
  Outcome finish();

 private:
  SqliteWriter(std::filesystem::path target, bool replace)
      : target_(std::move(target)), file_(target_), replace_(replace) {}
  [[nodiscard]] Failure why() const { return write_failure(connection_.get(), target_.string()); }
  Outcome execute(const std::string& sql);

  std::filesystem::path target_;
  PartialFile file_;  // before the connection, which is closed first
  bool replace_ = false;
  Connection connection_;
};

}  // namespace polc::facts
