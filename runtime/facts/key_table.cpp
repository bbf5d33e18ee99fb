// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/key_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "runtime/facts/dictionary_hash.h"
#include "runtime/facts/short_text.h"

namespace polc::facts {

namespace {

constexpr std::size_t least_slots = 16;   // as an empty dictionary has
constexpr std::size_t looked_ahead = 16;  // slots to be asked for before they are needed

// The number that a key is when it is one as they are usually written: no zeros before it.
std::uint32_t number_of(std::string_view key) {
  const std::uint32_t number = short_number(key);
  return number == no_short_number || (key.front() == '0' && key.size() > 1) ? no_short_number : number;
}

std::size_t slots_for(std::size_t keys) { return std::max(std::bit_ceil(2 * keys), least_slots); }

// A dictionary as `intern` would make it key by key, with the slots at their last size from the beginning.
class Collector {
 public:
  Collector(std::size_t most, std::size_t most_bytes) : slots_(slots_for(most), 0) {
    bytes_.reserve(most_bytes);
    begins_.reserve(most + 1);
    hashes_.reserve(most);
  }

  void look_ahead(std::uint64_t hash) const { __builtin_prefetch(slots_.data() + (hash & (slots_.size() - 1)), 1); }
  // False when the key is there already.
  bool add(std::string_view key, std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at] != 0; at = (at + 1) & mask)
      if (const std::size_t code = slots_[at] - 1; hashes_[code] == hash && text(code) == key) return false;
    hashes_.push_back(hash);
    bytes_.insert(bytes_.end(), key.begin(), key.end());
    begins_.push_back(bytes_.size());
    slots_[at] = static_cast<std::uint32_t>(hashes_.size());
    return true;
  }
  [[nodiscard]] std::size_t size() const { return hashes_.size(); }

  [[nodiscard]] Dictionary finish() && {
    if (slots_.size() != slots_for(size())) {
      slots_.assign(slots_for(size()), 0);
      const std::size_t mask = slots_.size() - 1;
      for (std::size_t code = 0; code < size(); ++code) {
        std::size_t at = hashes_[code] & mask;
        while (slots_[at] != 0) at = (at + 1) & mask;
        slots_[at] = static_cast<std::uint32_t>(code) + 1;
      }
    }
    bytes_.shrink_to_fit();
    begins_.shrink_to_fit();
    return Dictionary(Dictionary::Arrays{std::move(bytes_), std::move(begins_), std::move(slots_)});
  }

 private:
  [[nodiscard]] std::string_view text(std::size_t code) const {
    return {bytes_.data() + begins_[code], begins_[code + 1] - begins_[code]};
  }

  value::UnwrittenVector<char> bytes_;
  value::UnwrittenVector<std::uint64_t> begins_ = {0};
  value::UnwrittenVector<std::uint32_t> slots_;
  value::UnwrittenVector<std::uint64_t> hashes_;
};

}  // namespace

void PieceKeysBuilder::add(std::string_view key, RowNumber number) {
  bytes_.insert(bytes_.end(), key.begin(), key.end());
  ends_.push_back(bytes_.size());
  hashes_.push_back(dictionary_hash(key));
  numbers_.push_back(number);
}

PieceKeys PieceKeysBuilder::take() {
  const auto kept = [&]<class T>(std::vector<T>& values) {
    std::byte* room = nullptr;
    const SharedArray<std::byte> bytes = room_.take(values.size() * sizeof(T), room);
    if (!values.empty()) std::memcpy(room, values.data(), bytes.size());
    SharedArray<T> array(bytes.owner(), {reinterpret_cast<const T*>(room), values.size()});
    values.clear();
    return array;
  };
  PieceKeys keys;
  keys.bytes_ = kept(bytes_);
  keys.ends_ = kept(ends_);
  keys.hashes_ = kept(hashes_);
  keys.numbers_ = kept(numbers_);
  return keys;
}

void KeyTable::begin_with(const Dictionary& keys, bool were_made) {
  made_by_reference_ = were_made;
  before_ = keys.size();
  keys_ = std::make_shared<Dictionary>(keys.copy());
}

void KeyTable::collect(std::vector<std::vector<PieceKeys>> pieces) {
  if (made_by_reference_ && before_ > 0) {
    made_before_ = std::exchange(keys_, nullptr);
    before_ = 0;
  }
  made_by_reference_ = false;
  if (before_ > 0)
    add_behind(pieces);
  else
    begin_anew(std::move(pieces));
}

void KeyTable::add_behind(const std::vector<std::vector<PieceKeys>>& pieces) {
  for (const auto& table : pieces) {
    begins_of_tables_.push_back(numbers_.size());
    for (const PieceKeys& piece : table)
      for (std::size_t at = 0; at < piece.size(); ++at)
        if (const std::int32_t known = keys_->size(); keys_->intern(piece.key(at)) == known)
          numbers_.push_back(piece.number(at));
  }
  begins_of_tables_.push_back(numbers_.size());
}

void KeyTable::begin_anew(std::vector<std::vector<PieceKeys>> pieces) {
  std::size_t most = 0, most_bytes = 0;
  for (const auto& table : pieces) {
    for (const PieceKeys& piece : table) {
      most += piece.size();
      most_bytes += piece.bytes();
    }
  }
  Collector collector(most, most_bytes);
  numbers_.reserve(most);
  for (auto& table : pieces) {
    begins_of_tables_.push_back(numbers_.size());
    for (PieceKeys& piece : table) {
      for (std::size_t at = 0; at < piece.size(); ++at) {
        if (at + looked_ahead < piece.size()) collector.look_ahead(piece.hash(at + looked_ahead));
        if (collector.add(piece.key(at), piece.hash(at))) numbers_.push_back(piece.number(at));
      }
      piece = {};
    }
  }
  begins_of_tables_.push_back(numbers_.size());
  keys_ = std::make_shared<Dictionary>(std::move(collector).finish());
  number_directly();
}

void KeyTable::number_directly() {
  const auto count = static_cast<std::size_t>(keys_->size());
  const std::size_t most_numbers = std::min<std::size_t>(4 * count + 1024, no_place);
  value::UnwrittenVector<std::int32_t> rows;
  rows.reserve(count + 1);
  for (std::size_t row = 0; row < count; ++row) {
    const std::uint32_t number = number_of(keys_->text(static_cast<std::int32_t>(row)));
    if (number >= most_numbers) return;
    if (number >= rows.size()) {
      const std::size_t larger = std::min(2 * rows.size(), most_numbers);
      rows.resize(std::max(number + std::size_t{1}, larger), absent_code);
    }
    rows[number] = static_cast<std::int32_t>(row);
  }
  row_of_number_ = std::move(rows);
}

std::int32_t KeyTable::make(std::string_view key) {
  const std::int32_t code = keys_->intern(key);
  if (before_ == 0) return code;
  const auto at = static_cast<std::size_t>(code);
  if (at >= is_referred_to_.size()) is_referred_to_.resize(2 * at + 1);
  if (!is_referred_to_[at]) first_references_.push_back({stage_, code});
  is_referred_to_[at] = true;
  return code;
}

std::uint32_t KeyTable::place_of(std::string_view key) const {
  const std::uint32_t number = number_of(key);
  return number < row_of_number_.size() ? number : no_place;
}

std::int32_t KeyTable::row_of(std::string_view key) const {
  if (!has_places()) return keys_->find(key).value_or(absent_code);
  const std::uint32_t place = place_of(key);
  return place == no_place ? absent_code : row_at(place);
}

}  // namespace polc::facts
