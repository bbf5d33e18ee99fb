// SPDX-License-Identifier: Apache-2.0
// A number for every thing on every day at once: running sums over days, so that the number of a window is a difference, and a
// day more costs no pass over the rows. Kept from moment to moment, for filters that take the same rows on every day.
// For the files of this folder alone.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <tuple>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/windows.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

// What running sums are of: the relation, the link, the filter.
using SumsKey = std::tuple<std::uint32_t, core::ColumnIndex, std::uint32_t>;
[[nodiscard]] SumsKey key_of(const plan::Count& count);

class DaySums {
 public:
  // `days`: how many will be asked about, where that is known.
  explicit DaySums(std::size_t days = 1) : expected_(days) {}

  // Sums of the rows that have begun, or have ended, by a day: those of day `first` - 1 (nothing) first, then of each day
  // up to the last, all things of a day together. A day begins with a line of the cache, so that threads which lay sums of
  // different things do not write to the same lines.
  struct Sums {
    static constexpr std::size_t things_of_line = 16;
    static constexpr std::align_val_t alignment{things_of_line * sizeof(std::int32_t)};
    struct Free {
      void operator()(std::int32_t* sums) const { ::operator delete(sums, alignment); }
    };
    using Array = std::unique_ptr<std::int32_t, Free>;

    std::int64_t first = 0, last = 0;  // days
    std::size_t things = 0;
    std::size_t stride = 0;  // from one day to the next: at least `things`
    Array begun, ended;      // ended: none without an end

    [[nodiscard]] const std::int32_t* by_day(const Array& sums, std::int64_t day) const;
  };

  // The sums for the rows that the count looks at, or none: they do not pay yet, or cannot be had. They pay from the third
  // day on that is asked about, and can be had of days and where every amount is known. `scratches`: one for each worker.
  [[nodiscard]] const Sums* find(const plan::Count& count, WorkedOut& world, workers::Workers& workers,
                                 std::vector<Scratch>& scratches);

 private:
  struct Kept {
    std::size_t days_asked = 0;
    std::optional<value::Day> last_asked;
    bool is_tried = false;
    std::optional<Sums> sums;
  };
  std::size_t expected_;
  std::map<SumsKey, Kept> kept_;
};

// The number of the window is high[thing] - low[thing]; of both. No value: it cannot be told from the sums.
struct SumsOfWindow {
  const std::int32_t* high = nullptr;
  const std::int32_t* low = nullptr;
};
// Whether they lie between the bounds, of things from `first` to before `last`.
void settle_by_sums(const SumsOfWindow& sums, const NumberBounds& bounds, Row first, Row last, std::uint8_t* truths);
[[nodiscard]] std::optional<SumsOfWindow> sums_of(const DaySums::Sums& sums, const CountWindow& window);

}  // namespace polc::vector
