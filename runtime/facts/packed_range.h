// SPDX-License-Identifier: Apache-2.0
// What packed values lie between, over many at once. For the files of this folder alone.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace polc::facts {

// Of the offsets that are not absent (PackedView::absent); least > greatest: there is none.
template <class Unsigned>
struct OffsetRange {
  Unsigned least = std::numeric_limits<Unsigned>::max();
  Unsigned greatest = 0;
  bool any_absent = false;
};
// Unsigned: of 8, 16, 32 or 64 bits.
template <class Unsigned>
[[nodiscard]] OffsetRange<Unsigned> range_of(std::span<const Unsigned> offsets);

// Whether no offset is absent, and none less than the one before; `before` is that of the first.
template <class Unsigned>
[[nodiscard]] bool is_whole_and_rising(std::span<const Unsigned> offsets, Unsigned before);

}  // namespace polc::facts
