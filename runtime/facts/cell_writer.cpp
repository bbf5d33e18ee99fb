// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/cell_writer.h"

#include <charconv>

namespace polc::facts {
namespace {

using core::TypeKind;

constexpr std::size_t digits_of_a_double = 15;  // so many come back from a binary fraction as they went in

// Decimal digits of mantissa / 10^scale.
std::string decimal_text(std::int64_t mantissa, std::uint8_t scale) {
  std::string digits = std::to_string(mantissa < 0 ? -mantissa : mantissa);
  if (digits.size() <= scale) digits.insert(0, scale + 1U - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - scale, 1, '.');
  return mantissa < 0 ? std::string("-").append(digits) : digits;
}

}  // namespace

CellWriter::CellWriter(const core::Program& program, const core::Type& type, std::size_t place)
    : type_(type), place_(place) {
  if (type.kind == TypeKind::Enumeration)
    for (const core::Label& value : program[type.enumeration].values) values_.push_back(value.neutral());
}

void CellWriter::write(RowWriter& row, const Parsed& value) {
  if (value.absent) return;
  switch (type_.kind) {
    case TypeKind::Text:
    case TypeKind::Reference:
    case TypeKind::Day:
      return row.bind_text(place_, value.text);
    case TypeKind::Enumeration:
      return row.bind_text(place_, values_[static_cast<std::size_t>(value.number)]);
    case TypeKind::YesNo:
      return row.bind_integer(place_, value.number);
    case TypeKind::Moment:
      text_ = value::to_iso(value::Moment{value.number});
      return row.bind_text(place_, text_);
    case TypeKind::Number:
      return write_number(row, value);
  }
}

void CellWriter::write_number(RowWriter& row, const Parsed& value) {
  if (value.scale == 0) return row.bind_integer(place_, value.number);
  text_ = decimal_text(value.number, value.scale);
  if (text_.size() > digits_of_a_double) return row.bind_text(place_, text_);
  double number = 0;
  std::from_chars(text_.data(), text_.data() + text_.size(), number);
  row.bind_real(place_, number);
}

std::string sql_type(const core::Type& type, bool count) {
  switch (type.kind) {
    case TypeKind::Text:
    case TypeKind::Reference:
    case TypeKind::Enumeration:
    case TypeKind::Day:
    case TypeKind::Moment:
      return "TEXT";
    case TypeKind::YesNo:
      return "INTEGER";
    case TypeKind::Number:
      return count ? "INTEGER" : "";
  }
  return "";
}

}  // namespace polc::facts
