// SPDX-License-Identifier: Apache-2.0
// Strong three-valued logic. Unknown means "either, the reports do not say": an operation is unknown only
// when its result would differ between the two.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace polc::value {

// INVARIANT: the order is the truth order, so that `and` is the minimum and `or` the maximum.
enum class Truth : std::uint8_t { False = 0, Unknown = 1, True = 2 };

[[nodiscard]] constexpr Truth truth(bool known) { return known ? Truth::True : Truth::False; }
[[nodiscard]] constexpr Truth kleene_and(Truth left, Truth right) { return std::min(left, right); }
[[nodiscard]] constexpr Truth kleene_or(Truth left, Truth right) { return std::max(left, right); }
[[nodiscard]] constexpr Truth kleene_not(Truth operand) {
  return static_cast<Truth>(2 - static_cast<std::uint8_t>(operand));
}
[[nodiscard]] constexpr bool is_known(Truth value) { return value != Truth::Unknown; }

[[nodiscard]] constexpr std::string_view to_string(Truth value) {
  switch (value) {
    case Truth::False:
      return "false";
    case Truth::Unknown:
      return "unknown";
    case Truth::True:
      return "true";
  }
  return "";
}

}  // namespace polc::value
