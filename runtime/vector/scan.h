// SPDX-License-Identifier: Apache-2.0
// One pass over the rows of a relation for several counts: windows, filters and sums by thing, then what the numbers say.
// For the files of this folder alone.
#pragma once

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

}  // namespace polc::vector
