// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/column_view.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <vector>

#include "runtime/value/match.h"

namespace polc::vector {

namespace {

// Stored integers in two's complement: the smallest one has offset 0.
template <class Stored>
ColumnView view(const std::vector<Stored>& values, Stored absent) {
  using Offset = std::make_unsigned_t<Stored>;
  constexpr Stored least = std::numeric_limits<Stored>::min();
  const auto origin = static_cast<Offset>(least);
  return {values.data(), sizeof(Stored) == 4 ? Width::Four : Width::Eight,          origin,
          least,         static_cast<Offset>(static_cast<Offset>(absent) - origin), values.size()};
}

}  // namespace

ColumnView view_of(const facts::Column& column) {
  return value::match(
      column, [](const facts::NoColumn&) { return ColumnView{}; },
      [](const facts::YesNoColumn& one) {
        return ColumnView{one.values.data(), Width::Byte, 0, 0, static_cast<std::uint64_t>(value::Truth::Unknown),
                          one.values.size()};
      },
      [](const facts::EnumerationColumn& one) { return view(one.values, facts::absent_code); },
      [](const facts::NumberColumn& one) { return view(one.mantissas, facts::absent_number); },
      [](const facts::TextColumn& one) { return view(one.codes, facts::absent_code); },
      [](const facts::DayColumn& one) { return view(one.days, facts::absent_day); },
      [](const facts::MomentColumn& one) { return view(one.minutes, facts::absent_moment); },
      [](const facts::ReferenceColumn& one) { return view(one.rows, facts::absent_code); });
}

ColumnRange range_of(const ColumnView& view) {
  ColumnRange range;
  if (view.width == Width::None) {
    range.any_absent = true;
    return range;
  }
  with_data(view, [&]<class T>(const T* data) {
    const auto origin = static_cast<T>(view.origin);
    const auto absent = static_cast<T>(view.absent);
    T least = std::numeric_limits<T>::max();
    T greatest = 0;
    bool any_absent = false;
    for (std::uint64_t row = 0; row < view.size; ++row) {
      const auto offset = static_cast<T>(data[row] - origin);
      const bool is_absent = offset == absent;
      any_absent = any_absent || is_absent;
      least = is_absent ? least : std::min(least, offset);
      greatest = is_absent ? greatest : std::max(greatest, offset);
      range.any_given = range.any_given || !is_absent;
    }
    range.any_absent = any_absent;
    if (!range.any_given) return;
    const auto value = [&](T offset) {
      return static_cast<std::int64_t>(static_cast<std::uint64_t>(view.first) + offset);
    };
    range.least = value(least);
    range.greatest = value(greatest);
  });
  return range;
}

}  // namespace polc::vector
