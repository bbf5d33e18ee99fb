// SPDX-License-Identifier: Apache-2.0
// Texts and their codes: the nth different text has code n. All bytes lie in one buffer; no text is allocated alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polc::facts {

class Dictionary {
 public:
  // The code of the text, a new one if need be.
  std::int32_t intern(std::string_view text);
  [[nodiscard]] std::optional<std::int32_t> find(std::string_view text) const;
  // Valid until the next intern.
  [[nodiscard]] std::string_view text(std::int32_t code) const {
    const auto at = static_cast<std::size_t>(code);
    return std::string_view(bytes_).substr(begins_[at], begins_[at + 1] - begins_[at]);
  }
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(begins_.size() - 1); }

 private:
  void grow();
  [[nodiscard]] std::size_t slot_of(std::string_view text) const;

  std::string bytes_;
  std::vector<std::size_t> begins_ = {0};
  // Open addressing, linear probing: code + 1, 0 = free. INVARIANT: a power of two long, at most half full.
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(16, 0);
};

}  // namespace polc::facts
