// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/breach.h"

#include "compiler/diagnostics/sink.h"
#include "runtime/facts/from_test.h"
#include "runtime/interpret/interpret.h"

namespace polc::prove {

std::optional<interpret::Violation> breach_of(const core::Program& program, const Finding& finding) {
  if (!finding.witness || finding.about.size() < 2) return std::nullopt;
  const core::Test& test = finding.witness->test;
  diag::Sink sink;
  const facts::FactBase facts = facts::from_test(program, test, sink);
  interpret::Options options;
  options.explain_unknowns = false;
  const interpret::DayResult day = interpret::evaluate_day(program, facts, test.steps.front().moment, sink, options);
  const SentenceRef local = finding.about[0];
  const core::ArticleId upper = sentence_of(program, finding.about[1]).article;
  for (const interpret::Violation& violation : day.violations) {
    const std::uint32_t by = local.table == SentenceRef::Table::Norm ? violation.local : violation.local_rule;
    if (violation.truth == value::Truth::True && !violation.advice && by == local.index && violation.article == upper)
      return violation;
  }
  return std::nullopt;
}

}  // namespace polc::prove
