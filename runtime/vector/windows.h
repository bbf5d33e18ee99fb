// SPDX-License-Identifier: Apache-2.0
// The window of a count at one moment, and what an interval says of its bounds. For the files of this folder alone.
#pragma once

#include <cstdint>
#include <optional>

#include "compiler/plan/plan.h"
#include "runtime/interpret/series.h"
#include "runtime/vector/worked_out.h"

namespace polc::vector {

struct CountWindow {
  bool is_known = true;  // else: a time that lays it is not known
  // Both included, in the unit of the counted rows, and not later than now where that says anything.
  std::int64_t begin = interpret::long_ago, end = interpret::far_off;
  std::int64_t now = interpret::far_off;
  bool in_minutes = false;
  [[nodiscard]] bool is_empty() const { return begin > end; }
  friend bool operator==(const CountWindow&, const CountWindow&) = default;
};
[[nodiscard]] CountWindow window_of(const plan::Count& count, WorkedOut& world);

// Which numbers of rows (or sums, in steps of the counting column) make a count true.
struct NumberBounds {
  bool lowest_is_unknown = false, highest_is_unknown = false;
  std::optional<std::int64_t> lowest, highest;
  [[nodiscard]] Truth truth_of(const interpret::Interval& number) const;
  // At least one, and no more is asked; or its contrary.
  [[nodiscard]] bool asks_for_any() const {
    return lowest == 1 && !highest && !highest_is_unknown && !lowest_is_unknown;
  }
  [[nodiscard]] bool asks_for_none() const {
    return highest == 0 && !lowest && !lowest_is_unknown && !highest_is_unknown;
  }
};
[[nodiscard]] NumberBounds bounds_of(const plan::Count& count, WorkedOut& world);

// Whether a report that was due is missing inside the window.
[[nodiscard]] bool any_missing(std::span<const facts::Gap> gaps, std::int32_t every, const CountWindow& window,
                               value::Day today);

}  // namespace polc::vector
