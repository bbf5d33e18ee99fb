// SPDX-License-Identifier: Apache-2.0
// Steady classes on many days in a row. All that changes from day to day is which numbers lie between their bounds: a bit for each
// number, thing and day, set for some things on all days while their sums are in the nearest cache. What the rules make of every
// combination of these bits is worked out once, and looked up on every day; things of which they make the same share their part
// of the table. For the files of this folder alone.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/value/unwritten_vector.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/kernels.h"
#include "runtime/vector/lay_sums.h"
#include "runtime/vector/rules.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/windows.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

// A number in a window.
struct SteadyNumber {
  plan::CountId count;
  bool of_itself = false;  // the thing whose class it is, not one that the thing refers to
};

class SteadyDays {
 public:
  // `run` reads the truths of the numbers in `world`, which are overwritten; `day` says where the windows lie on its day, the first
  // one. Until `last`, or less far where that would take too much memory. None: a number is that of another thing or has no sums,
  // a window or a bound changes otherwise than with the day, or the table is too large. Throws DoesNotFit.
  static std::optional<SteadyDays> make(const std::vector<SteadyNumber>& numbers, const ClassRun& run, WorkedOut& world,
                                        WorkedOut& day, value::Day last, DaySums& sums, workers::Workers& workers,
                                        std::vector<Scratch>& scratches);

  [[nodiscard]] value::Day last_day() const { return last_day_; }
  [[nodiscard]] std::size_t things() const { return things_; }
  // The classes of all things on one of the days; `state` and `rank` as in interpret::ClassTable. Several threads may.
  void look_up(value::Day day, interpret::ClassState* state, std::uint8_t* rank) const;

 private:
  using OutcomeTable = std::array<std::uint8_t, outcomes_of_look_up>;

  // Where the sums of a count are from: laid piece by piece, or kept for all things.
  struct Source {
    std::optional<ThingSums> laid;
    const DaySums::Sums* kept = nullptr;

    [[nodiscard]] std::int64_t first() const { return kept != nullptr ? kept->first : laid->first(); }
    [[nodiscard]] std::int64_t last() const { return kept != nullptr ? kept->last : laid->last(); }
    [[nodiscard]] bool has_ends() const { return kept != nullptr ? kept->ended != nullptr : laid->have_ends(); }
    [[nodiscard]] std::size_t things() const { return kept != nullptr ? kept->things : laid->things(); }
    [[nodiscard]] std::size_t stride() const { return kept != nullptr ? kept->stride : ThingSums::things_of_piece; }
  };
  struct Number {
    std::size_t source = 0;
    CountWindow window;  // on the first day
    bool begin_moves = false, end_moves = false;
    std::int32_t least = 0, greatest = 0;
    std::vector<std::uint32_t> high_at, low_at;  // by day: where its sums lie; see NumberOfDays
  };

  [[nodiscard]] std::size_t days() const;
  // The source of the count's sums; none: they cannot be had.
  std::optional<std::size_t> source_of(const plan::Count& count, WorkedOut& day, DaySums& sums,
                                       workers::Workers& workers, std::vector<Scratch>& scratches);
  bool add_number(const SteadyNumber& number, WorkedOut& day, DaySums& sums, workers::Workers& workers,
                  std::vector<Scratch>& scratches);
  void lay_windows(Number& number) const;
  bool fill_table(const std::vector<SteadyNumber>& numbers, const ClassRun& run, WorkedOut& world,
                  workers::Workers& workers, std::vector<Scratch>& scratches);
  bool mark(workers::Workers& workers, std::vector<Scratch>& scratches);

  value::Day first_day_, last_day_;
  std::size_t things_ = 0, stride_ = 0;
  std::vector<std::pair<SumsKey, Source>> sources_;
  std::vector<Number> numbers_;
  std::vector<std::uint8_t> starts_;             // by thing: where its outcomes begin in the tables
  value::UnwrittenVector<std::uint8_t> places_;  // by day, `stride_` from one to the next, and thing: its outcome
  OutcomeTable states_{}, ranks_{};
  std::size_t entries_ = 0;  // of them in use
};

}  // namespace polc::vector
