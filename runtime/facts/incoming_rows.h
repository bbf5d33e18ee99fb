// SPDX-License-Identifier: Apache-2.0
// The rows of one relation while they come in, piece after piece in the order of the store, behind rows that are there already.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/column_builder.h"
#include "runtime/facts/columns.h"
#include "runtime/facts/fact_base.h"
#include "runtime/facts/piece_rows.h"

namespace polc::facts {

class IncomingRows {
 public:
  IncomingRows() = default;
  // `is_built` by column; the others will have no values. `before`: the rows that are there already, which outlive this; or
  // none.
  IncomingRows(const core::Relation& relation, std::vector<bool> is_built, const Table* before = nullptr);

  // Tells the findings of the piece, in the order of its rows. `keys` by relation: things that exist by being referred to are
  // added to them.
  void add(PieceRows piece, std::vector<KeyTable>& keys, RowFindings& findings, const FactStore& store,
           std::size_t table);

  [[nodiscard]] Row row_count() const { return row_count_; }
  [[nodiscard]] bool is_built(core::ColumnIndex column) const { return is_built_[column]; }
  [[nodiscard]] const std::vector<bool>& is_built() const { return is_built_; }
  // Takes the values of the column that came in; NoColumn of one that is not built.
  [[nodiscard]] Column finish(core::ColumnIndex column);
  // The values that were there before, with the step of the `finished` column.
  [[nodiscard]] PackedIntegers before(core::ColumnIndex column, const Column& finished) const;

 private:
  struct Incoming {
    std::vector<PackedChunk> chunks;
    std::optional<NumberBuilder> numbers;  // instead, from the first number with decimals on
    std::shared_ptr<Dictionary> texts;
  };
  void add_numbers(PieceRows& piece, RowFindings& findings, const FactStore& store, std::size_t table);
  void begin_decimals(core::ColumnIndex column);
  // Of the column before; null where it had no values.
  template <class Typed>
  [[nodiscard]] const Typed* before_as(core::ColumnIndex column) const;

  const core::Relation* relation_ = nullptr;
  const Table* before_ = nullptr;
  std::vector<bool> is_built_;
  std::vector<Incoming> columns_;
  Row row_count_ = 0;
};

}  // namespace polc::facts
