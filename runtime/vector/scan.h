// SPDX-License-Identifier: Apache-2.0
// One pass over the rows of a relation for several counts: windows, filters and sums by thing, then what the numbers say.
// For the files of this folder alone.
#pragma once

#include <memory>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

// Rows of a morsel: what is in between for them stays in the nearest caches.
inline constexpr std::size_t rows_at_once = 8192;

// Fills WorkedOut::counts of these counts, all of one scan. `scratches`: one for each worker. Numbers that `sums` has for all
// days need no pass.
void run_scan(const plan::Scan& scan, const std::vector<plan::CountId>& counts, WorkedOut& world, DaySums& sums,
              workers::Workers& workers, std::vector<Scratch>& scratches);

// The same for one thing after the other, as they are asked for: of the others WorkedOut::counts says nothing. What it is made
// of must outlive it.
class ScanByThing {
 public:
  ScanByThing(const plan::Scan& scan, const std::vector<plan::CountId>& counts, WorkedOut& world, DaySums& sums,
              workers::Workers& workers, std::vector<Scratch>& scratches);
  ~ScanByThing();
  ScanByThing(ScanByThing&&) noexcept;

  void work_out(Row thing);

  // Rows lie in the order of the things that they are counted for, so that those of one are found at once.
  [[nodiscard]] static bool can_be(const plan::Scan& scan, const WorkedOut& world);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace polc::vector
