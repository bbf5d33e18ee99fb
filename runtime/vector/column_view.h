// SPDX-License-Identifier: Apache-2.0
// How the kernels read a column of facts, as facts::PackedIntegers keeps it: a value is `first` plus the offset of its row.
#pragma once

#include <algorithm>
#include <cstdint>

#include "runtime/facts/columns.h"

namespace polc::vector {

enum class Width : std::uint8_t { None, Byte, Two, Four, Eight };  // None: no row has a value

struct ColumnView {
  const void* data = nullptr;
  Width width = Width::None;
  std::int64_t first = 0;    // the value of offset 0
  std::uint64_t absent = 0;  // the offset that says there is no value
  std::uint64_t size = 0;
};

[[nodiscard]] std::uint64_t greatest_offset(Width width);

[[nodiscard]] ColumnView view_of(const facts::Column& column);

using ColumnRange = facts::ValueRange;
[[nodiscard]] ColumnRange range_of(const facts::Column& column);

// The offset of a time, or of the nearest that the column holds.
[[nodiscard]] inline std::uint64_t clamped_offset(const ColumnView& view, const ColumnRange& range, std::int64_t time) {
  return static_cast<std::uint64_t>(std::clamp(time, range.least, range.greatest)) -
         static_cast<std::uint64_t>(view.first);
}

// Calls visit(pointer to the offsets, as unsigned of the true width); not for Width::None.
template <class Visit>
decltype(auto) with_data(const ColumnView& view, Visit visit) {
  switch (view.width) {
    case Width::Byte:
      return visit(static_cast<const std::uint8_t*>(view.data));
    case Width::Two:
      return visit(static_cast<const std::uint16_t*>(view.data));
    case Width::Four:
      return visit(static_cast<const std::uint32_t*>(view.data));
    case Width::Eight:
    case Width::None:
      break;
  }
  return visit(static_cast<const std::uint64_t*>(view.data));
}

}  // namespace polc::vector
