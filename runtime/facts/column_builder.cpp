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

template <class T>
void reorder(std::vector<T>& values, std::span<const Row> order) {
  if (order.empty()) return;
  std::vector<T> ordered(values.size());
  for (std::size_t at = 0; at < order.size(); ++at) ordered[at] = values[order[at]];
  values = std::move(ordered);
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

ColumnBuilder::ColumnBuilder(const core::Type& type, const KeyTable* target)
    : type_(type), target_(target), column_(empty_column(type)) {
  if (type.kind == core::TypeKind::Text) texts_ = std::make_shared<Dictionary>();
  POLC_CHECK(type.kind != core::TypeKind::Reference || target != nullptr, "a reference needs the keys of its target");
}

Appended ColumnBuilder::append(const Parsed& value) {
  switch (type_.kind) {
    case core::TypeKind::Text:
      std::get<TextColumn>(column_).codes.push_back(value.absent ? absent_code : texts_->intern(value.text));
      return Appended::Ok;
    case core::TypeKind::YesNo:
      std::get<YesNoColumn>(column_).values.push_back(value.absent ? value::Truth::Unknown
                                                                   : value::truth(value.number != 0));
      return Appended::Ok;
    case core::TypeKind::Enumeration:
      std::get<EnumerationColumn>(column_).values.push_back(value.absent ? absent_code
                                                                         : static_cast<std::int32_t>(value.number));
      return Appended::Ok;
    case core::TypeKind::Day:
      std::get<DayColumn>(column_).days.push_back(value.absent ? absent_day : static_cast<std::int32_t>(value.number));
      return Appended::Ok;
    case core::TypeKind::Moment:
      std::get<MomentColumn>(column_).minutes.push_back(value.absent ? absent_moment : value.number);
      return Appended::Ok;
    case core::TypeKind::Number:
      return append_number(std::get<NumberColumn>(column_), value);
    case core::TypeKind::Reference:
      if (!value.absent) return append_reference(std::get<ReferenceColumn>(column_), value.text);
      append_row(absent_code);
      return Appended::Ok;
  }
  POLC_UNREACHABLE("a kind of type");
}

Appended ColumnBuilder::append_number(NumberColumn& column, const Parsed& value) {
  if (value.absent) {
    column.mantissas.push_back(absent_number);
    return Appended::Ok;
  }
  std::int64_t mantissa = value.number;
  if (value.scale > scale_) {
    // More decimals than before: all earlier mantissas grow, if every one can.
    const std::int64_t factor = power_of_ten(static_cast<std::uint8_t>(value.scale - scale_));
    bool fits = step_of(type_, value.scale).has_value();
    std::int64_t grown = 0;
    for (const std::int64_t earlier : column.mantissas)
      fits = fits && (earlier == absent_number || !__builtin_mul_overflow(earlier, factor, &grown));
    if (!fits) {
      column.mantissas.push_back(absent_number);
      return Appended::DoesNotFit;
    }
    for (std::int64_t& earlier : column.mantissas)
      if (earlier != absent_number) earlier *= factor;
    scale_ = value.scale;
  } else if (__builtin_mul_overflow(mantissa, power_of_ten(static_cast<std::uint8_t>(scale_ - value.scale)),
                                    &mantissa) ||
             mantissa == absent_number) {
    column.mantissas.push_back(absent_number);
    return Appended::DoesNotFit;
  }
  column.mantissas.push_back(mantissa);
  return Appended::Ok;
}

Appended ColumnBuilder::append_reference(ReferenceColumn& column, std::string_view key) {
  if (key != last_key_ || last_key_.empty()) {
    last_row_ = target_->row_of(key);
    last_key_ = key;
  }
  column.rows.push_back(last_row_);
  return last_row_ == absent_code ? Appended::Dangling : Appended::Ok;
}

Column ColumnBuilder::finish(std::span<const Row> order) && {
  std::visit(
      [&](auto& column) {
        using T = std::decay_t<decltype(column)>;
        if constexpr (std::is_same_v<T, YesNoColumn> || std::is_same_v<T, EnumerationColumn>)
          reorder(column.values, order);
        if constexpr (std::is_same_v<T, NumberColumn>) {
          reorder(column.mantissas, order);
          column.step = step_of(type_, scale_).value_or(value::Rational(1));  // fits: append_number saw to it
        }
        if constexpr (std::is_same_v<T, TextColumn>) {
          reorder(column.codes, order);
          column.dictionary = texts_;
        }
        if constexpr (std::is_same_v<T, DayColumn>) reorder(column.days, order);
        if constexpr (std::is_same_v<T, MomentColumn>) reorder(column.minutes, order);
        if constexpr (std::is_same_v<T, ReferenceColumn>) reorder(column.rows, order);
      },
      column_);
  return std::move(column_);
}

}  // namespace polc::facts
