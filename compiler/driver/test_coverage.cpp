// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/test_coverage.h"

#include <algorithm>

namespace polc::driver {
namespace {

using diag::Argument;

Argument never(const interpret::ConditionCoverage& condition) {
  if (condition.was_true) return {"false", "不成立"};
  if (condition.was_false) return {"true", "成立"};
  return {"asked at all, or its answer is unknown each time", "得到判定：从未用到，或每次均为未知"};
}

}  // namespace

CoverageTotals sum_up_coverage(const Compiled& compiled, const TestRuns& runs, diag::Sink& sink) {
  CoverageTotals totals;
  for (std::size_t at = 0; at < compiled.sets.size(); ++at) {
    const ProgramSet& set = compiled.sets[at];
    const core::Program& program = *set.program;
    for (const interpret::SentenceCoverage& sentence : runs.coverage[at].sentences) {
      if (!is_own(sentence.sentence.span.file, set, compiled)) continue;
      const core::PolicyId policy = program[sentence.sentence.article].policy;
      const bool is_next = totals.policies.empty() || totals.policies.back().program != &program ||
                           totals.policies.back().policy != policy;
      PolicyCoverage& one =
          is_next ? totals.policies.emplace_back(PolicyCoverage{&program, policy, {}, {}, {}}) : totals.policies.back();
      const std::size_t first = sink.diagnostics().size();
      one.rules.add(sentence.is_covered());
      if (!sentence.is_covered()) sink.emit(diag::Kind::SentenceNotTested, sentence.sentence.span);
      for (const interpret::ConditionCoverage& condition : sentence.conditions) {
        one.conditions.add(condition.is_covered());
        if (condition.is_covered()) continue;
        const source::Span span = program[condition.condition].span;
        sink.emit(diag::Kind::ConditionNotTested, span.is_known() ? span : sentence.sentence.span, never(condition));
      }
      for (std::size_t found = first; found < sink.diagnostics().size(); ++found) one.findings.push_back(found);
    }
  }
  for (const PolicyCoverage& one : totals.policies) {
    totals.rules.covered += one.rules.covered;
    totals.rules.all += one.rules.all;
    totals.conditions.covered += one.conditions.covered;
    totals.conditions.all += one.conditions.all;
  }
  return totals;
}

}  // namespace polc::driver
