// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/column_builder.h"

#include <optional>

#include "runtime/value/check_macro.h"

namespace polc::facts {
namespace {

std::int64_t power_of_ten(std::uint8_t exponent) {
  std::int64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

// What 1 is worth in a column with so many decimals; no value when that is too fine to be kept exactly.
std::optional<value::Rational> step_of(const core::Type& type, std::uint8_t decimals) {
  const auto one = value::Rational::make(1, power_of_ten(decimals));
  return one ? value::multiply(type.unit_factor, *one) : std::nullopt;
}

}  // namespace

Column empty_column(const core::Type& type) {
  switch (type.kind) {
    case core::TypeKind::Text:
      return TextColumn{};
    case core::TypeKind::YesNo:
      return YesNoColumn{};
    case core::TypeKind::Enumeration:
      return EnumerationColumn{};
    case core::TypeKind::Number:
      return NumberColumn{};
    case core::TypeKind::Day:
      return DayColumn{};
    case core::TypeKind::Moment:
      return MomentColumn{};
    case core::TypeKind::Reference:
      return ReferenceColumn{};
  }
  POLC_UNREACHABLE("a kind of type");
}

TextColumn key_column(std::shared_ptr<const Dictionary> keys) {
  PackedBuilder codes;
  for (std::int32_t code = 0; code < keys->size(); ++code) codes.append(code);
  return {TextCodes(std::move(codes).finish()), std::move(keys)};
}

ColumnBuilder::ColumnBuilder(const core::Type& type, const KeyTable* target) : type_(type), target_(target) {
  if (type.kind == core::TypeKind::Text) texts_ = std::make_shared<Dictionary>();
  POLC_CHECK(type.kind != core::TypeKind::Reference || target != nullptr, "a reference needs the keys of its target");
}

Appended ColumnBuilder::append(const Parsed& value) {
  if (value.absent) {
    values_.append(std::nullopt);
    return Appended::Ok;
  }
  switch (type_.kind) {
    case core::TypeKind::Text:
      values_.append(texts_->intern(value.text));
      return Appended::Ok;
    case core::TypeKind::YesNo:
      values_.append(static_cast<std::int64_t>(value::truth(value.number != 0)));
      return Appended::Ok;
    case core::TypeKind::Enumeration:
    case core::TypeKind::Day:
    case core::TypeKind::Moment:
      values_.append(value.number);
      return Appended::Ok;
    case core::TypeKind::Number:
      return append_number(value);
    case core::TypeKind::Reference:
      return append_reference(value.text);
  }
  POLC_UNREACHABLE("a kind of type");
}

Appended ColumnBuilder::append_number(const Parsed& value) {
  std::int64_t mantissa = value.number;
  bool fits = true;
  if (value.scale > scale_) {
    // More decimals than before: all earlier mantissas grow, if every one can.
    fits = step_of(type_, value.scale).has_value() &&
           values_.multiply(power_of_ten(static_cast<std::uint8_t>(value.scale - scale_)));
    if (fits) scale_ = value.scale;
  } else {
    const std::int64_t factor = power_of_ten(static_cast<std::uint8_t>(scale_ - value.scale));
    fits = !__builtin_mul_overflow(mantissa, factor, &mantissa) && mantissa != absent_number;
  }
  values_.append(fits ? std::optional(mantissa) : std::nullopt);
  return fits ? Appended::Ok : Appended::DoesNotFit;
}

Appended ColumnBuilder::append_reference(std::string_view key) {
  if (key != last_key_ || last_key_.empty()) {
    last_row_ = target_->row_of(key);
    last_key_ = key;
  }
  if (last_row_ == absent_code) {
    values_.append(std::nullopt);
    return Appended::Dangling;
  }
  values_.append(last_row_);
  return Appended::Ok;
}

Column ColumnBuilder::finish() && {
  Column column = with_values(empty_column(type_), std::move(values_).finish());
  if (auto* numbers = std::get_if<NumberColumn>(&column))
    numbers->step = step_of(type_, scale_).value_or(value::Rational(1));  // fits: append_number saw to it
  if (auto* texts = std::get_if<TextColumn>(&column)) texts->dictionary = texts_;
  return column;
}

}  // namespace polc::facts
