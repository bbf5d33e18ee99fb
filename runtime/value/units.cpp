// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/units.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "runtime/value/check_macro.h"

namespace polc::value {
namespace {

constexpr auto unit_table = std::to_array<Unit>({
#define UNIT(id, english, chinese, dimension, numerator, denominator) \
  {UnitId::id, english, chinese, Dimension::dimension, numerator, denominator},
#include "runtime/value/units.def"
#undef UNIT
});

// The parts of a list of spellings between the bars.
std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::size_t bar = std::min(list.find('|'), list.size());
    if (bar > 0) parts.push_back(list.substr(0, bar));
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
  return parts;
}

std::vector<UnitSpelling> collect_spellings() {
  std::vector<UnitSpelling> spellings;
  for (const Unit& entry : unit_table)
    for (const std::string_view list : {entry.english, entry.chinese})
      for (const std::string_view text : split(list)) spellings.push_back({text, entry.id});
  std::sort(spellings.begin(), spellings.end(), [](const UnitSpelling& left, const UnitSpelling& right) {
    return left.text.size() != right.text.size() ? left.text.size() > right.text.size() : left.text < right.text;
  });
  const auto same_text = [](const UnitSpelling& left, const UnitSpelling& right) { return left.text == right.text; };
  const auto two_meanings = [](const UnitSpelling& left, const UnitSpelling& right) {
    return left.text == right.text && left.unit != right.unit;
  };
  POLC_CHECK(std::adjacent_find(spellings.begin(), spellings.end(), two_meanings) == spellings.end(),
             "a spelling in units.def stands for two units");
  spellings.erase(std::unique(spellings.begin(), spellings.end(), same_text), spellings.end());
  return spellings;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) {
    const auto code = static_cast<std::uint32_t>(c);
    const auto push = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
      push(code);
    } else if (code < 0x800) {
      push(0xC0 | (code >> 6));
      push(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      push(0xE0 | (code >> 12));
      push(0x80 | ((code >> 6) & 0x3F));
      push(0x80 | (code & 0x3F));
    } else {
      return {};  // no unit is spelt beyond the basic plane
    }
  }
  return out;
}

}  // namespace

std::span<const Unit> all_units() { return unit_table; }

const Unit& unit(UnitId id) { return unit_table[static_cast<std::size_t>(id)]; }

std::span<const UnitSpelling> all_unit_spellings() {
  static const std::vector<UnitSpelling> spellings = collect_spellings();
  return spellings;
}

std::optional<UnitId> find_unit(std::string_view spelling) {
  for (const UnitSpelling& entry : all_unit_spellings())
    if (entry.text == spelling) return entry.unit;
  return std::nullopt;
}

std::optional<UnitId> find_unit(std::u32string_view spelling) { return find_unit(utf8_of(spelling)); }

Rational factor(UnitId id) {
  const std::optional<Rational> result = Rational::make(unit(id).factor_numerator, unit(id).factor_denominator);
  POLC_CHECK(result.has_value(), "a factor in units.def is no number");
  return *result;
}

std::optional<Rational> to_base(Rational amount, UnitId from) { return multiply(amount, factor(from)); }

std::optional<Rational> convert(Rational amount, UnitId from, UnitId to) {
  if (!same_dimension(unit(from), unit(to))) return std::nullopt;
  // The factors first: the amount in base units may not fit where the result does.
  const std::optional<Rational> ratio = divide(factor(from), factor(to));
  return ratio ? multiply(amount, *ratio) : std::nullopt;
}

std::string_view english_name(UnitId id, bool plural) {
  const std::vector<std::string_view> names = split(unit(id).english);
  if (names.empty()) return "";
  return plural && names.size() > 1 ? names[1] : names[0];
}

std::string_view chinese_name(UnitId id) {
  const std::vector<std::string_view> names = split(unit(id).chinese);
  return names.empty() ? std::string_view() : names[0];
}

std::string_view english_name(Dimension dimension) {
  switch (dimension) {
    case Dimension::Number:
      return "a number";
    case Dimension::Duration:
      return "a span of time";
    case Dimension::CalendarMonths:
      return "a span of months";
    case Dimension::Length:
      return "a length";
    case Dimension::Area:
      return "an area";
    case Dimension::Temperature:
      return "a temperature";
    case Dimension::Ratio:
      return "a share";
  }
  return "";
}

std::string_view chinese_name(Dimension dimension) {
  switch (dimension) {
    case Dimension::Number:
      return "数目";
    case Dimension::Duration:
      return "时长";
    case Dimension::CalendarMonths:
      return "月数";
    case Dimension::Length:
      return "长度";
    case Dimension::Area:
      return "面积";
    case Dimension::Temperature:
      return "温度";
    case Dimension::Ratio:
      return "比例";
  }
  return "";
}

}  // namespace polc::value
