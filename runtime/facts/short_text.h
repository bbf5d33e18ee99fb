// SPDX-License-Identifier: Apache-2.0
// Texts of a few bytes as one number, so that they are compared, looked up and read as digits at once.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace polc::facts {

inline constexpr std::size_t short_text_size = 8;

// The bytes of a text of at most eight, the first one lowest, zeros behind them.
[[nodiscard]] inline std::uint64_t short_bits(std::string_view text) {
  const std::size_t size = text.size();
  if constexpr (std::endian::native == std::endian::little) {
    // Two reads that overlap in the middle.
    const auto both = [&](auto first) {
      auto last = first;
      std::memcpy(&first, text.data(), sizeof first);
      std::memcpy(&last, text.data() + size - sizeof last, sizeof last);
      return std::uint64_t{first} | std::uint64_t{last} << (8 * (size - sizeof last));
    };
    if (size >= sizeof(std::uint32_t)) return both(std::uint32_t{});
    if (size >= sizeof(std::uint16_t)) return both(std::uint16_t{});
  }
  std::uint64_t bits = 0;
  for (std::size_t at = 0; at < size; ++at) bits |= std::uint64_t{static_cast<unsigned char>(text[at])} << (8 * at);
  return bits;
}

// The number that one to eight digits are; no_short_number for anything else. A plain number, since one with a flag beside it is
// handed on through memory.
inline constexpr std::uint32_t no_short_number = 0xffffffff;
[[nodiscard]] inline std::uint32_t short_number(std::string_view text) {
  constexpr std::uint64_t zeros = 0x3030303030303030;
  constexpr std::uint64_t high_halves = 0xF0F0F0F0F0F0F0F0;
  if (text.empty() || text.size() > short_text_size) return no_short_number;
  // With zeros before it, eight digits.
  std::uint64_t digits = short_bits(text);
  if (text.size() < short_text_size)
    digits = digits << (8 * (short_text_size - text.size())) | zeros >> (8 * text.size());
  // A byte is a digit when its high half is 3, and still is when 6 has been added.
  if ((digits & high_halves) != zeros || ((digits + 0x0606060606060606) & high_halves) != zeros) return no_short_number;
  // Neighbours are put together: to pairs, to fours, to eight.
  digits = ((digits & 0x0F0F0F0F0F0F0F0F) * ((10U << 8U) + 1)) >> 8U;
  digits = ((digits & 0x00FF00FF00FF00FF) * ((100U << 16U) + 1)) >> 16U;
  digits = ((digits & 0x0000FFFF0000FFFF) * ((std::uint64_t{10000} << 32U) + 1)) >> 32U;
  return static_cast<std::uint32_t>(digits);
}

}  // namespace polc::facts
