// SPDX-License-Identifier: Apache-2.0
// The test blocks of the given files, run one after the other.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "compiler/driver/arguments.h"
#include "compiler/driver/run.h"
#include "runtime/interpret/interpret.h"

namespace polc::driver {

struct TestRun {
  const core::Program* program;
  const core::Test* test;
  interpret::TestOutcome outcome;
  std::chrono::nanoseconds time{0};
  // What was found in it: Sink::diagnostics() of the run, from the first up to and not with the end.
  std::size_t first_finding = 0, end_finding = 0;
};

struct TestRuns {
  std::vector<TestRun> all;
  std::size_t failed = 0, expectations = 0, failed_expectations = 0;
  std::vector<interpret::Coverage> coverage;  // by set, where it was asked for
};

// Whether a text stands in one of the given files, in the set of its own language: what is in both sets counts once.
[[nodiscard]] bool is_own(source::FileId file, const ProgramSet& set, const Compiled& compiled);

enum class Collect : unsigned char { Outcomes, OutcomesAndCoverage };

[[nodiscard]] TestRuns run_tests(const Compiled& compiled, Collect collect, diag::Sink& sink, Phases& phases);

}  // namespace polc::driver
