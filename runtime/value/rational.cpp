// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/rational.h"

#include <limits>

namespace polc::value {
namespace {

__extension__ typedef __int128 Wide;

constexpr Wide smallest = std::numeric_limits<std::int64_t>::min();
constexpr Wide greatest = std::numeric_limits<std::int64_t>::max();

bool fits(Wide number) { return number >= smallest && number <= greatest; }

Wide greatest_common_divisor(Wide left, Wide right) {
  if (left < 0) left = -left;
  while (right != 0) {
    const Wide rest = left % right;
    left = right;
    right = rest;
  }
  return left;
}

// The fraction in lowest terms as a pair, or nothing when a part does not fit. `denominator` > 0.
struct Reduced {
  std::int64_t numerator;
  std::int64_t denominator;
};

std::optional<Reduced> reduce(Wide numerator, Wide denominator) {
  const Wide divisor = greatest_common_divisor(numerator, denominator);
  numerator /= divisor;
  denominator /= divisor;
  if (!fits(numerator) || !fits(denominator)) return std::nullopt;
  return Reduced{static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How often `factor` divides `number`, which is divided by it as often.
int take_out(std::int64_t& number, std::int64_t factor) {
  int times = 0;
  for (; number % factor == 0; number /= factor) ++times;
  return times;
}

}  // namespace

std::optional<Rational> Rational::make(std::int64_t numerator, std::int64_t denominator) {
  return divide(Rational(numerator), Rational(denominator));
}

Result<Rational, NumberProblem> Rational::parse(std::string_view text) {
  constexpr int max_digits = 18;
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return NumberProblem::Malformed;

  std::int64_t digits = 0;
  std::int64_t scale = 1;
  int count = 0;
  bool too_many = false;
  const auto take = [&](char c, bool after_point) {
    if (!is_digit(c)) return false;
    if (count > 0 || c != '0' || after_point) ++count;  // zeros after the point take room in the denominator
    too_many = too_many || count > max_digits;
    if (too_many) return true;
    digits = digits * 10 + (c - '0');
    if (after_point) scale *= 10;
    return true;
  };
  for (const char c : whole)
    if (!take(c, false)) return NumberProblem::Malformed;
  for (const char c : fraction)
    if (!take(c, true)) return NumberProblem::Malformed;
  if (too_many) return NumberProblem::TooManyDigits;
  const std::optional<Rational> result = make(negative ? -digits : digits, scale);
  POLC_CHECK(result.has_value(), "18 digits over a power of ten up to 10^18 fit");
  return *result;
}

std::int64_t Rational::floor() const {
  const std::int64_t quotient = numerator_ / denominator_;
  return numerator_ < 0 && numerator_ % denominator_ != 0 ? quotient - 1 : quotient;
}

std::int64_t Rational::ceiling() const {
  const std::int64_t quotient = numerator_ / denominator_;
  return numerator_ > 0 && numerator_ % denominator_ != 0 ? quotient + 1 : quotient;
}

std::strong_ordering operator<=>(const Rational& left, const Rational& right) {
  // Each product is below 2^126 in size, so nothing is lost.
  const Wide here = static_cast<Wide>(left.numerator_) * right.denominator_;
  const Wide there = static_cast<Wide>(right.numerator_) * left.denominator_;
  if (here < there) return std::strong_ordering::less;
  return here > there ? std::strong_ordering::greater : std::strong_ordering::equal;
}

std::optional<Rational> add(Rational left, Rational right) {
  // Each product is at most 2^126 in size and their sum 2^127 - 2^64 at most: it fits.
  const Wide numerator =
      static_cast<Wide>(left.numerator_) * right.denominator_ + static_cast<Wide>(right.numerator_) * left.denominator_;
  const std::optional<Reduced> sum = reduce(numerator, static_cast<Wide>(left.denominator_) * right.denominator_);
  if (!sum) return std::nullopt;
  return Rational(sum->numerator, sum->denominator);
}

std::optional<Rational> subtract(Rational left, Rational right) {
  const Wide numerator =
      static_cast<Wide>(left.numerator_) * right.denominator_ - static_cast<Wide>(right.numerator_) * left.denominator_;
  const std::optional<Reduced> rest = reduce(numerator, static_cast<Wide>(left.denominator_) * right.denominator_);
  if (!rest) return std::nullopt;
  return Rational(rest->numerator, rest->denominator);
}

std::optional<Rational> multiply(Rational left, Rational right) {
  const std::optional<Reduced> product = reduce(static_cast<Wide>(left.numerator_) * right.numerator_,
                                                static_cast<Wide>(left.denominator_) * right.denominator_);
  if (!product) return std::nullopt;
  return Rational(product->numerator, product->denominator);
}

std::optional<Rational> divide(Rational left, Rational right) {
  if (right.numerator_ == 0) return std::nullopt;
  Wide numerator = static_cast<Wide>(left.numerator_) * right.denominator_;
  Wide denominator = static_cast<Wide>(left.denominator_) * right.numerator_;
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const std::optional<Reduced> quotient = reduce(numerator, denominator);
  if (!quotient) return std::nullopt;
  return Rational(quotient->numerator, quotient->denominator);
}

std::optional<Rational> negate(Rational operand) {
  if (operand.numerator_ == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return Rational(-operand.numerator_, operand.denominator_);
}

std::string to_string(const Rational& number) {
  std::int64_t rest = number.denominator();
  const int twos = take_out(rest, 2);
  const int fives = take_out(rest, 5);
  if (rest != 1) return std::to_string(number.numerator()) + "/" + std::to_string(number.denominator());

  const bool negative = number.numerator() < 0;
  Wide remainder = number.numerator();
  if (negative) remainder = -remainder;
  const Wide denominator = number.denominator();
  std::string text = negative ? "-" : "";
  text += std::to_string(static_cast<std::uint64_t>(remainder / denominator));
  remainder %= denominator;
  const int places = twos > fives ? twos : fives;
  if (places > 0) text += '.';
  for (int place = 0; place < places; ++place) {
    remainder *= 10;
    text += static_cast<char>('0' + static_cast<int>(remainder / denominator));
    remainder %= denominator;
  }
  return text;
}

}  // namespace polc::value
