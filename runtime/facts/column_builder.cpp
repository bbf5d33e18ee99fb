// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/column_builder.h"

#include <optional>

#include "runtime/facts/packed_chunks.h"
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

std::optional<std::uint8_t> decimals_of(const core::Type& type, const value::Rational& step) {
  constexpr std::uint8_t most_decimals = 18;  // of a cell
  for (std::uint8_t decimals = 0; decimals <= most_decimals; ++decimals)
    if (step_of(type, decimals) == step) return decimals;
  return std::nullopt;
}

NumberColumn with_step(const core::Type& type, const NumberColumn& column, const value::Rational& step) {
  if (column.step == step) return column;
  const auto coarse = decimals_of(type, column.step), fine = decimals_of(type, step);
  POLC_CHECK(coarse && fine && *coarse < *fine, "the step is as fine or finer");
  const std::int64_t factor = power_of_ten(static_cast<std::uint8_t>(*fine - *coarse));
  PackedBuilder values;
  for (std::size_t row = 0; row < column.mantissas.size(); ++row) {
    const std::int64_t mantissa = column.mantissas[row];
    values.append(mantissa == absent_number ? std::nullopt : std::optional(mantissa * factor));
  }
  return {Mantissas(std::move(values).finish()), step};
}

NumberBuilder::NumberBuilder(const core::Type& type, const NumberColumn& before)
    : type_(type), scale_(decimals_of(type, before.step).value_or(0)) {
  const PackedChunk there = measured(before.mantissas.packed());
  values_ = PackedBuilder(there.least, there.greatest);
}

bool NumberBuilder::append(std::int64_t mantissa, std::uint8_t scale) {
  bool fits = true;
  if (scale > scale_) {
    // More decimals than before: all earlier mantissas grow, if every one can.
    fits =
        step_of(type_, scale).has_value() && values_.multiply(power_of_ten(static_cast<std::uint8_t>(scale - scale_)));
    if (fits) scale_ = scale;
  } else {
    const std::int64_t factor = power_of_ten(static_cast<std::uint8_t>(scale_ - scale));
    fits = !__builtin_mul_overflow(mantissa, factor, &mantissa) && mantissa != absent_number;
  }
  values_.append(fits ? std::optional(mantissa) : std::nullopt);
  return fits;
}

NumberColumn NumberBuilder::finish() && {
  // The step fits: append saw to it.
  return {Mantissas(std::move(values_).finish()), step_of(type_, scale_).value_or(value::Rational(1))};
}

}  // namespace polc::facts
