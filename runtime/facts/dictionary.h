// SPDX-License-Identifier: Apache-2.0
// Texts and their codes: the nth different text has code n. All bytes lie in one buffer; no text is allocated alone. A
// dictionary is filled text by text, or made whole of the arrays of another one, which it shares until a text is new.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/facts/shared_array.h"

namespace polc::facts {

class Dictionary {
 public:
  Dictionary();
  // `arrays` of a dictionary, as they were.
  struct Arrays {
    SharedArray<char> bytes;            // of all texts, one after the other
    SharedArray<std::uint64_t> begins;  // in bytes: of each text, and one more
    // Open addressing, linear probing: code + 1, 0 = free. INVARIANT: a power of two long. At most half full, unless somebody
    // has tampered with them in a file, where nobody looks through so many: then texts may not be found.
    SharedArray<std::uint32_t> slots;
  };
  explicit Dictionary(Arrays arrays);
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;
  Dictionary(Dictionary&&) = default;
  Dictionary& operator=(Dictionary&&) = default;
  ~Dictionary() = default;

  // The same texts; what is added to the one is not in the other.
  [[nodiscard]] Dictionary copy() const;

  // The code of the text, a new one if need be.
  std::int32_t intern(std::string_view text);
  [[nodiscard]] std::optional<std::int32_t> find(std::string_view text) const;
  // Valid until the next intern.
  [[nodiscard]] std::string_view text(std::int32_t code) const {
    const auto at = static_cast<std::size_t>(code);
    return {bytes_.data() + begins_[at], begins_[at + 1] - begins_[at]};
  }
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(begins_.size() - 1); }

  [[nodiscard]] std::span<const char> bytes() const { return bytes_; }
  [[nodiscard]] std::span<const std::uint64_t> begins() const { return begins_; }
  [[nodiscard]] std::span<const std::uint32_t> slots() const { return slots_; }

 private:
  void take_over();
  void lay_slots(std::size_t count);
  void look_at_own();
  // Its own, or the one where it would be put; none: nothing is free.
  [[nodiscard]] std::optional<std::size_t> slot_of(std::string_view text) const;
  [[nodiscard]] bool are_slots_sound() const;

  struct Own {
    std::vector<char> bytes;
    std::vector<std::uint64_t> begins = {0};
    std::vector<std::uint32_t> slots = std::vector<std::uint32_t>(16, 0);
  };
  std::optional<Own> own_;  // of one that is filled
  Arrays whole_;            // of one that was made whole, until a text is new
  // The one or the other.
  std::span<const char> bytes_;
  std::span<const std::uint64_t> begins_;
  std::span<const std::uint32_t> slots_;
};

}  // namespace polc::facts
