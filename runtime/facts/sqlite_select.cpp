// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_select.h"

#include <numeric>
#include <optional>

namespace polc::facts {

namespace {

class Selecting {
 public:
  Selecting(sqlite3* connection, const StoreTable& table, const std::string& path)
      : connection_(connection), table_(table), path_(path) {}

  Result<RowSelect> select(std::span<const std::size_t> columns) {
    const auto root_page = find_table();
    if (!root_page) return root_page.error();
    const auto hidden = hides_rowid();
    if (!hidden) return hidden.error();
    if (*root_page && !*hidden) {
      const auto rowid = prepare(connection_, query("rowid", {}), path_);
      if (!rowid && sqlite3_errcode(connection_) != SQLITE_ERROR) return rowid.error();
      if (rowid)
        return RowSelect{query("rowid", columns), " ORDER BY rowid", counted(columns.size()), **root_page, true};
      const auto order = order_of_key();
      if (!order) return order.error();
      if (!order->empty()) return RowSelect{query("0", columns), *order, counted(columns.size()), 0, false};
    }
    // The same query whatever is asked for comes in the same order.
    std::vector<std::size_t> all(table_.columns.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    std::vector<int> places;
    for (const std::size_t column : columns) places.push_back(static_cast<int>(column) + 1);
    return RowSelect{query("0", all), {}, std::move(places), 0, false};
  }

 private:
  [[nodiscard]] std::string query(std::string text, std::span<const std::size_t> columns) const {
    for (const std::size_t column : columns) text += ", " + sql_name(table_.columns[column]);
    return "SELECT " + text + " FROM " + sql_name(table_.name);
  }
  static std::vector<int> counted(std::size_t columns) {
    std::vector<int> places(columns);
    std::iota(places.begin(), places.end(), 1);
    return places;
  }
  // Calls `row` for the rows of the query until one is the last that it needs.
  template <class OnRow>
  Outcome each(const std::string& sql, OnRow row) {
    auto statement = prepare(connection_, sql, path_);
    if (!statement) return statement.error();
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement->get())) == SQLITE_ROW)
      if (!row(statement->get())) return std::monostate{};
    if (code != SQLITE_DONE) return read_failure(connection_, path_);
    return std::monostate{};
  }

  // Its root page, 0 of a virtual table; nothing for a view.
  Result<std::optional<std::uint32_t>> find_table() {
    auto found = prepare(connection_, "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?1", path_);
    if (!found) return found.error();
    sqlite3_bind_text(found->get(), 1, table_.name.data(), static_cast<int>(table_.name.size()), SQLITE_STATIC);
    const int code = sqlite3_step(found->get());
    if (code == SQLITE_DONE) return std::optional<std::uint32_t>();
    if (code != SQLITE_ROW) return read_failure(connection_, path_);
    return std::optional(static_cast<std::uint32_t>(sqlite3_column_int64(found->get(), 0)));
  }
  // A column of that name, shown or not, may hold anything, the same for many rows.
  Result<bool> hides_rowid() {
    bool hidden = false;
    const auto done = each("PRAGMA table_xinfo(" + sql_name(table_.name) + ")", [&](sqlite3_stmt* row) {
      return !(hidden = sqlite3_stricmp(std::string(text_of(row, 1)).c_str(), "rowid") == 0);
    });
    if (!done) return done.error();
    return hidden;
  }
  Result<std::string> order_of_key() {
    std::string index;
    auto done = each("PRAGMA index_list(" + sql_name(table_.name) + ")", [&](sqlite3_stmt* row) {
      if (text_of(row, 3) != "pk") return true;
      index = text_of(row, 1);
      return false;
    });
    if (!done) return done.error();
    std::string order;
    if (index.empty()) return order;
    done = each("PRAGMA index_xinfo(" + sql_name(index) + ")", [&](sqlite3_stmt* row) {
      if (sqlite3_column_int(row, 5) == 0) return true;
      order += (order.empty() ? " ORDER BY " : ", ") + sql_name(text_of(row, 2)) + " COLLATE " +
               sql_name(text_of(row, 4)) + (sqlite3_column_int(row, 3) != 0 ? " DESC" : "");
      return true;
    });
    if (!done) return done.error();
    return order;
  }

  sqlite3* connection_;
  const StoreTable& table_;
  const std::string& path_;
};

}  // namespace

Result<RowSelect> select_rows(sqlite3* connection, const StoreTable& table, std::span<const std::size_t> columns,
                              const std::string& path) {
  return Selecting(connection, table, path).select(columns);
}

}  // namespace polc::facts
