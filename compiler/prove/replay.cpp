// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/replay.h"

#include <algorithm>

#include "compiler/diagnostics/sink.h"
#include "runtime/facts/from_test.h"
#include "runtime/interpret/interpret.h"

namespace polc::prove {

void Replayer::choose(const Claim& claim) {
  if (!slice_) slice_.emplace(ground_.law, ground_.demands);
  slice_->choose(sentences_of(claim));
  scope_ = ground_.law.scope_of(policies_of(ground_.law, claim));
  claim_ = &claim;
}

template <typename Look>
auto Replayer::evaluate(const Witness& witness, std::optional<value::Day> first_day, const Look& look) {
  slice_->set_first_day(first_day);
  const core::Program& program = slice_->program();
  diag::Sink sink;
  const facts::FactBase facts = facts::from_test(program, witness.test, sink);
  interpret::Options options;
  options.explain_unknowns = false;
  options.policies = scope_;
  interpret::Session session(program, facts, sink, options);
  const interpret::DayResult day = session.evaluate(witness.test.steps.front().moment);
  return look(facts, session, day);
}

bool Replayer::is_seen(const Witness& witness) {
  // A run is counted from its first day, and attributes have no dates: what has always been in force has no first day. Such a
  // policy is shown as it would be on the day on which it comes into force.
  const value::Moment moment = witness.test.steps.front().moment;
  const auto first_day = has_run(ground_.program, *claim_) ? std::optional(value::day_of(moment)) : std::nullopt;
  return evaluate(witness, first_day,
                  [&](const facts::FactBase& facts, interpret::Session& session, const interpret::DayResult& day) {
                    const auto subject = facts[witness.sort].find(witness.subject);
                    const auto holds = [&](core::ConditionId condition) {
                      return session.holds(condition, witness.sort, {*subject}, moment).front();
                    };
                    return subject && claim_->seen(Replay{*slice_, facts, day, *subject, holds});
                  });
}

std::optional<interpret::Violation> Replayer::breach_in(const Witness& witness) {
  if (claim_->about.size() < 2) return std::nullopt;
  const SentenceRef local = claim_->about[0];
  const auto by = slice_->at(local);
  const core::ArticleId upper = sentence_of(ground_.program, claim_->about[1]).article;
  return evaluate(
      witness, std::nullopt, [&](const facts::FactBase&, interpret::Session&, const interpret::DayResult& day) {
        const auto found =
            std::find_if(day.violations.begin(), day.violations.end(), [&](const interpret::Violation& violation) {
              const bool is_local =
                  local.table == SentenceRef::Table::Norm ? violation.local == by : violation.local_rule == by;
              return violation.truth == value::Truth::True && !violation.advice && is_local &&
                     violation.article == upper;
            });
        return found == day.violations.end() ? std::nullopt : std::optional(*found);
      });
}

void Replayer::drop_what_does_not_matter(Witness& witness) {
  std::vector<core::GivenRow>& given = witness.test.given;
  for (std::size_t at = given.size(); at > 0; --at) {
    const core::GivenRow row = given[at - 1];
    given.erase(given.begin() + static_cast<std::ptrdiff_t>(at) - 1);
    const bool is_subject = row.relation == witness.sort && row.subject == witness.subject;
    if (!is_subject && is_seen(witness)) continue;
    given.insert(given.begin() + static_cast<std::ptrdiff_t>(at) - 1, row);
    for (std::size_t cell = row.cells.size(); cell > 0; --cell) {
      core::GivenRow& kept = given[at - 1];
      const core::GivenCell dropped = kept.cells[cell - 1];
      const core::Relation& relation = ground_.program[row.relation];
      const bool is_needed = relation.begin == dropped.column || relation.counting_column == dropped.column;
      if (is_needed) continue;
      kept.cells.erase(kept.cells.begin() + static_cast<std::ptrdiff_t>(cell) - 1);
      if (is_seen(witness)) continue;
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
