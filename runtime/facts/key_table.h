// SPDX-License-Identifier: Apache-2.0
// The keys of an entity while facts are read: first collected from its tables piece by piece, then looked up by all that refers
// to it. Looking up changes nothing, so that several threads may.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "runtime/facts/columns.h"
#include "runtime/facts/dictionary.h"
#include "runtime/facts/fact_store.h"

namespace polc::facts {

// Keys in the order of their rows.
class PieceKeys {
 public:
  void add(std::string_view key, RowNumber number);
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }
  [[nodiscard]] std::string_view key(std::size_t at) const {
    const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
    return {bytes_.data() + begin, ends_[at] - begin};
  }
  [[nodiscard]] std::uint64_t hash(std::size_t at) const { return hashes_[at]; }
  [[nodiscard]] RowNumber number(std::size_t at) const { return numbers_[at]; }

 private:
  std::vector<char> bytes_;
  std::vector<std::size_t> ends_;
  std::vector<std::uint64_t> hashes_;
  std::vector<RowNumber> numbers_;
};

class KeyTable {
 public:
  // Without a table of its own, things exist by being referred to.
  [[nodiscard]] bool made_by_reference() const { return made_by_reference_; }

  // From now on there are those things that tables hold. `pieces` by table and in their order.
  void collect(std::vector<std::vector<PieceKeys>> pieces);
  // The row of the key; absent_code when there is no such thing.
  [[nodiscard]] std::int32_t row_of(std::string_view key) const;
  // The same in two steps, so that many keys are looked up at once: first the place where a row is kept, no_place when there is
  // no such thing for certain; then the row, or absent_code. Only where `has_places`.
  static constexpr std::uint32_t no_place = 0xffffffff;
  [[nodiscard]] bool has_places() const { return !row_of_number_.empty(); }
  [[nodiscard]] std::uint32_t place_of(std::string_view key) const;
  [[nodiscard]] std::int32_t row_at(std::uint32_t place) const { return row_of_number_[place]; }
  // Whether the thing of that row has its key from this row of the `table`th table: any other row is a second one.
  [[nodiscard]] bool is_from(std::int32_t row, std::size_t table, RowNumber number) const {
    const auto at = static_cast<std::size_t>(row);
    return numbers_[at] == number && begins_of_tables_[table] <= at && at < begins_of_tables_[table + 1];
  }
  // Forgets what only `is_from` needs.
  void forget_rows() { numbers_ = {}; }

  // Of things that are made by reference: a new row if need be.
  std::int32_t make(std::string_view key) { return keys_->intern(key); }

  [[nodiscard]] const std::shared_ptr<Dictionary>& keys() const { return keys_; }

 private:
  void number_directly();

  bool made_by_reference_ = true;
  std::shared_ptr<Dictionary> keys_ = std::make_shared<Dictionary>();
  std::vector<RowNumber> numbers_;             // by row: of the row of the table that it is from
  std::vector<std::size_t> begins_of_tables_;  // the first row from each table, and one more
  // Where all keys are whole numbers as they are usually written, and few numbers between them are none: the row by number.
  std::vector<std::int32_t> row_of_number_;
};

}  // namespace polc::facts
