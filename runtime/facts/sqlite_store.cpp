// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_store.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <span>
#include <system_error>

#include "runtime/facts/sqlite_cuts.h"
#include "runtime/facts/sqlite_pieces.h"
#include "runtime/facts/sqlite_range_pieces.h"
#include "runtime/facts/sqlite_select.h"

namespace polc::facts {

using diag::Kind;

namespace {

// Some thousand rows, so that what is made of them fits the cache of a core.
constexpr std::size_t range_bytes = std::size_t{1} << 18;
constexpr std::string_view file_magic{"SQLite format 3", 16};  // with the NUL that ends it

std::uint64_t big_endian(std::span<const char> bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

// SQLite takes a file of any content until the first query, and reads the end of a file that was cut off as zeros; say at
// once what is not a database, or not all of it. The header is that of the SQLite file format.
Outcome check_header(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure(Kind::FactsUnreadable, path, std::strerror(errno));
  std::array<char, 100> head{};
  file.read(head.data(), head.size());
  const auto got = static_cast<std::size_t>(file.gcount());
  if (got == 0) return std::monostate{};
  const std::span<const char> bytes(head);
  if (!std::string_view(head.data(), got).starts_with(file_magic.substr(0, got)))
    return failure(Kind::NotADatabase, path);
  const std::uint64_t page_size = big_endian(bytes.subspan(16, 2)) == 1 ? 65536 : big_endian(bytes.subspan(16, 2));
  const bool counted = big_endian(bytes.subspan(24, 4)) == big_endian(bytes.subspan(92, 4));
  const std::uint64_t size = counted ? page_size * big_endian(bytes.subspan(28, 4)) : head.size();
  std::error_code error;
  if (const auto actual = std::filesystem::file_size(path, error); !error && actual < size)
    return failure(Kind::DatabaseDamaged, path,
                   diag::Argument(std::to_string(actual) + " of " + std::to_string(size) + " bytes are there",
                                  "应有 " + std::to_string(size) + " 字节，实有 " + std::to_string(actual) + " 字节"));
  return std::monostate{};
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& path) {
  std::unique_ptr<SqliteStore> store(new SqliteStore(path.string()));
  if (auto header = check_header(store->path_); !header) return header.error();
  auto connections = SqliteConnections::open(store->path_);
  if (!connections) return connections.error();
  store->connections_ = std::move(*connections);
  if (auto read = store->read_schema(); !read) return read.error();
  return store;
}

Outcome SqliteStore::read_schema() {
  auto id = prepare(connections_->first(), "PRAGMA application_id", path_);
  if (!id) return id.error();
  if (sqlite3_step(id->get()) == SQLITE_ROW)
    made_by_import_ = sqlite3_column_int(id->get(), 0) == import_application_id;
  auto names = prepare(connections_->first(),
                       "SELECT name FROM sqlite_master WHERE type IN ('table','view') AND name NOT LIKE 'sqlite\\_%' "
                       "ESCAPE '\\' ORDER BY name",
                       path_);
  if (!names) return names.error();
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(names->get())) == SQLITE_ROW)
    tables_.push_back({std::string(text_of(names->get(), 0)), {}});
  if (code != SQLITE_DONE) return read_failure(connections_->first(), path_);
  for (StoreTable& table : tables_)
    if (auto read = read_columns(table); !read) return read;
  return std::monostate{};
}

Outcome SqliteStore::read_columns(StoreTable& table) {
  auto columns = prepare(connections_->first(), "PRAGMA table_info(" + sql_name(table.name) + ")", path_);
  if (!columns) return columns.error();
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(columns->get())) == SQLITE_ROW) table.columns.emplace_back(text_of(columns->get(), 1));
  if (code != SQLITE_DONE) return read_failure(connections_->first(), path_);
  return std::monostate{};
}

Result<std::unique_ptr<RowPieces>> SqliteStore::pieces(std::size_t table, std::span<const std::size_t> columns,
                                                       PiecePlan plan) const {
  const auto select = select_rows(connections_->first(), tables_[table], columns, path_);
  if (!select) return select.error();
  // To step through the rows again for each visit would cost more than to keep their cells.
  if (select->root_page != 0 && plan.visits <= 1) {
    auto cuts =
        cut_rowids(connections_->first(), select->root_page, plan.piece_bytes == 0 ? range_bytes : plan.piece_bytes);
    auto statements = prepare_often(cuts.empty() ? 0 : std::min(plan.readers, cuts.size() + 1),
                                    select->rows + " WHERE rowid BETWEEN ?1 AND ?2" + select->order);
    if (!statements.empty())
      return std::unique_ptr<RowPieces>(
          std::make_unique<SqliteRangePieces>(std::move(statements), std::move(cuts), path_));
  }
  auto rows = prepare(connections_->first(), select->rows + select->order, path_);
  if (!rows) return rows.error();
  return std::unique_ptr<RowPieces>(
      std::make_unique<SqliteRowPieces>(std::move(*rows), select->places, select->numbered, path_, plan.piece_bytes));
}

std::vector<Statement> SqliteStore::prepare_often(std::size_t count, const std::string& sql) const {
  std::vector<Statement> statements;
  if (count == 0) return statements;
  for (sqlite3* connection : connections_->of_same_state(count)) {
    auto statement = prepare(connection, sql, path_);
    if (!statement) return {};
    statements.push_back(std::move(*statement));
  }
  return statements;
}

std::unique_ptr<HeldState> SqliteStore::hold_state() const {
  class Held final : public HeldState {
   public:
    explicit Held(SqliteConnections& connections) : connections_(connections) { connections_.hold(); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() override { connections_.let_go(); }

   private:
    SqliteConnections& connections_;
  };
  return std::make_unique<Held>(*connections_);
}

Outcome SqliteStore::verify() const {
  auto check = prepare(connections_->first(), "PRAGMA quick_check(1)", path_);
  if (!check) return check.error();
  const int code = sqlite3_step(check->get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) return read_failure(connections_->first(), path_);
  const std::string verdict = code == SQLITE_ROW ? std::string(text_of(check->get(), 0)) : "ok";
  // The verdict begins with a line that names the database.
  if (verdict != "ok") return failure(Kind::DatabaseDamaged, path_, verdict.substr(verdict.find('\n') + 1));
  return std::monostate{};
}

diag::Argument SqliteStore::place(std::size_t table) const {
  const std::string& name = tables_[table].name;
  return {path_ + " table " + name, path_ + " 表 " + name};
}
diag::Argument SqliteStore::place(std::size_t table, RowNumber number) const {
  const std::string& name = tables_[table].name;
  const std::string row = std::to_string(number);
  return {path_ + " table " + name + " row " + row, path_ + " 表 " + name + " 第 " + row + " 行"};
}

}  // namespace polc::facts
