// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/dictionary.h"

#include <bit>
#include <type_traits>

#include "runtime/facts/dictionary_hash.h"
#include "runtime/value/check_macro.h"

namespace polc::facts {

Dictionary::Dictionary() : own_(Own{}) { look_at_own(); }

Dictionary::Dictionary(Arrays arrays)
    : whole_(std::move(arrays)),
      bytes_(whole_.bytes.span()),
      begins_(whole_.begins.span()),
      slots_(whole_.slots.span()) {}

Dictionary Dictionary::copy() const {
  return Dictionary(own_ ? Arrays{own_->bytes, own_->begins, own_->slots} : whole_);
}

void Dictionary::take_over() {
  // Some room, since what is new seldom comes alone.
  const auto with_room = [](const auto& array) {
    std::vector<std::remove_cvref_t<decltype(array[0])>> values;
    values.reserve(array.size() + array.size() / 16);
    values.insert(values.end(), array.begin(), array.end());
    return values;
  };
  own_ = Own{with_room(bytes_), with_room(begins_), {slots_.begin(), slots_.end()}};
  look_at_own();
  whole_ = {};
  if (!are_slots_sound()) lay_slots(std::bit_ceil(begins_.size() * 2));
}

void Dictionary::look_at_own() {
  bytes_ = own_->bytes;
  begins_ = own_->begins;
  slots_ = own_->slots;
}

bool Dictionary::are_slots_sound() const {
  const auto texts = static_cast<std::uint32_t>(size());
  std::size_t taken = 0;
  bool faults = false;
  for (const std::uint32_t slot : slots_) {
    taken += slot != 0 ? 1 : 0;
    faults |= slot > texts;
  }
  return !faults && taken == texts && taken * 2 <= slots_.size();
}

std::optional<std::size_t> Dictionary::slot_of(std::string_view wanted) const {
  const auto texts = static_cast<std::uint32_t>(size());
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = dictionary_hash(wanted) & mask;
  for (std::size_t looked_at = 0; looked_at < slots_.size(); ++looked_at, at = (at + 1) & mask) {
    const std::uint32_t slot = slots_[at];
    if (slot == 0 || (slot <= texts && text(static_cast<std::int32_t>(slot - 1)) == wanted)) return at;
  }
  return std::nullopt;
}

std::optional<std::int32_t> Dictionary::find(std::string_view wanted) const {
  const auto at = slot_of(wanted);
  if (!at || slots_[*at] == 0) return std::nullopt;
  return static_cast<std::int32_t>(slots_[*at] - 1);
}

std::int32_t Dictionary::intern(std::string_view wanted) {
  std::optional<std::size_t> at = slot_of(wanted);
  if (at && slots_[*at] != 0) return static_cast<std::int32_t>(slots_[*at] - 1);
  if (!own_) {
    take_over();
    at = slot_of(wanted);
  }
  POLC_CHECK(at.has_value(), "its own slots are at most half full");
  if (slots_[*at] != 0) return static_cast<std::int32_t>(slots_[*at] - 1);
  own_->bytes.insert(own_->bytes.end(), wanted.begin(), wanted.end());
  own_->begins.push_back(own_->bytes.size());
  const auto code = static_cast<std::int32_t>(own_->begins.size() - 2);
  own_->slots[*at] = static_cast<std::uint32_t>(code) + 1;
  look_at_own();
  if (static_cast<std::size_t>(size()) * 2 > slots_.size()) lay_slots(slots_.size() * 2);
  return code;
}

void Dictionary::lay_slots(std::size_t count) {
  own_->slots.assign(count, 0);
  look_at_own();
  const std::size_t mask = slots_.size() - 1;
  for (std::int32_t code = 0; code < size(); ++code) {
    // All are different: the first slot that is free is theirs.
    std::size_t at = dictionary_hash(text(code)) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    own_->slots[at] = static_cast<std::uint32_t>(code) + 1;
  }
}

}  // namespace polc::facts
