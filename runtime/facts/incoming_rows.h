// SPDX-License-Identifier: Apache-2.0
// The rows of one relation while they come in, piece after piece in the order of the store.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/column_builder.h"
#include "runtime/facts/columns.h"
#include "runtime/facts/piece_rows.h"

namespace polc::facts {

class IncomingRows {
 public:
  IncomingRows() = default;
  // `is_built` by column; the others will have no values.
  IncomingRows(const core::Relation& relation, std::vector<bool> is_built);

  // Tells the findings of the piece, in the order of its rows. `keys` by relation: things that exist by being referred to are
  // added to them.
  void add(PieceRows piece, std::vector<KeyTable>& keys, RowFindings& findings, const FactStore& store,
           std::size_t table);

  [[nodiscard]] Row row_count() const { return row_count_; }
  [[nodiscard]] bool is_built(core::ColumnIndex column) const { return is_built_[column]; }
  [[nodiscard]] const std::vector<bool>& is_built() const { return is_built_; }
  // Takes the values of the column; NoColumn of one that is not built.
  [[nodiscard]] Column finish(core::ColumnIndex column);

 private:
  struct Incoming {
    std::vector<PackedChunk> chunks;
    std::optional<NumberBuilder> numbers;  // instead, from the first number with decimals on
    std::shared_ptr<Dictionary> texts;
  };
  void add_numbers(PieceRows& piece, RowFindings& findings, const FactStore& store, std::size_t table);
  void begin_decimals(core::ColumnIndex column);

  const core::Relation* relation_ = nullptr;
  std::vector<bool> is_built_;
  std::vector<Incoming> columns_;
  Row row_count_ = 0;
};

}  // namespace polc::facts
