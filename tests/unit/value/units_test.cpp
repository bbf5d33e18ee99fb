// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/units.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace polc::value;

TEST_CASE("spellings of both languages lead to one unit") {
  CHECK(find_unit("day") == UnitId::Day);
  CHECK(find_unit("days") == UnitId::Day);
  CHECK(find_unit("天") == UnitId::Day);
  CHECK(find_unit(U"日") == UnitId::Day);
  CHECK(find_unit(U"小时") == UnitId::Hour);
  CHECK(find_unit("m2") == UnitId::SquareMetre);
  CHECK(find_unit("m²") == UnitId::SquareMetre);
  CHECK(find_unit("℃") == UnitId::DegreeCelsius);
  CHECK(find_unit("人次") == UnitId::PersonTime);
  CHECK(find_unit("") == std::nullopt);
  CHECK(find_unit("fortnight") == std::nullopt);
  CHECK(find_unit(U"\U0001F600") == std::nullopt);
}

TEST_CASE("longer spellings come first, so that the first that fits a text is the unit") {
  std::size_t before = 100;
  std::set<std::string> seen;
  for (const UnitSpelling& entry : all_unit_spellings()) {
    CHECK(entry.text.size() <= before);
    before = entry.text.size();
    CHECK(seen.insert(std::string(entry.text)).second);
    CHECK(find_unit(entry.text) == entry.unit);
  }
  CHECK(seen.size() > all_units().size());
}

TEST_CASE("conversion is exact and stays inside one dimension") {
  CHECK(convert(2, UnitId::Week, UnitId::Day) == Rational(14));
  CHECK(convert(336, UnitId::Hour, UnitId::Week) == Rational(2));
  CHECK(convert(3, UnitId::Mu, UnitId::SquareMetre) == Rational(2000));
  CHECK(convert(1, UnitId::SquareMetre, UnitId::Mu) == Rational::make(3, 2000));
  CHECK(convert(2, UnitId::Year, UnitId::Month) == Rational(24));
  CHECK(convert(30, UnitId::Day, UnitId::Month) == std::nullopt);
  CHECK(convert(1, UnitId::Metre, UnitId::SquareMetre) == std::nullopt);
  CHECK(to_base(*Rational::parse("37.3"), UnitId::DegreeCelsius) == *Rational::parse("37.3"));
  CHECK(to_base(50, UnitId::Percent) == Rational::make(1, 2));
}

TEST_CASE("conversion overflows only where the result does") {
  CHECK(convert(INT64_MAX, UnitId::Week, UnitId::Week) == Rational(INT64_MAX));
  CHECK(convert(INT64_MAX, UnitId::Week, UnitId::Day) == std::nullopt);
  CHECK(to_base(INT64_MAX, UnitId::Hour) == std::nullopt);
}

TEST_CASE("every unit has a Chinese name, a positive factor and a dimension with names") {
  for (const Unit& entry : all_units()) {
    CHECK_FALSE(chinese_name(entry.id).empty());
    CHECK(factor(entry.id) > Rational(0));
    CHECK_FALSE(english_name(entry.dimension).empty());
    CHECK_FALSE(chinese_name(entry.dimension).empty());
    CHECK(unit(entry.id).id == entry.id);
  }
  CHECK(english_name(UnitId::Day, false) == "day");
  CHECK(english_name(UnitId::Day, true) == "days");
  CHECK(english_name(UnitId::Metre, true) == "m");
}
