// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/driver/table.h"
#include "compiler/driver/test_report.h"

namespace polc::driver {
namespace {

std::string summary(const Run& run, const TestRuns& runs) {
  if (runs.all.empty()) return std::string(run.say("no test blocks in these files\n", "这些文件中没有测试\n"));
  return fmt::format(fmt::runtime(run.say("tests {}, failed {}; expectations {}, not met {}\n",
                                          "测试 {}，未通过 {}；预期 {}，未满足 {}\n")),
                     runs.all.size(), runs.failed, runs.expectations, runs.failed_expectations);
}

std::string share(const Run& run, const Covered& covered) {
  return fmt::format(fmt::runtime(run.say("{} of {}", "{} / {}")), covered.covered, covered.all);
}
std::string percent(const Covered& covered) { return fmt::format("{} %", covered.percent()); }

std::string coverage_table(const Run& run, const CoverageTotals& totals) {
  if (totals.policies.empty())
    return std::string(run.say("no sentence in these files could be covered: name the files of the policies too\n",
                               "这些文件中没有可供覆盖的语句：请同时给出政策文件\n"));
  Table table({{std::string(run.say("policy", "政策"))},
               {std::string(run.say("rules", "规则")), Align::Right},
               {"", Align::Right},
               {std::string(run.say("conditions", "条件")), Align::Right},
               {"", Align::Right},
               {std::string(run.say("file", "文件"))}});
  const auto add = [&](std::string name, const Covered& rules, const Covered& conditions, std::string file) {
    table.add({std::move(name), share(run, rules), percent(rules), share(run, conditions), percent(conditions),
               std::move(file)});
  };
  for (const PolicyCoverage& one : totals.policies) {
    const core::Policy& policy = (*one.program)[one.policy];
    const std::string& name = run.language == source::Language::Chinese && !policy.label.chinese.empty()
                                  ? policy.label.chinese
                                  : policy.label.neutral();
    add(name, one.rules, one.conditions, run.sources.file(policy.span.file).path());
  }
  if (totals.policies.size() > 1) add(std::string(run.say("all", "合计")), totals.rules, totals.conditions, "");
  return std::string(run.say("covered by tests\n", "测试覆盖\n")) + table.render();
}

}  // namespace

std::string to_text(const TestReport& report, const Run& run) {
  std::string text = findings_text(run, report.findings, false) + summary(run, report.runs);
  if (report.coverage) text += coverage_table(run, *report.coverage);
  return text;
}

}  // namespace polc::driver
