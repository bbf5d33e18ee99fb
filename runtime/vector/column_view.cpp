// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/column_view.h"

#include <algorithm>
#include <limits>

namespace polc::vector {

namespace {

Width width_of(std::uint8_t bytes) {
  switch (bytes) {
    case 1:
      return Width::Byte;
    case 2:
      return Width::Two;
    case 4:
      return Width::Four;
    default:
      return Width::Eight;
  }
}

}  // namespace

ColumnView view_of(const facts::Column& column) {
  const facts::PackedIntegers* packed = facts::packed_of(column);
  if (packed == nullptr) return {};
  return {packed->bytes().data(), width_of(packed->packing().width), packed->packing().base, packed->absent_offset(),
          packed->size()};
}

ColumnRange range_of(const ColumnView& view) {
  ColumnRange range;
  if (view.width == Width::None) {
    range.any_absent = true;
    return range;
  }
  with_data(view, [&]<class T>(const T* data) {
    const auto absent = static_cast<T>(view.absent);
    T least = std::numeric_limits<T>::max();
    T greatest = 0;
    bool any_absent = false;
    for (std::uint64_t row = 0; row < view.size; ++row) {
      const T offset = data[row];
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
