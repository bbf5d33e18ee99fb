// SPDX-License-Identifier: Apache-2.0
// An exact number: 64-bit numerator over a positive 64-bit denominator, in lowest terms. Arithmetic never
// wraps and never rounds: what does not fit is no value, and the caller says so to the author.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/result.h"

namespace polc::value {

enum class NumberProblem : std::uint8_t { Malformed, TooManyDigits };

class Rational {
 public:
  constexpr Rational() = default;
  constexpr Rational(std::int64_t whole) : numerator_(whole) {}
  // No value when the denominator is zero or the reduced fraction does not fit.
  [[nodiscard]] static std::optional<Rational> make(std::int64_t numerator, std::int64_t denominator);
  // "14", "-2.5", "0.001": at most 18 digits in all, leading zeros not counted. No exponent, no grouping.
  [[nodiscard]] static Result<Rational, NumberProblem> parse(std::string_view text);

  [[nodiscard]] constexpr std::int64_t numerator() const { return numerator_; }
  [[nodiscard]] constexpr std::int64_t denominator() const { return denominator_; }
  [[nodiscard]] constexpr bool is_integer() const { return denominator_ == 1; }
  [[nodiscard]] std::int64_t floor() const;    // greatest integer not above
  [[nodiscard]] std::int64_t ceiling() const;  // least integer not below

  friend constexpr bool operator==(const Rational&, const Rational&) = default;
  friend std::strong_ordering operator<=>(const Rational& left, const Rational& right);

 private:
  constexpr Rational(std::int64_t numerator, std::int64_t denominator)
      : numerator_(numerator), denominator_(denominator) {}
  friend std::optional<Rational> add(Rational left, Rational right);
  friend std::optional<Rational> subtract(Rational left, Rational right);
  friend std::optional<Rational> multiply(Rational left, Rational right);
  friend std::optional<Rational> divide(Rational left, Rational right);
  friend std::optional<Rational> negate(Rational operand);

  // INVARIANT: denominator_ > 0 and gcd(|numerator_|, denominator_) == 1, so == is field by field.
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

// No value on overflow; divide also when the divisor is zero.
[[nodiscard]] std::optional<Rational> add(Rational left, Rational right);
[[nodiscard]] std::optional<Rational> subtract(Rational left, Rational right);
[[nodiscard]] std::optional<Rational> multiply(Rational left, Rational right);
[[nodiscard]] std::optional<Rational> divide(Rational left, Rational right);
[[nodiscard]] std::optional<Rational> negate(Rational operand);

// Decimal when it has a finite expansion ("2.5"), else a fraction ("2000/3").
[[nodiscard]] std::string to_string(const Rational& number);

}  // namespace polc::value
