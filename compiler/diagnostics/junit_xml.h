// SPDX-License-Identifier: Apache-2.0
// The form of JUnit XML, for what is told in it: findings of a check (render_junit.h), runs of tests (driver).
//   <testsuites name tests failures errors>
//     <testsuite name tests failures errors skipped>
//       <testcase classname name …>inside</testcase>
// In: texts as they are; what XML reserves is escaped here, and what it cannot hold becomes U+FFFD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace polc::diag::junit {

// ` name="value"`.
[[nodiscard]] std::string attribute(std::string_view name, std::string_view value);
[[nodiscard]] std::string attribute(std::string_view name, std::size_t value);
// `<element attributes>text</element>`; `attributes` as attribute() makes them.
[[nodiscard]] std::string element(std::string_view name, const std::string& attributes, std::string_view text);

// One suite as it is written, and what counts in its head.
struct Suite {
  std::string name;
  std::string cases;
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;

  // A test of the suite. `inside`: elements that say how it ended; whoever adds a failure, error or skip counts it.
  void add(const std::string& attributes, const std::string& inside);
};

[[nodiscard]] std::string to_xml(std::string_view name, const std::vector<Suite>& suites);

}  // namespace polc::diag::junit
