// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/test_run.h"

#include <algorithm>

namespace polc::driver {

bool is_own(source::FileId file, const ProgramSet& set, const Compiled& compiled) {
  return std::any_of(set.files.begin(), set.files.end(), [&](const LoadedFile& one) {
    return one.id == file && one.given && (compiled.sets.size() == 1 || one.tree.language == set.language);
  });
}

TestRuns run_tests(const Compiled& compiled, Collect collect, diag::Sink& sink, Phases& phases) {
  TestRuns runs;
  for (const ProgramSet& set : compiled.sets) {
    interpret::Coverage* coverage = nullptr;
    if (collect == Collect::OutcomesAndCoverage)
      coverage = &runs.coverage.emplace_back(interpret::nothing_covered(*set.program));
    for (const core::Test& test : set.program->tests) {
      if (!is_own(test.span.file, set, compiled)) continue;
      TestRun run{&*set.program, &test, {}, {}, sink.diagnostics().size(), 0};
      const auto begin = std::chrono::steady_clock::now();
      run.outcome = phases.run("test", [&] { return interpret::run_test(*set.program, test, sink, coverage); });
      run.time = std::chrono::steady_clock::now() - begin;
      run.end_finding = sink.diagnostics().size();
      runs.expectations += run.outcome.expectations;
      runs.failed_expectations += run.outcome.failed.size();
      runs.failed += run.outcome.failed.empty() ? 0 : 1;
      runs.all.push_back(std::move(run));
    }
  }
  return runs;
}

}  // namespace polc::driver
