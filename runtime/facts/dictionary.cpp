// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/dictionary.h"

#include "runtime/facts/dictionary_hash.h"
#include "runtime/value/check_macro.h"

namespace polc::facts {

Dictionary::Dictionary() : own_(Own{}) { look_at_own(); }

Dictionary::Dictionary(Arrays arrays)
    : whole_(std::move(arrays)),
      bytes_(whole_.bytes.span()),
      begins_(whole_.begins.span()),
      slots_(whole_.slots.span()) {}

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
  POLC_CHECK(own_.has_value(), "a dictionary that was made whole is not added to");
  const std::size_t at = slot_of(wanted);
  if (slots_[at] != 0) return static_cast<std::int32_t>(slots_[at] - 1);
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
  for (std::int32_t code = 0; code < size(); ++code)
    own_->slots[slot_of(text(code))] = static_cast<std::uint32_t>(code) + 1;
}

}  // namespace polc::facts
