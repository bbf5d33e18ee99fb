// SPDX-License-Identifier: Apache-2.0
// An SQLite database, opened for reading only: its tables and views are the tables.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "runtime/facts/fact_store.h"
#include "runtime/facts/sqlite_connections.h"

namespace polc::facts {

class SqliteStore final : public FactStore {
 public:
  [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& path);

  [[nodiscard]] const std::string& path() const override { return path_; }
  [[nodiscard]] const std::vector<StoreTable>& tables() const override { return tables_; }
  // The pieces read on in the connections when they are taken or visited: those of one table at a time, and not while `verify`
  // runs.
  [[nodiscard]] Result<std::unique_ptr<RowPieces>> pieces(std::size_t table, std::span<const std::size_t> columns,
                                                          PiecePlan plan) const override;
  [[nodiscard]] std::unique_ptr<HeldState> hold_state() const override;
  [[nodiscard]] diag::Argument place(std::size_t table) const override;
  [[nodiscard]] diag::Argument place(std::size_t table, RowNumber number) const override;
  Outcome verify() const override;
  [[nodiscard]] bool made_by_import() const override { return made_by_import_; }

 private:
  explicit SqliteStore(std::string path) : path_(std::move(path)) {}
  Outcome read_schema();
  Outcome read_columns(StoreTable& table);
  // On so many connections that see the same, or on none.
  [[nodiscard]] std::vector<Statement> prepare_often(std::size_t count, const std::string& sql) const;

  std::string path_;
  std::unique_ptr<SqliteConnections> connections_;
  std::vector<StoreTable> tables_;
  bool made_by_import_ = false;
};

}  // namespace polc::facts
