// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/day_sums.h"

#include <algorithm>
#include <limits>

#include "runtime/vector/kernels.h"
#include "runtime/vector/lay_sums.h"

namespace polc::vector {

namespace {

constexpr std::size_t days_before_they_pay = 2;

}  // namespace

SumsKey key_of(const plan::Count& count) {
  return {count.relation.index, count.link, count.filter ? count.filter->index : interpret::no_index};
}

const std::int32_t* DaySums::Sums::by_day(const Array& sums, std::int64_t day) const {
  const std::int64_t place = std::clamp(day, first - 1, last) - first + 1;
  return sums.get() + static_cast<std::size_t>(place) * stride;
}

const DaySums::Sums* DaySums::find(const plan::Count& count, WorkedOut& world, workers::Workers& workers,
                                   std::vector<Scratch>& scratches) {
  Kept& kept = kept_[key_of(count)];
  if (kept.last_asked != world.evaluator.today) ++kept.days_asked;
  kept.last_asked = world.evaluator.today;
  if (!kept.is_tried && std::max(kept.days_asked, expected_) > days_before_they_pay) {
    kept.is_tried = true;
    kept.sums = lay_sums(count, world, workers, scratches);
  }
  return kept.sums ? &*kept.sums : nullptr;
}

void settle_by_sums(const SumsOfWindow& sums, const NumberBounds& bounds, Row first, Row last, std::uint8_t* truths) {
  constexpr std::int64_t least = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t greatest = std::numeric_limits<std::int32_t>::max();
  const auto fits = [&](const std::optional<std::int64_t>& bound) {
    return !bound || (least <= *bound && *bound <= greatest);
  };
  if (bounds.lowest_is_unknown || bounds.highest_is_unknown || !fits(bounds.lowest) || !fits(bounds.highest)) {
    for (Row thing = first; thing < last; ++thing) {
      const std::int64_t number = sums.high[thing] - sums.low[thing];
      truths[thing] = static_cast<std::uint8_t>(bounds.truth_of({number, number, false, false}));
    }
    return;
  }
  kernels().difference_between(sums.high + first, sums.low + first, last - first,
                               static_cast<std::int32_t>(bounds.lowest.value_or(least)),
                               static_cast<std::int32_t>(bounds.highest.value_or(greatest)), truths + first);
}

std::optional<SumsOfWindow> sums_of(const DaySums::Sums& sums, const CountWindow& window) {
  const std::int64_t end = std::min(window.end, window.now);
  const std::int32_t* begun = sums.by_day(sums.begun, end);
  if (sums.ended == nullptr) return SumsOfWindow{begun, sums.by_day(sums.begun, std::min(window.begin - 1, end))};
  // Those that ended before the window have all begun by its end; of a window after now that is not so.
  if (window.begin > window.now) return std::nullopt;
  return SumsOfWindow{begun, sums.by_day(sums.ended, window.begin - 1)};
}

}  // namespace polc::vector
