// SPDX-License-Identifier: Apache-2.0
// polc test: runs the test blocks of the given files. What is expected and does not hold is a finding at its place; with
// --coverage so is what no test touches.
#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>

#include "compiler/diagnostics/render_junit.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/test_report.h"

namespace polc::driver {
namespace {

using diag::Argument;

std::vector<RequiredShare> required_shares(const TestArguments& arguments, const CoverageTotals& totals,
                                           diag::Sink& sink) {
  std::vector<RequiredShare> required;
  const bool any_sentence = !totals.policies.empty();
  if (arguments.required_rules)
    required.push_back({RequiredShare::Of::Rules, *arguments.required_rules, totals.rules, any_sentence});
  if (arguments.required_conditions)
    required.push_back(
        {RequiredShare::Of::Conditions, *arguments.required_conditions, totals.conditions, any_sentence});
  for (const RequiredShare& share : required) {
    if (share.is_met()) continue;
    const Argument of =
        share.of == RequiredShare::Of::Rules ? Argument("rules", "规则") : Argument("conditions", "条件");
    sink.emit(diag::Kind::TestsCoverTooLittle, {}, of, share.found.covered, share.found.all, share.percent);
  }
  return required;
}

std::string rendered(TestFormat format, const TestReport& report, const Run& run) {
  switch (format) {
    case TestFormat::Text:
      return to_text(report, run);
    case TestFormat::Json:
      return to_json(report, run);
    case TestFormat::Junit:
      return to_junit(report, run);
  }
  return "";
}

// A program that shows tests is to find out, too, that none were run.
std::string mistakes_as_junit(const Run& run) {
  diag::Report report;
  report.language = run.language;
  report.run = "polc test";
  std::error_code none;  // without the folder, paths stay as they are
  report.folder = std::filesystem::current_path(none);
  return diag::render_junit(run.sink, run.sources, report);
}

}  // namespace

ExitCode run_test(const TestArguments& arguments, Run& run) {
  const Compiled compiled = compile_input(arguments.input, Until::Checked, run);
  if (run.sink.has_errors()) {
    report_findings(run);
    if (arguments.format == TestFormat::Junit) run.out.write(mistakes_as_junit(run));
    return finish(run, exit_code_of(run.sink), arguments.input.time);
  }
  // Every place that is not covered is told, however many there are.
  diag::Sink sink(diag::Limits{std::numeric_limits<std::size_t>::max()});
  const Collect collect = arguments.coverage ? Collect::OutcomesAndCoverage : Collect::Outcomes;
  const TestRuns runs = run_tests(compiled, collect, sink, run.phases);
  std::optional<CoverageTotals> coverage;
  std::vector<RequiredShare> required;
  if (arguments.coverage) {
    coverage = sum_up_coverage(compiled, runs, sink);
    required = required_shares(arguments, *coverage, sink);
  }
  run.out.write(rendered(arguments.format, {runs, coverage, required, sink}, run));
  const bool too_little =
      std::any_of(required.begin(), required.end(), [](const RequiredShare& share) { return !share.is_met(); });
  // An expectation that is not met is found by running, not by checking: the policy itself is valid.
  return finish(run, runs.failed > 0 || too_little ? ExitCode::Findings : ExitCode::Nothing, arguments.input.time);
}

}  // namespace polc::driver
