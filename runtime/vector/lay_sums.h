// SPDX-License-Identifier: Apache-2.0
// Makes the running sums of DaySums, in one pass over the rows. For the files of this folder alone.
#pragma once

#include <optional>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

// None: there are too many days and things, the rows have no days, or of some it is not known whether they count or how much.
[[nodiscard]] std::optional<DaySums::Sums> lay_sums(const plan::Count& count, WorkedOut& world,
                                                    workers::Workers& workers, std::vector<Scratch>& scratches);

}  // namespace polc::vector
