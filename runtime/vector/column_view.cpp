// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/column_view.h"

#include <limits>

#include "runtime/vector/kernels.h"

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

std::uint64_t greatest_offset(Width width) {
  switch (width) {
    case Width::Byte:
      return std::numeric_limits<std::uint8_t>::max();
    case Width::Two:
      return std::numeric_limits<std::uint16_t>::max();
    case Width::Four:
      return std::numeric_limits<std::uint32_t>::max();
    case Width::Eight:
    case Width::None:
      break;
  }
  return std::numeric_limits<std::uint64_t>::max();
}

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
    T least = 0, greatest = 0;
    range.any_absent = kernels().of<T>().range(data, view.size, static_cast<T>(view.absent), &least, &greatest);
    range.any_given = least <= greatest;
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
