// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/dictionary.h"

#include <functional>

namespace polc::facts {

std::size_t Dictionary::slot_of(std::string_view wanted) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = std::hash<std::string_view>{}(wanted)&mask;
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
  bytes_.append(wanted);
  begins_.push_back(bytes_.size());
  const std::int32_t code = size() - 1;
  slots_[at] = static_cast<std::uint32_t>(code) + 1;
  if (static_cast<std::size_t>(size()) * 2 > slots_.size()) grow();
  return code;
}

void Dictionary::grow() {
  slots_.assign(slots_.size() * 2, 0);
  for (std::int32_t code = 0; code < size(); ++code) slots_[slot_of(text(code))] = static_cast<std::uint32_t>(code) + 1;
}

}  // namespace polc::facts
