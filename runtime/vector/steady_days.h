// SPDX-License-Identifier: Apache-2.0
// Steady classes on many days in a row. All that changes from day to day is which numbers lie between their bounds: a bit for each
// number and thing. What the rules make of every combination of these bits is worked out once, and looked up on every day; things
// of which they make the same share their part of the table. For the files of this folder alone.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/kernels.h"
#include "runtime/vector/rules.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/windows.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

// A number in a window, with the sums that it is a difference of.
struct SteadyNumber {
  plan::CountId count;
  const DaySums::Sums* sums = nullptr;
  bool of_itself = false;  // the thing whose class it is, not one that the thing refers to
};

class SteadyDays {
 public:
  // `run` reads the truths of the numbers in `world`, which are overwritten; `day` says where the windows lie on its day. None:
  // a number is that of another thing, a window or a bound changes otherwise than with the day, or the table is too large.
  static std::optional<SteadyDays> make(const std::vector<SteadyNumber>& numbers, const ClassRun& run, WorkedOut& world,
                                        WorkedOut& day, workers::Workers& workers, std::vector<Scratch>& scratches);

  // From the day it was made for on.
  [[nodiscard]] value::Day last_day() const { return last_day_; }
  [[nodiscard]] std::size_t things() const { return places_.size(); }
  // The classes of all things on a day; `state` and `rank` as in interpret::ClassTable. Several threads may.
  void work_out(value::Day day, Scratch& scratch, interpret::ClassState* state, std::uint8_t* rank) const;

 private:
  using OutcomeTable = std::array<std::uint8_t, outcomes_of_look_up>;

  struct Number {
    const DaySums::Sums* sums = nullptr;
    CountWindow window;  // on the first day
    bool begin_moves = false, end_moves = false;
    std::int32_t least = 0, greatest = 0;
    bool if_nothing = false;  // whether no row lies between the bounds
  };

  static std::optional<Number> number_of(const SteadyNumber& number, WorkedOut& day, value::Day& last_day);
  bool fill_table(const std::vector<SteadyNumber>& numbers, const ClassRun& run, WorkedOut& world,
                  workers::Workers& workers, std::vector<Scratch>& scratches);

  value::Day first_day_, last_day_;
  std::vector<Number> numbers_;
  std::vector<std::uint8_t> places_;  // by thing: where its outcomes begin in the tables
  OutcomeTable states_{}, ranks_{};
};

}  // namespace polc::vector
