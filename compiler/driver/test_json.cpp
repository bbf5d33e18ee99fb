// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "compiler/diagnostics/render_json.h"
#include "compiler/driver/test_report.h"

namespace polc::driver {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Covered& covered) { return {{"covered", covered.covered}, {"all", covered.all}}; }

Json to_json(const CoverageTotals& totals, const Run& run) {
  Json policies = Json::array();
  for (const PolicyCoverage& one : totals.policies) {
    const core::Policy& policy = (*one.program)[one.policy];
    policies.push_back({{"policy", policy.label.neutral()},
                        {"file", run.sources.file(policy.span.file).path()},
                        {"rules", to_json(one.rules)},
                        {"conditions", to_json(one.conditions)}});
  }
  return {
      {"rules", to_json(totals.rules)}, {"conditions", to_json(totals.conditions)}, {"policies", std::move(policies)}};
}

}  // namespace

std::string to_json(const TestReport& report, const Run& run) {
  Json document = Json::parse(diag::render_json(report.findings, run.sources, run.language));
  Json tests = Json::array();
  for (const TestRun& one : report.runs.all) {
    tests.push_back({{"name", one.test->name},
                     {"policy", (*one.program)[one.test->policy].label.neutral()},
                     {"file", run.sources.file(one.test->span.file).path()},
                     {"line", run.sources.begin_position(one.test->span).line},
                     {"expectations", one.outcome.expectations},
                     {"not_met", one.outcome.failed.size()}});
  }
  document["tests"] = std::move(tests);
  document["counts"]["tests"] = report.runs.all.size();
  document["counts"]["failed"] = report.runs.failed;
  if (report.coverage) document["coverage"] = to_json(*report.coverage, run);
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace polc::driver
