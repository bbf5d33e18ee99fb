// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_pieces.h"

#include <optional>
#include <utility>

#include "runtime/facts/sqlite_cell.h"

namespace polc::facts {

namespace {

constexpr std::size_t usual_database_piece = std::size_t{1} << 18;

class SqliteRowPiece final : public RowPiece {
 public:
  explicit SqliteRowPiece(std::span<const int> places) : places_(places), columns_(places.size()) {}

  void clear() {
    numbers_.clear();
    cells_.clear();
    text_.clear();
    failed_.reset();
  }
  void add(sqlite3_stmt* statement, RowNumber number) {
    numbers_.push_back(number);
    for (const int place : places_) {
      const Cell cell = cell_of(sqlite3_column_value(statement, place));
      StoredCell& stored = cells_.emplace_back(StoredCell{cell.kind, cell.text.size(), cell.integer});
      if (cell.kind != Cell::Kind::Text) continue;
      stored.value = static_cast<std::int64_t>(text_.size());
      text_.insert(text_.end(), cell.text.begin(), cell.text.end());
    }
  }
  void fail(Failure failed) { failed_ = std::move(failed); }
  [[nodiscard]] std::size_t bytes() const {
    return text_.size() + numbers_.size() * (sizeof(RowNumber) + columns_ * sizeof(StoredCell));
  }

  Outcome visit(std::span<const std::size_t> places, RowVisitor& visitor) override {
    std::vector<Cell> cells(places.size());
    for (std::size_t row = 0; row < numbers_.size(); ++row) {
      for (std::size_t at = 0; at < places.size(); ++at) cells[at] = cell(cells_[row * columns_ + places[at]]);
      visitor.row(numbers_[row], cells);
    }
    if (failed_) return *failed_;
    return std::monostate{};
  }

 private:
  struct StoredCell {
    Cell::Kind kind = Cell::Kind::Absent;
    std::size_t size = 0;    // of a text
    std::int64_t value = 0;  // an integer, or where in text_ a text begins
  };
  [[nodiscard]] Cell cell(const StoredCell& stored) const {
    if (stored.kind != Cell::Kind::Text) return {stored.kind, stored.value, {}};
    return {stored.kind, 0, {text_.data() + stored.value, stored.size}};
  }

  std::span<const int> places_;  // as the pieces have them
  std::size_t columns_;
  std::vector<RowNumber> numbers_;
  std::vector<StoredCell> cells_;
  std::vector<char> text_;
  std::optional<Failure> failed_;
};

}  // namespace

SqliteRowPieces::SqliteRowPieces(Statement statement, std::vector<int> places, bool numbered, std::string path,
                                 std::size_t piece_bytes)
    : statement_(std::move(statement)),
      places_(std::move(places)),
      numbered_(numbered),
      path_(std::move(path)),
      piece_bytes_(piece_bytes == 0 ? usual_database_piece : piece_bytes) {}

std::unique_ptr<RowPiece> SqliteRowPieces::take(std::unique_ptr<RowPiece> used) {
  if (at_end_) return nullptr;
  if (used == nullptr) used = std::make_unique<SqliteRowPiece>(places_);
  auto& piece = static_cast<SqliteRowPiece&>(*used);
  piece.clear();
  while (piece.bytes() < piece_bytes_) {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW) {
      if (code != SQLITE_DONE) piece.fail(read_failure(sqlite3_db_handle(statement_.get()), path_));
      at_end_ = true;
      break;
    }
    ++count_;
    piece.add(statement_.get(), numbered_ ? sqlite3_column_int64(statement_.get(), 0) : count_);
  }
  return used;
}

}  // namespace polc::facts
