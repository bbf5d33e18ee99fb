// SPDX-License-Identifier: Apache-2.0
// The rows of one relation that a piece of a table holds, as packed columns. Made of the piece alone and of the keys of things
// that have tables, so that pieces can be read in any order, several at once; what depends on the rows before them (codes of
// texts, things that exist by being referred to, decimals) is put right when they are added to the others (incoming_rows.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/bind.h"
#include "runtime/facts/dictionary.h"
#include "runtime/facts/key_table.h"
#include "runtime/facts/packed_chunks.h"
#include "runtime/facts/row_reader.h"
#include "runtime/facts/table_findings.h"

namespace polc::facts {

struct PieceColumn {
  PackedChunk values;                 // as the column in memory has them, but for codes and decimals
  std::vector<std::uint8_t> scales;   // of numbers: decimals of each mantissa; empty: none has any
  std::unique_ptr<Dictionary> texts;  // of texts: those of the piece
};
struct PieceRows {
  explicit PieceRows(std::uint64_t shown) : findings(shown) {}

  [[nodiscard]] RowNumber number(Row row) const { return numbers[row].value_or(no_integer); }

  Row row_count = 0;
  std::vector<PieceColumn> columns;  // as core::Relation::columns; those that no table holds are empty
  // Of things that exist by being referred to, those of the piece: codes of the references to them.
  std::vector<std::pair<core::RelationId, std::unique_ptr<Dictionary>>> made;
  PackedIntegers numbers;  // of the rows in the store, when they are kept or may be needed for findings
  KeptFindings findings;
};

// What a table is read for.
struct PieceTask {
  const core::Program& program;
  core::RelationId relation;
  const TableSource& source;
  std::size_t source_number;          // among the tables of the relation
  const std::vector<KeyTable>& keys;  // by relation
  std::vector<bool> is_built;         // by column: some table of the relation has it
  AbsentValues absent = AbsentValues::Accept;
  bool keep_numbers = false;
  std::uint64_t shown = 0;  // findings of a kind
  std::string before = {};  // what holds the things that were there before, as the user knows it
};

class PieceReader {
 public:
  // `task` outlives the reader.
  explicit PieceReader(const PieceTask& task);
  PieceReader(const PieceReader&) = delete;
  PieceReader& operator=(const PieceReader&) = delete;

  // `store_columns`: those of the pieces, by their places in the table of the store.
  void find_columns(std::span<const std::size_t> store_columns);
  // After a failure the rows are those before it.
  [[nodiscard]] std::pair<PieceRows, Outcome> read(RowPiece& piece);

  // The columns of the store's table that it needs.
  [[nodiscard]] const std::vector<std::size_t>& store_columns() const { return reader_.store_columns(); }

 private:
  struct Building {
    core::ColumnIndex column = 0;
    core::TypeKind kind = core::TypeKind::Text;
    core::RelationId target;
    const KeyTable* keys = nullptr;  // of a reference to things that have tables
    std::vector<std::int64_t> values;
    std::vector<std::uint8_t> scales;
    std::unique_ptr<Dictionary> texts;
  };
  [[nodiscard]] Outcome try_reading(RowPiece& piece, bool postponed);
  void look_up_places();
  void add(RowNumber number, std::span<const Parsed> values);
  [[nodiscard]] bool is_kept(RowNumber number, std::span<const Parsed> values);
  void dangling(core::ColumnIndex column, RowNumber number, std::string_view key);
  void append(Building& to, const Parsed& value, RowNumber number);
  [[nodiscard]] std::int64_t append_number(Building& to, const Parsed& value);
  [[nodiscard]] Dictionary& made(core::RelationId target);

  const PieceTask& task_;
  const core::Relation& relation_;
  core::ColumnIndex subject_ = 0;  // of an entity its key
  // References are taken to be good: their places are kept, and looked up all at once behind the last row.
  bool postponed_ = false;
  bool is_dangling_ = false;                // one of these is not, so that the piece must be read again
  std::int32_t subject_row_ = absent_code;  // of the row at hand, when its subject has a table
  std::vector<Building> building_;
  bool keeps_numbers_;
  std::vector<RowNumber> numbers_;
  ChunkRoom room_;
  std::optional<PieceRows> rows_;
  KeptFindings findings_;
  RowReader reader_;
  std::vector<std::size_t> places_;
};

// A key as it is compared: as text, whatever it is declared as.
[[nodiscard]] std::string key_text(const core::Column& column, const Parsed& key);

}  // namespace polc::facts
