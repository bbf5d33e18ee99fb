// SPDX-License-Identifier: Apache-2.0
// One value for each instance of a batch, as flat arrays, and their exact comparison. No rounding, no wrapping: what does not
// fit in 64 bits is said to the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/value/rational.h"

namespace polc::interpret {

enum class Presence : std::uint8_t {
  Given,
  Absent,  // the facts do not say: unknown
  Never,   // there is no such event
};

struct Values {
  std::vector<Presence> presence;
  // Number: the value is numbers[i] * step (/ divisors[i]); Day, Moment: days, minutes; enumeration: its place.
  std::vector<std::int64_t> numbers;
  std::vector<std::int64_t> divisors;  // empty: 1; never negative
  value::Rational step = value::Rational(1);
  std::vector<std::string_view> texts;  // Text

  [[nodiscard]] std::size_t size() const { return presence.size(); }
  [[nodiscard]] bool given(std::size_t at) const { return presence[at] == Presence::Given; }
  [[nodiscard]] std::int64_t divisor(std::size_t at) const { return divisors.empty() ? 1 : divisors[at]; }
};

// The sign of numbers[left] - numbers[right], values without a unit: -1, 0, 1; no value on overflow. A ratio with denominator 0
// compares as `numerator against bound * 0`, as in the linear reading `area >= 2.5 * occupants`.
[[nodiscard]] std::optional<int> compare_numbers(const Values& left, std::size_t left_at, const Values& right,
                                                 std::size_t right_at, value::Rational left_step_in_right);
// The value of a Number as a fraction; no value when absent or when it does not fit.
[[nodiscard]] std::optional<value::Rational> number_at(const Values& values, std::size_t at);

[[nodiscard]] bool holds(core::Comparison op, int sign);

}  // namespace polc::interpret
