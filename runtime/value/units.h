// SPDX-License-Identifier: Apache-2.0
// Units of measure: spelling -> unit, with its dimension and the exact factor to the base unit of that
// dimension. units.def is the one list of units; lexer, checker, printers and importers all ask here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "runtime/value/rational.h"

namespace polc::value {

// Base units: one, minute, month, metre, square metre, degree Celsius, one (ratio).
enum class Dimension : std::uint8_t { Number, Duration, CalendarMonths, Length, Area, Temperature, Ratio };

enum class UnitId : std::uint8_t {
#define UNIT(id, ...) id,
#include "runtime/value/units.def"
#undef UNIT
};

struct Unit {
  UnitId id;
  std::string_view english;  // all spellings, the first is the one printed, separated by '|'
  std::string_view chinese;  // the same
  Dimension dimension;
  std::int64_t factor_numerator;
  std::int64_t factor_denominator;
};

struct UnitSpelling {
  std::string_view text;
  UnitId unit;
};

[[nodiscard]] std::span<const Unit> all_units();
[[nodiscard]] const Unit& unit(UnitId id);
// Every spelling of both languages once, longest first (by bytes), so that the first that fits is the unit.
[[nodiscard]] std::span<const UnitSpelling> all_unit_spellings();
// Spellings are compared as they are after fold_key (lower case, half-width, simplified).
[[nodiscard]] std::optional<UnitId> find_unit(std::string_view spelling);
[[nodiscard]] std::optional<UnitId> find_unit(std::u32string_view spelling);

[[nodiscard]] Rational factor(UnitId id);
[[nodiscard]] constexpr bool same_dimension(const Unit& left, const Unit& right) {
  return left.dimension == right.dimension;
}
// The amount in base units / in `to`; no value on overflow, or when the dimensions differ.
[[nodiscard]] std::optional<Rational> to_base(Rational amount, UnitId from);
[[nodiscard]] std::optional<Rational> convert(Rational amount, UnitId from, UnitId to);

[[nodiscard]] std::string_view english_name(UnitId id, bool plural);
[[nodiscard]] std::string_view chinese_name(UnitId id);
[[nodiscard]] std::string_view english_name(Dimension dimension);  // with its article: "a length"
[[nodiscard]] std::string_view chinese_name(Dimension dimension);

}  // namespace polc::value
