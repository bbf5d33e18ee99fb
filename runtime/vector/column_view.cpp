// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/column_view.h"

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

ColumnRange range_of(const facts::Column& column) {
  const facts::PackedIntegers* packed = facts::packed_of(column);
  return packed == nullptr ? ColumnRange{true, false, 0, 0} : packed->range();
}

}  // namespace polc::vector
