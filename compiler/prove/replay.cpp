// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/replay.h"

#include <algorithm>

#include "compiler/diagnostics/sink.h"
#include "runtime/facts/from_test.h"
#include "runtime/interpret/interpret.h"

namespace polc::prove {

// A run is counted from its first day, and attributes have no dates: what has always been in force has no first day. Such a
// policy is shown as it would be on the day on which it comes into force.
const core::Program& Replayer::shown(const Claim& claim, const Witness& witness) {
  const bool undated = std::any_of(program_.policies.begin(), program_.policies.end(),
                                   [](const core::Policy& policy) { return !policy.in_force_from; });
  if (!undated || !has_run(program_, claim)) return program_;
  const value::Day day = value::day_of(witness.test.steps.front().moment);
  if (!dated_ || dated_on_ != day) {
    dated_ = program_;
    dated_on_ = day;
    for (core::Policy& policy : dated_->policies)
      if (!policy.in_force_from) policy.in_force_from = value::start_of(day);
  }
  return *dated_;
}

bool Replayer::is_seen(const Claim& claim, const Witness& witness) {
  const core::Program& program = shown(claim, witness);
  diag::Sink sink;
  const facts::FactBase facts = facts::from_test(program, witness.test, sink);
  interpret::Options options;
  options.explain_unknowns = false;
  const Scope scope = scope_of(program_, policies_of(ground_, claim));
  for (std::uint32_t at = 0; at < scope.size(); ++at)
    if (scope[at]) options.policies.push_back({at});
  interpret::Session session(program, facts, sink, options);
  const interpret::DayResult day = session.evaluate(witness.test.steps.front().moment);
  const auto subject = facts[witness.sort].find(witness.subject);
  return subject && claim.seen(Replay{program, day, *subject});
}

void Replayer::drop_what_does_not_matter(const Claim& claim, Witness& witness) {
  std::vector<core::GivenRow>& given = witness.test.given;
  for (std::size_t at = given.size(); at > 0; --at) {
    const core::GivenRow row = given[at - 1];
    given.erase(given.begin() + static_cast<std::ptrdiff_t>(at) - 1);
    const bool is_subject = row.relation == witness.sort && row.subject == witness.subject;
    if (!is_subject && is_seen(claim, witness)) continue;
    given.insert(given.begin() + static_cast<std::ptrdiff_t>(at) - 1, row);
    for (std::size_t cell = row.cells.size(); cell > 0; --cell) {
      core::GivenRow& kept = given[at - 1];
      const core::GivenCell dropped = kept.cells[cell - 1];
      const core::Relation& relation = program_[row.relation];
      const bool is_needed = relation.begin == dropped.column || relation.counting_column == dropped.column;
      if (is_needed) continue;
      kept.cells.erase(kept.cells.begin() + static_cast<std::ptrdiff_t>(cell) - 1);
      if (is_seen(claim, witness)) continue;
      kept.cells.insert(kept.cells.begin() + static_cast<std::ptrdiff_t>(cell) - 1, dropped);
    }
  }
}

bool has_run(const core::Program& program, const Claim& claim) {
  const std::vector<SentenceRef> all = sentences_of(claim);
  return std::any_of(all.begin(), all.end(), [&](SentenceRef ref) {
    return ref.table == SentenceRef::Table::Norm && program.norms[ref.index].timing.start == core::Timing::Start::Run;
  });
}

}  // namespace polc::prove
