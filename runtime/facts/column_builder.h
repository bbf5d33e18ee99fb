// SPDX-License-Identifier: Apache-2.0
// Columns of numbers with decimals, and those that are the same in every run.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "compiler/core/core.h"
#include "runtime/facts/columns.h"
#include "runtime/facts/packed_builder.h"

namespace polc::facts {

// Fills a column of numbers one by one; a number with more decimals than all before makes the step finer.
class NumberBuilder {
 public:
  explicit NumberBuilder(const core::Type& type) : type_(type) {}
  // Behind the numbers of a column that is there already: what does not fit beside those does not fit.
  NumberBuilder(const core::Type& type, const NumberColumn& before);

  // mantissa / 10^scale. False, and an absent one is appended, when it does not fit beside those before.
  [[nodiscard]] bool append(std::int64_t mantissa, std::uint8_t scale);
  void append_absent() { values_.append(std::nullopt); }
  // Without those that were there before.
  [[nodiscard]] NumberColumn finish() &&;

 private:
  core::Type type_;
  PackedBuilder values_;
  std::uint8_t scale_ = 0;  // decimals of the mantissas so far
};

// How many decimals, in the unit of the type, the numbers of a column with that step have; no value when it is the step of none.
[[nodiscard]] std::optional<std::uint8_t> decimals_of(const core::Type& type, const value::Rational& step);
// The same numbers by a step that is as fine or finer, when they are known to fit.
[[nodiscard]] NumberColumn with_step(const core::Type& type, const NumberColumn& column, const value::Rational& step);

// Of the keys of an entity themselves: row r has code r.
[[nodiscard]] TextColumn key_column(std::shared_ptr<const Dictionary> keys);
// Without rows.
[[nodiscard]] Column empty_column(const core::Type& type);

}  // namespace polc::facts
