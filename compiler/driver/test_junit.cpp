// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/junit_xml.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/diagnostics/report.h"
#include "compiler/driver/test_report.h"

namespace polc::driver {
namespace {

using diag::junit::attribute;
using diag::junit::element;
using diag::junit::Suite;

class JunitReport {
 public:
  JunitReport(const TestReport& report, const Run& run) : report_(report), run_(run) {
    std::error_code none;  // without the folder, paths stay as they are
    paths_.folder = std::filesystem::current_path(none);
  }

  std::string text() {
    for (const TestRun& test : report_.runs.all) add(test);
    if (report_.coverage) add(*report_.coverage);
    return diag::junit::to_xml("polc test", suites_);
  }

 private:
  std::string path(source::FileId file) const { return diag::reported_path(run_.sources.file(file), paths_); }

  Suite& suite(const std::string& name) {
    const auto found = std::find_if(suites_.begin(), suites_.end(), [&](const Suite& one) { return one.name == name; });
    if (found != suites_.end()) return *found;
    suites_.emplace_back().name = name;
    return suites_.back();
  }

  std::string place(source::Span span) const {
    return attribute("file", path(span.file)) + attribute("line", run_.sources.begin_position(span).line);
  }

  std::string shown(std::size_t finding) const {
    return diag::render_text(report_.findings.diagnostics()[finding], run_.sources, {run_.language, false});
  }

  void add(const TestRun& run) {
    Suite& into = suite(path(run.test->span.file));
    std::string findings;
    for (std::size_t at = run.first_finding; at < run.end_finding; ++at)
      findings += (findings.empty() ? "" : "\n") + shown(at);
    std::string inside;
    if (!run.outcome.failed.empty()) {
      ++into.failures;
      const std::string message =
          fmt::format(fmt::runtime(run_.say("expectations not met: {} of {}", "未满足的预期：{} / {}")),
                      run.outcome.failed.size(), run.outcome.expectations);
      inside = element(
          "failure", attribute("type", diag::info(diag::Kind::ExpectationFailed).code) + attribute("message", message),
          findings);
    } else if (!findings.empty()) {
      inside = element("system-out", "", findings);
    }
    const double seconds = std::chrono::duration<double>(run.time).count();
    into.add(attribute("name", diag::printable(run.test->name)) + place(run.test->span) +
                 attribute("time", fmt::format("{:.6f}", seconds)),
             inside);
  }

  std::string counts(const Covered& rules, const Covered& conditions) const {
    return fmt::format(fmt::runtime(run_.say("rules {} of {}, conditions {} of {}\n", "规则 {} / {}，条件 {} / {}\n")),
                       rules.covered, rules.all, conditions.covered, conditions.all);
  }

  void add(const CoverageTotals& totals) {
    Suite& into = suite("coverage");
    for (const PolicyCoverage& one : totals.policies) {
      const core::Policy& policy = (*one.program)[one.policy];
      std::string out = counts(one.rules, one.conditions);
      for (const std::size_t finding : one.findings) out += "\n" + shown(finding);
      into.add(attribute("name", policy.label.neutral()) + place(policy.span), element("system-out", "", out));
    }
    for (const RequiredShare& share : report_.required) {
      const std::string_view of =
          share.of == RequiredShare::Of::Rules ? run_.say("rules", "规则") : run_.say("conditions", "条件");
      const std::string name =
          fmt::format(fmt::runtime(run_.say("at least {} % of {}", "至少 {}% 的{}")), share.percent, of);
      const std::string found = counts(totals.rules, totals.conditions);
      const std::string code(diag::info(diag::Kind::TestsCoverTooLittle).code);
      if (!share.is_met()) ++into.failures;
      into.add(attribute("name", name),
               share.is_met() ? element("system-out", "", found) : element("failure", attribute("type", code), found));
    }
  }

  const TestReport& report_;
  const Run& run_;
  diag::Report paths_;
  std::vector<Suite> suites_;
};

}  // namespace

std::string to_junit(const TestReport& report, const Run& run) { return JunitReport(report, run).text(); }

}  // namespace polc::driver
