// SPDX-License-Identifier: Apache-2.0
// The keys of an entity while facts are read: those of facts that are there already, then those collected from its tables piece
// by piece, then looked up by all that refers to it. Looking up changes nothing, so that several threads may.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "runtime/facts/chunk_room.h"
#include "runtime/facts/columns.h"
#include "runtime/facts/dictionary.h"
#include "runtime/facts/fact_store.h"
#include "runtime/facts/shared_array.h"
#include "runtime/value/unwritten_vector.h"

namespace polc::facts {

// Keys in the order of their rows.
class PieceKeys {
 public:
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
  [[nodiscard]] std::string_view key(std::size_t at) const {
    const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
    return {bytes_.data() + begin, ends_[at] - begin};
  }
  [[nodiscard]] std::uint64_t hash(std::size_t at) const { return hashes_[at]; }
  [[nodiscard]] RowNumber number(std::size_t at) const { return numbers_[at]; }

 private:
  friend class PieceKeysBuilder;
  SharedArray<char> bytes_;
  SharedArray<std::size_t> ends_;
  SharedArray<std::uint64_t> hashes_;
  SharedArray<RowNumber> numbers_;
};

// Makes those of one piece after the other.
class PieceKeysBuilder {
 public:
  void add(std::string_view key, RowNumber number);
  // Those since the last time.
  [[nodiscard]] PieceKeys take();

 private:
  ChunkRoom room_;
  std::vector<char> bytes_;
  std::vector<std::size_t> ends_;
  std::vector<std::uint64_t> hashes_;
  std::vector<RowNumber> numbers_;
};

class KeyTable {
 public:
  // Without a table of its own, things exist by being referred to.
  [[nodiscard]] bool made_by_reference() const { return made_by_reference_; }

  // First of all: the things that are there already, row r with code r. `were_made`: no table held them.
  void begin_with(const Dictionary& keys, bool were_made);
  // From now on there are those things that tables hold, behind those that tables held before. `pieces` by table and in their
  // order.
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
    if (row < before_) return false;
    const auto at = static_cast<std::size_t>(row - before_);
    return numbers_[at] == number && begins_of_tables_[table] <= at && at < begins_of_tables_[table + 1];
  }
  // Forgets what only `is_from` needs.
  void forget_rows() { numbers_ = {}; }

  // Of things that are made by reference: a new row if need be.
  std::int32_t make(std::string_view key);
  // Where everything stands that refers to things from now on, in the order in which facts are read.
  void stand_at(std::size_t stage) { stage_ = stage; }

  [[nodiscard]] const std::shared_ptr<Dictionary>& keys() const { return keys_; }
  // How many of them were there before.
  [[nodiscard]] std::int32_t before() const { return before_; }
  // Things that were made by reference before there was a table of them: what their codes were. Null: there are none.
  [[nodiscard]] const std::shared_ptr<const Dictionary>& made_before() const { return made_before_; }
  // Where a thing that is made by reference is first referred to by what has been read, in the order of reading. Only where
  // there were some before.
  struct FirstReference {
    std::size_t stage = 0;
    std::int32_t code = 0;
  };
  [[nodiscard]] const std::vector<FirstReference>& first_references() const { return first_references_; }

 private:
  void add_behind(const std::vector<std::vector<PieceKeys>>& pieces);
  void begin_anew(std::vector<std::vector<PieceKeys>> pieces);
  void number_directly();

  bool made_by_reference_ = true;
  std::shared_ptr<Dictionary> keys_ = std::make_shared<Dictionary>();
  std::int32_t before_ = 0;
  std::shared_ptr<const Dictionary> made_before_;
  std::size_t stage_ = 0;
  std::vector<FirstReference> first_references_;
  std::vector<bool> is_referred_to_;  // by code
  // Of the rows that are not from before.
  value::UnwrittenVector<RowNumber> numbers_;  // of the row of the table that it is from
  std::vector<std::size_t> begins_of_tables_;  // the first row from each table, and one more
  // Where all keys are whole numbers as they are usually written, and few numbers between them are none: the row by number.
  value::UnwrittenVector<std::int32_t> row_of_number_;
};

}  // namespace polc::facts
