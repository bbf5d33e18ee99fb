// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_range_pieces.h"

#include <limits>
#include <utility>

#include "runtime/facts/sqlite_cell.h"
#include "runtime/value/check_macro.h"

namespace polc::facts {

class SqliteRangePiece final : public RowPiece {
 public:
  explicit SqliteRangePiece(SqliteRangePieces& pieces) : pieces_(pieces) {}

  void stand_at(std::int64_t first, std::int64_t last) {
    first_ = first;
    last_ = last;
  }
  Outcome visit(std::span<const std::size_t> places, RowVisitor& visitor) override {
    Statement statement = pieces_.borrow();
    sqlite3_stmt* const rows = statement.get();
    sqlite3_bind_int64(rows, 1, first_);
    sqlite3_bind_int64(rows, 2, last_);
    cells_.resize(places.size());
    Outcome outcome = std::monostate{};
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
      for (std::size_t at = 0; at < places.size(); ++at)
        cells_[at] = cell_of(sqlite3_column_value(rows, static_cast<int>(places[at]) + 1));
      visitor.row(sqlite3_column_int64(rows, 0), cells_);
    }
    if (code != SQLITE_DONE) outcome = read_failure(sqlite3_db_handle(rows), pieces_.path_);
    sqlite3_reset(rows);
    pieces_.give_back(std::move(statement));
    return outcome;
  }

 private:
  SqliteRangePieces& pieces_;
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;
  std::vector<Cell> cells_;
};

SqliteRangePieces::SqliteRangePieces(std::vector<Statement> statements, std::vector<std::int64_t> cuts,
                                     std::string path)
    : statements_(std::move(statements)), cuts_(std::move(cuts)), path_(std::move(path)) {}

std::unique_ptr<RowPiece> SqliteRangePieces::take(std::unique_ptr<RowPiece> used) {
  if (next_ > cuts_.size()) return nullptr;
  if (used == nullptr) used = std::make_unique<SqliteRangePiece>(*this);
  using Rowids = std::numeric_limits<std::int64_t>;
  static_cast<SqliteRangePiece&>(*used).stand_at(next_ == 0 ? Rowids::min() : cuts_[next_ - 1] + 1,
                                                 next_ == cuts_.size() ? Rowids::max() : cuts_[next_]);
  ++next_;
  return used;
}

Statement SqliteRangePieces::borrow() {
  const std::lock_guard lock(mutex_);
  POLC_CHECK(!statements_.empty(), "more pieces of a table are visited at once than was said");
  Statement statement = std::move(statements_.back());
  statements_.pop_back();
  return statement;
}

void SqliteRangePieces::give_back(Statement statement) {
  const std::lock_guard lock(mutex_);
  statements_.push_back(std::move(statement));
}

}  // namespace polc::facts
