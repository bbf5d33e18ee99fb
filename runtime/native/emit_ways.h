// SPDX-License-Identifier: Apache-2.0
// References followed and columns read, for one row, as instructions. Nothing is read out of bounds: where a way breaks off, row 0
// is read in its place and what it says is not used; of a table without rows nothing is read. For the files of this folder alone.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <cstdint>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/condition_code.h"

namespace polc::native {

// What one function is made with: instructions for each row, and before the first of them those that are the same for all.
struct Emission {
  const core::Program& program;
  const plan::Plan& plan;
  vector::FixedFacts& facts;
  llvm::IRBuilder<>& each;  // at the end of the block that is being written
  llvm::IRBuilder<>& once;
  llvm::Value* inputs;                          // NodeInput of each node and time
  llvm::Value* does_not_fit = nullptr;          // a byte, 1 as soon as a time does not fit
  llvm::Value* row = nullptr;                   // of the domain
  std::vector<vector::ColumnView> own_columns;  // read at that row
};

[[nodiscard]] constexpr std::uint8_t byte(value::Truth truth) { return static_cast<std::uint8_t>(truth); }
// Of one value.
[[nodiscard]] std::uint64_t bytes_of(vector::Width width);

// The end of a way.
struct Reached {
  llvm::Value* row = nullptr;      // i32; any where `is_none`
  llvm::Value* is_none = nullptr;  // i1; nullptr: there is always one
  bool is_nowhere = false;         // there never is one, and no row
};

[[nodiscard]] Reached follow(Emission& to, Reached from, core::RelationId relation, core::ColumnIndex reference);
[[nodiscard]] Reached follow(Emission& to, llvm::Value* row, core::RelationId domain, const plan::Way& way);

// What a column has at a row that is there or not.
struct Stored {
  bool is_never = false;             // no row has a value
  llvm::Value* offset = nullptr;     // as wide as the column
  llvm::Value* is_absent = nullptr;  // i1: no row or no value; nullptr: there is always one
  vector::ColumnView view;
};
[[nodiscard]] Stored read(Emission& to, const Reached& from, core::RelationId relation, core::ColumnIndex column);
// A byte of an array by row, `missing` where there is no row.
[[nodiscard]] llvm::Value* read_table(Emission& to, const Reached& from, llvm::Value* table, std::uint8_t missing);

// A part of the input that is the same for all rows.
[[nodiscard]] llvm::Value* input_table(Emission& to, std::size_t at);
[[nodiscard]] llvm::Value* input_least(Emission& to, std::size_t at);
[[nodiscard]] llvm::Value* input_span(Emission& to, std::size_t at);
[[nodiscard]] llvm::Value* input_inside(Emission& to, std::size_t at);
[[nodiscard]] llvm::Value* input_outside(Emission& to, std::size_t at);

// Both i1; nullptr: false.
[[nodiscard]] llvm::Value* either(Emission& to, llvm::Value* left, llvm::Value* right);

}  // namespace polc::native
