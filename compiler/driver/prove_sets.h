// SPDX-License-Identifier: Apache-2.0
// polc check, second part: proves what holds of the given policies in every world, set by set, and adds the findings to the
// run. Only policies without errors are proved.
#pragma once

#include <cstddef>
#include <string>

#include "compiler/driver/arguments.h"
#include "compiler/driver/pipeline.h"
#include "compiler/driver/run.h"

namespace polc::driver {

struct ProofTotals {
  std::size_t claims = 0, proved = 0, found = 0, open = 0, uncovered = 0, queries = 0;
  std::string solver;  // its version; empty: none was needed
};

[[nodiscard]] ProofTotals prove_sets(const CheckArguments& arguments, const Compiled& compiled, Run& run);

}  // namespace polc::driver
