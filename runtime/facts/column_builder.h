// SPDX-License-Identifier: Apache-2.0
// Fills one column of facts value by value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "compiler/core/core.h"
#include "runtime/facts/cell.h"
#include "runtime/facts/columns.h"
#include "runtime/facts/packed_builder.h"

namespace polc::facts {

// The keys of an entity while facts are being read. Without a table of its own, things exist by being referred to.
struct KeyTable {
  std::shared_ptr<Dictionary> keys = std::make_shared<Dictionary>();
  bool made_by_reference = false;

  // The row of the key; absent_code when there is no such thing.
  [[nodiscard]] std::int32_t row_of(std::string_view key) const {
    if (made_by_reference) return keys->intern(key);
    return keys->find(key).value_or(absent_code);
  }
};

enum class Appended : std::uint8_t { Ok, Dangling, DoesNotFit };

class ColumnBuilder {
 public:
  // `target` for references only; it outlives the builder.
  ColumnBuilder(const core::Type& type, const KeyTable* target);

  // A value that dangles or does not fit is appended as absent.
  Appended append(const Parsed& value);
  void append_absent() { append(Parsed{}); }
  // The values in the order in which they came.
  [[nodiscard]] Column finish() &&;

 private:
  Appended append_number(const Parsed& value);
  Appended append_reference(std::string_view key);

  core::Type type_;
  const KeyTable* target_;
  PackedBuilder values_;
  std::shared_ptr<Dictionary> texts_;
  std::uint8_t scale_ = 0;  // decimals of the mantissas so far
  std::string last_key_;    // neighbouring rows often refer to the same thing
  std::int32_t last_row_ = absent_code;
};

// Of the keys of an entity themselves: row r has code r.
[[nodiscard]] TextColumn key_column(std::shared_ptr<const Dictionary> keys);
// Without rows.
[[nodiscard]] Column empty_column(const core::Type& type);

}  // namespace polc::facts
