// SPDX-License-Identifier: Apache-2.0
// polc test: runs the test blocks of the given files. What is expected and does not hold is a finding at its place.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/diagnostics/render_json.h"
#include "compiler/driver/commands.h"
#include "runtime/interpret/interpret.h"

namespace polc::driver {
namespace {

struct Outcome {
  const core::Program* program;
  const core::Test* test;
  interpret::TestOutcome outcome;
};

struct Outcomes {
  std::vector<Outcome> all;
  std::size_t failed = 0, expectations = 0, failed_expectations = 0;
};

// A test of a file that is in both sets runs once, in the set of its own language.
bool runs_in(const core::Test& test, const ProgramSet& set, bool only_set) {
  return std::any_of(set.files.begin(), set.files.end(), [&](const LoadedFile& file) {
    return file.id == test.span.file && file.given && (only_set || file.tree.language == set.language);
  });
}

Outcomes run_all(const Compiled& compiled, diag::Sink& sink, Phases& phases) {
  Outcomes outcomes;
  for (const ProgramSet& set : compiled.sets) {
    for (const core::Test& test : set.program->tests) {
      if (!runs_in(test, set, compiled.sets.size() == 1)) continue;
      auto outcome = phases.run("test", [&] { return interpret::run_test(*set.program, test, sink); });
      outcomes.expectations += outcome.expectations;
      outcomes.failed_expectations += outcome.failed.size();
      outcomes.failed += outcome.failed.empty() ? 0 : 1;
      outcomes.all.push_back({&*set.program, &test, std::move(outcome)});
    }
  }
  return outcomes;
}

std::string summary(const Run& run, const Outcomes& outcomes) {
  if (outcomes.all.empty()) return std::string(run.say("no test blocks in these files\n", "这些文件中没有测试\n"));
  return fmt::format(fmt::runtime(run.say("tests {}, failed {}; expectations {}, not met {}\n",
                                          "测试 {}，未通过 {}；预期 {}，未满足 {}\n")),
                     outcomes.all.size(), outcomes.failed, outcomes.expectations, outcomes.failed_expectations);
}

std::string to_json(const Run& run, const diag::Sink& sink, const Outcomes& outcomes) {
  auto document = nlohmann::ordered_json::parse(diag::render_json(sink, run.sources, run.language));
  auto tests = nlohmann::ordered_json::array();
  for (const Outcome& one : outcomes.all) {
    tests.push_back({{"name", one.test->name},
                     {"policy", (*one.program)[one.test->policy].label.neutral()},
                     {"file", run.sources.file(one.test->span.file).path()},
                     {"line", run.sources.begin_position(one.test->span).line},
                     {"expectations", one.outcome.expectations},
                     {"not_met", one.outcome.failed.size()}});
  }
  document["tests"] = std::move(tests);
  document["counts"]["tests"] = outcomes.all.size();
  document["counts"]["failed"] = outcomes.failed;
  return document.dump(2) + "\n";
}

}  // namespace

ExitCode run_test(const TestArguments& arguments, Run& run) {
  const Compiled compiled = compile_input(arguments.input, Until::Checked, run);
  if (run.sink.has_errors()) {
    report_findings(run);
    return finish(run, exit_code_of(run.sink), arguments.input.time);
  }
  diag::Sink sink;
  const Outcomes outcomes = run_all(compiled, sink, run.phases);
  if (arguments.format == Format::Json) {
    run.out.write(to_json(run, sink, outcomes));
  } else {
    run.out.write(findings_text(run, sink, false));
    run.out.write(summary(run, outcomes));
  }
  // An expectation that is not met is found by running, not by checking: the policy itself is valid.
  return finish(run, outcomes.failed > 0 ? ExitCode::Findings : ExitCode::Nothing, arguments.input.time);
}

}  // namespace polc::driver
