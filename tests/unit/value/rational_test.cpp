// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/rational.h"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <string>

using namespace polc::value;

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

Rational fraction(std::int64_t numerator, std::int64_t denominator) {
  const std::optional<Rational> result = Rational::make(numerator, denominator);
  REQUIRE(result.has_value());
  return *result;
}

Rational number(std::string_view text) {
  const auto result = Rational::parse(text);
  REQUIRE(result.ok());
  return *result;
}

}  // namespace

TEST_CASE("fractions are kept in lowest terms with a positive denominator") {
  CHECK(fraction(6, 4) == fraction(3, 2));
  CHECK(fraction(6, -4) == fraction(-3, 2));
  CHECK(fraction(0, -7) == Rational(0));
  CHECK(fraction(0, -7).denominator() == 1);
  CHECK(fraction(least, least) == Rational(1));
  CHECK(fraction(least, 2).numerator() == least / 2);
}

TEST_CASE("what does not fit is no value") {
  CHECK_FALSE(Rational::make(1, 0));
  CHECK_FALSE(Rational::make(1, least));   // the denominator would be 2^63
  CHECK_FALSE(Rational::make(least, -1));  // the numerator would be 2^63
  CHECK_FALSE(add(most, 1));
  CHECK_FALSE(subtract(least, 1));
  CHECK_FALSE(multiply(most, 2));
  CHECK_FALSE(negate(least));
  CHECK_FALSE(divide(1, 0));
  CHECK_FALSE(add(fraction(1, most), fraction(1, most - 1)));
}

TEST_CASE("arithmetic is exact up to the limits of 64 bits") {
  CHECK(*add(most - 1, 1) == Rational(most));
  CHECK(*add(least, most) == Rational(-1));
  CHECK(*subtract(-1, least) == Rational(most));
  CHECK(*subtract(least, least) == Rational(0));
  CHECK(*multiply(least, fraction(1, 2)) == Rational(least / 2));
  CHECK(*divide(least, least) == Rational(1));
  CHECK(*add(fraction(1, most), fraction(-1, most)) == Rational(0));
  CHECK(*add(number("0.1"), number("0.2")) == number("0.3"));
}

TEST_CASE("comparison never overflows") {
  CHECK(fraction(most, 2) < Rational(most));
  CHECK(Rational(least) < fraction(least + 1, 2));
  CHECK(fraction(most - 1, most) < fraction(most, most - 1));
  CHECK(fraction(-most, most - 1) < fraction(-(most - 1), most));
  CHECK(fraction(1, 3) != number("0.333333333333333333"));
  CHECK(fraction(1, 3) > number("0.333333333333333333"));
}

TEST_CASE("floor and ceiling of negative fractions") {
  CHECK(fraction(-7, 2).floor() == -4);
  CHECK(fraction(-7, 2).ceiling() == -3);
  CHECK(fraction(7, 2).floor() == 3);
  CHECK(fraction(7, 2).ceiling() == 4);
  CHECK(Rational(least).floor() == least);
  CHECK(Rational(most).ceiling() == most);
}

TEST_CASE("decimal text") {
  CHECK(number("2.5") == fraction(5, 2));
  CHECK(number("-0.001") == fraction(-1, 1000));
  CHECK(number("007") == Rational(7));
  CHECK(number("0.000000000000000001") == fraction(1, 1'000'000'000'000'000'000));
  CHECK(number("999999999999999999") == Rational(999'999'999'999'999'999));
  CHECK(number("-0") == Rational(0));
  for (const char* const text : {"", "-", ".5", "5.", "1e3", "1,000", "+1", " 1", "1 ", "--1", "1.2.3", "٣", "½"}) {
    const auto result = Rational::parse(text);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error() == NumberProblem::Malformed);
  }
  for (const char* const text : {"1000000000000000000", "0.0000000000000000001", "9999999999999999999999.5"}) {
    const auto result = Rational::parse(text);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error() == NumberProblem::TooManyDigits);
  }
  // A letter is reported as such, however many digits stand before it.
  CHECK(Rational::parse("1000000000000000000x").error() == NumberProblem::Malformed);
}

TEST_CASE("numbers are printed as decimals when they have a finite expansion") {
  CHECK(to_string(fraction(5, 2)) == "2.5");
  CHECK(to_string(fraction(-1, 8)) == "-0.125");
  CHECK(to_string(Rational(0)) == "0");
  CHECK(to_string(Rational(least)) == "-9223372036854775808");
  CHECK(to_string(fraction(2000, 3)) == "2000/3");
  CHECK(to_string(fraction(-1, 3)) == "-1/3");
  CHECK(to_string(fraction(1, std::int64_t{1} << 62)).size() == 64);  // "0." and 62 places
}

TEST_CASE("printing and reading are inverse for decimals") {
  std::mt19937_64 random(20200224);
  for (int i = 0; i < 10'000; ++i) {
    std::int64_t scale = 1;
    for (std::uint64_t places = random() % 9; places > 0; --places) scale *= 10;
    const auto digits = static_cast<std::int64_t>(random() % 1'000'000'000);
    const Rational value = fraction(random() % 2 == 0 ? digits : -digits, scale);
    CHECK(number(to_string(value)) == value);
  }
}

TEST_CASE("the laws of arithmetic hold where results fit") {
  std::mt19937_64 random(40);
  const auto draw = [&random] {
    return fraction(static_cast<std::int64_t>(random() % 20'001) - 10'000,
                    static_cast<std::int64_t>(random() % 1'000) + 1);
  };
  for (int i = 0; i < 10'000; ++i) {
    const Rational a = draw();
    const Rational b = draw();
    const Rational c = draw();
    CHECK(*add(a, b) == *add(b, a));
    CHECK(*subtract(*add(a, b), b) == a);
    CHECK(*multiply(a, *add(b, c)) == *add(*multiply(a, b), *multiply(a, c)));
    if (b != Rational(0)) CHECK(*multiply(*divide(a, b), b) == a);
    CHECK((a < b) == (*subtract(b, a) > Rational(0)));
  }
}
