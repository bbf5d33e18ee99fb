// SPDX-License-Identifier: Apache-2.0
// How much of the given policies their tests touch: counted by policy and file, with a finding at each place that is not
// covered.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/driver/test_run.h"

namespace polc::driver {

struct Covered {
  std::size_t covered = 0;
  std::size_t all = 0;

  void add(bool is_covered) {
    covered += is_covered ? 1 : 0;
    ++all;
  }
  // Rounded down, so that 100 is all of them; of nothing, all is covered.
  [[nodiscard]] std::size_t percent() const { return all == 0 ? 100 : covered * 100 / all; }
};

struct PolicyCoverage {
  const core::Program* program;
  core::PolicyId policy;
  Covered rules;
  Covered conditions;
  std::vector<std::size_t> findings;  // of it, in Sink::diagnostics()
};

struct CoverageTotals {
  std::vector<PolicyCoverage> policies;  // of the given files, those with sentences; by file and place
  Covered rules;
  Covered conditions;
};

// `runs` were made with Collect::OutcomesAndCoverage. What is not covered becomes a finding.
[[nodiscard]] CoverageTotals sum_up_coverage(const Compiled& compiled, const TestRuns& runs, diag::Sink& sink);

}  // namespace polc::driver
