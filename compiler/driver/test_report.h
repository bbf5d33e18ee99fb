// SPDX-License-Identifier: Apache-2.0
// The three forms of a run of tests: text for people, JSON for programs, JUnit XML for programs that show tests.
//
// JUnit: a suite for each file with tests, a <testcase> for each test block with its place and its time in seconds, and a
// <failure> with the findings in it where an expectation is not met. With coverage a suite `coverage` has a <testcase> for
// each policy, with what is not covered in <system-out>, and one for each share that is required.
#pragma once

#include <optional>
#include <string>

#include "compiler/driver/test_coverage.h"
#include "compiler/driver/test_run.h"

namespace polc::driver {

// A share of rules or conditions that must be covered.
struct RequiredShare {
  enum class Of : unsigned char { Rules, Conditions } of = Of::Rules;
  std::size_t percent = 0;
  Covered found;
  bool any_sentence = true;  // false: none of the given files has a sentence, and no share of nothing is met

  [[nodiscard]] bool is_met() const { return any_sentence && found.covered * 100 >= percent * found.all; }
};

struct TestReport {
  const TestRuns& runs;
  const std::optional<CoverageTotals>& coverage;
  const std::vector<RequiredShare>& required;
  const diag::Sink& findings;
};

[[nodiscard]] std::string to_text(const TestReport& report, const Run& run);
[[nodiscard]] std::string to_json(const TestReport& report, const Run& run);
[[nodiscard]] std::string to_junit(const TestReport& report, const Run& run);

}  // namespace polc::driver
