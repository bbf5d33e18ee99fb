// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/dictionary.h"

#include <type_traits>

#include "runtime/facts/dictionary_hash.h"

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
}

void Dictionary::look_at_own() {
  bytes_ = own_->bytes;
  begins_ = own_->begins;
  slots_ = own_->slots;
}

std::size_t Dictionary::slot_of(std::string_view wanted) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = dictionary_hash(wanted) & mask;
  while (slots_[at] != 0 && text(static_cast<std::int32_t>(slots_[at] - 1)) != wanted) at = (at + 1) & mask;
  return at;
}

std::optional<std::int32_t> Dictionary::find(std::string_view wanted) const {
  const std::uint32_t entry = slots_[slot_of(wanted)];
  if (entry == 0) return std::nullopt;
  return static_cast<std::int32_t>(entry - 1);
}

std::int32_t Dictionary::intern(std::string_view wanted) {
  const std::size_t at = slot_of(wanted);
  if (slots_[at] != 0) return static_cast<std::int32_t>(slots_[at] - 1);
  if (!own_) take_over();
  own_->bytes.insert(own_->bytes.end(), wanted.begin(), wanted.end());
  own_->begins.push_back(own_->bytes.size());
  const auto code = static_cast<std::int32_t>(own_->begins.size() - 2);
  own_->slots[at] = static_cast<std::uint32_t>(code) + 1;
  look_at_own();
  if (static_cast<std::size_t>(size()) * 2 > slots_.size()) grow();
  return code;
}

void Dictionary::grow() {
  own_->slots.assign(own_->slots.size() * 2, 0);
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
