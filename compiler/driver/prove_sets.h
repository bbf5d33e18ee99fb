// SPDX-License-Identifier: Apache-2.0
// polc check, second part: proves what holds of the given policies in every world, set by set, and adds the findings to the
// run. Only policies without errors are proved.
#pragma once

#include <cstddef>
#include <string>

#include "compiler/driver/arguments.h"
#include "compiler/driver/pipeline.h"
#include "compiler/driver/run.h"
#include "compiler/prove/prove.h"

namespace polc::driver {

struct ProofTotals {
  std::size_t claims = 0, proved = 0, found = 0, open = 0, uncovered = 0, queries = 0, reused = 0;
  std::string solver;                    // its version; empty: none was needed
  std::vector<prove::LawCell> breaches;  // of superiors: spans that do not touch, earliest first
  std::map<prove::Property, prove::Effort> effort;
  double slowest_seconds = 0;           // of one claim …
  std::optional<source::Span> slowest;  // … about this sentence
  std::size_t worlds = 0;               // of findings, that were written to files
};

[[nodiscard]] ProofTotals prove_sets(const CheckArguments& arguments, const Compiled& compiled, Run& run);

}  // namespace polc::driver
