// SPDX-License-Identifier: Apache-2.0
// The one interface to facts at rest: tables with named columns, and their rows as untyped cells. Stores know nothing of
// vocabularies; bind.h says which table holds what. Opened for reading only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/failure.h"

namespace polc::facts {

struct Cell {
  enum class Kind : std::uint8_t { Absent, Integer, Text } kind = Kind::Absent;
  std::int64_t integer = 0;
  std::string_view text;  // valid until the visitor returns
};

struct StoreTable {
  std::string name;
  std::vector<std::string> columns;
};

// A row by the number that `place` understands: the line of a CSV file, the rowid of a database table.
using RowNumber = std::int64_t;

class RowVisitor {
 public:
  virtual ~RowVisitor() = default;
  // The cells of the columns asked for, in the order asked.
  virtual void row(RowNumber number, std::span<const Cell> cells) = 0;
  // A row that the store itself cannot make cells of; the arguments of the kind without the place, which comes first.
  virtual void bad_row(RowNumber number, diag::Kind kind, std::vector<diag::Argument> arguments) = 0;
};

// A run of rows of one table, read from the store and on its own from then on.
class RowPiece {
 public:
  virtual ~RowPiece() = default;
  // Calls the visitor for every row, with the cells of the columns asked for: `places` among the columns of the pieces. May be
  // called again. A failure comes after the rows before it; then the table has no further ones.
  virtual Outcome visit(std::span<const std::size_t> places, RowVisitor& visitor) = 0;
};
// The rows of one table in pieces, in their order.
class RowPieces {
 public:
  virtual ~RowPieces() = default;
  // The next piece, or none at the end; by one thread at a time. The memory of `used`, if it is one of these, is used again.
  [[nodiscard]] virtual std::unique_ptr<RowPiece> take(std::unique_ptr<RowPiece> used) = 0;
};

// What is read through the store is of one state of it while this is there, from the first reading on.
class HeldState {
 public:
  virtual ~HeldState() = default;
};

struct PiecePlan {
  std::size_t piece_bytes = 0;  // about so much in a piece; 0: as suits the store
  std::size_t readers = 1;      // so many threads visit pieces at once
  std::size_t visits = 1;       // of each piece
};

class FactStore {
 public:
  virtual ~FactStore() = default;
  [[nodiscard]] virtual const std::string& path() const = 0;
  [[nodiscard]] virtual const std::vector<StoreTable>& tables() const = 0;
  // Every row of the table, `columns` by their places in StoreTable::columns. They outlive neither the store nor a state that was
  // held when they were asked for.
  [[nodiscard]] virtual Result<std::unique_ptr<RowPieces>> pieces(std::size_t table,
                                                                  std::span<const std::size_t> columns,
                                                                  PiecePlan plan) const = 0;
  // The same one after the other.
  Outcome scan(std::size_t table, std::span<const std::size_t> columns, RowVisitor& visitor) const;
  // Null where the store cannot see to that: files.
  [[nodiscard]] virtual std::unique_ptr<HeldState> hold_state() const { return nullptr; }
  // Where a table or row stands, as words for a message: `case.csv line 17`, `facts.db table case row 17`.
  [[nodiscard]] virtual diag::Argument place(std::size_t table) const = 0;
  [[nodiscard]] virtual diag::Argument place(std::size_t table, RowNumber number) const = 0;
  // Looks for damage that a scan need not meet.
  virtual Outcome verify() const = 0;
  // Made by import: the names are those of the vocabulary, and a facts.map beside it is meant for something else.
  [[nodiscard]] virtual bool made_by_import() const = 0;
};

// A directory of CSV files, one CSV file (.csv, .csv.gz), or else an SQLite database.
[[nodiscard]] Result<std::unique_ptr<FactStore>> open_store(const std::filesystem::path& path);

}  // namespace polc::facts
