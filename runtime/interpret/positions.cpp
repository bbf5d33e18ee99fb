// SPDX-License-Identifier: Apache-2.0
#include "runtime/interpret/positions.h"

#include <algorithm>

#include "runtime/interpret/compliance.h"

namespace polc::interpret {

namespace {

// A choice between measures imposes none of them, but what each of them does; `of`: what one measure does.
template <typename Of>
std::vector<core::MeasureId> whichever(const core::Norm& norm, const Of& of) {
  const std::vector<core::MeasureId> choices = measures_of(norm);
  if (norm.connective != core::HeadConnective::OneOf || choices.empty() || choices.size() != norm.heads.size())
    return {};
  std::vector<core::MeasureId> all = of(choices.front());
  for (const core::MeasureId choice : choices) {
    const std::vector<core::MeasureId> others = of(choice);
    std::erase_if(all, [&](core::MeasureId one) { return !contains(others, one); });
  }
  return all;
}

std::optional<core::MeasureId> sure_measure(const core::Norm& norm) {
  const core::MeasureHead* head = measure_head(norm, 0);
  return head != nullptr && norm.connective == core::HeadConnective::Single ? std::optional(head->measure)
                                                                            : std::nullopt;
}

bool holds_anywhere(const std::vector<Truth>& truths) {
  return std::any_of(truths.begin(), truths.end(), [](Truth truth) { return truth != Truth::False; });
}

void add(std::vector<core::MeasureId>& all, const std::vector<core::MeasureId>& more) {
  for (const core::MeasureId one : more)
    if (!contains(all, one)) all.push_back(one);
}

}  // namespace

Positions::Positions(NormEvaluator& norms_) : norms(norms_) {
  for (std::uint32_t at = 0; at < norms.evaluator.program.norms.size(); ++at)
    if (!norms.evaluator.world.superiors[norms.policy(at).index].empty()) lower_norms_.push_back(at);
}

const std::vector<core::MeasureId>& Positions::imposed(std::uint32_t at) {
  const auto [found, is_new] = imposed_.try_emplace(at);
  if (is_new) found->second = work_out_imposed(at);
  return found->second;
}

const std::vector<core::MeasureId>& Positions::forbidden(std::uint32_t at) {
  const auto [found, is_new] = forbidden_.try_emplace(at);
  if (is_new) found->second = work_out_forbidden(at);
  return found->second;
}

std::vector<core::MeasureId> Positions::work_out_imposed(std::uint32_t at) const {
  const core::Norm& norm = norms.norm(at);
  const core::Program& program = norms.evaluator.program;
  if (norm.strength != core::Strength::Hard) return {};
  if (norm.modality == core::Modality::Must) {
    if (norm.connective == core::HeadConnective::Sequence) {
      std::vector<core::MeasureId> all;
      for (const core::MeasureId measure : measures_of(norm)) add(all, implied_by(program, measure));
      return all;
    }
    const auto measure = sure_measure(norm);
    return measure ? implied_by(program, *measure)
                   : whichever(norm, [&](core::MeasureId one) { return implied_by(program, one); });
  }
  // To forbid an act is to impose its opposite.
  std::vector<core::MeasureId> all;
  if (norm.modality == core::Modality::MustNot)
    for (const core::MeasureId measure : measures_of(norm)) {
      add(all, program[measure].opposite_of);
      for (std::uint32_t other = 0; other < program.vocabulary.measures.size(); ++other)
        if (contains(program.vocabulary.measures[other].opposite_of, measure)) add(all, {{other}});
    }
  return all;
}

std::vector<core::MeasureId> Positions::work_out_forbidden(std::uint32_t at) const {
  const core::Norm& norm = norms.norm(at);
  const core::Program& program = norms.evaluator.program;
  std::vector<core::MeasureId> all;
  if (norm.strength != core::Strength::Hard) return all;
  if (norm.modality == core::Modality::MustNot)
    for (const core::MeasureId measure : measures_of(norm)) add(all, acts_counting_as(program, measure));
  if (norm.modality == core::Modality::Must)
    add(all, sure_measure(norm) ? excluded_by(program, *sure_measure(norm))
                                : whichever(norm, [&](core::MeasureId one) { return excluded_by(program, one); }));
  return all;
}

std::vector<Truth> Positions::stance_of(const std::set<std::uint32_t>& policies, Stance stance, core::MeasureId act,
                                        core::RelationId sort) {
  std::vector<Truth> truths(norms.places(sort), Truth::False);
  for (std::uint32_t at = 0; at < norms.evaluator.program.norms.size(); ++at) {
    const core::Norm& norm = norms.norm(at);
    if (norm.sort != sort || !policies.contains(norms.policy(at).index)) continue;
    bool takes_it = false;
    switch (stance) {
      case Stance::Impose:
        takes_it = contains(imposed(at), act);
        break;
      case Stance::Forbid:
        takes_it = contains(forbidden(at), act);
        break;
      case Stance::Permit:
        // What counts as the act is allowed with it.
        for (const core::MeasureId measure : measures_of(norm))
          takes_it = takes_it || (norm.modality == core::Modality::May &&
                                  contains(implied_by(norms.evaluator.program, measure), act));
        break;
    }
    if (!takes_it) continue;
    const std::vector<Truth> who = norms.guarded_subjects(at);
    for (std::size_t row = 0; row < who.size(); ++row) truths[row] = value::kleene_or(truths[row], who[row]);
  }
  return truths;
}

const std::vector<Truth>& Positions::of_superiors(core::PolicyId lower, Stance stance, core::MeasureId act,
                                                  core::RelationId sort) {
  const Key key{lower.index, false, stance, act.index, sort.index};
  const auto found = stances_.find(key);
  if (found != stances_.end()) return found->second;
  std::set<std::uint32_t> policies;
  for (const core::PolicyId upper : norms.evaluator.world.superiors[lower.index]) policies.insert(upper.index);
  return stances_.emplace(key, stance_of(policies, stance, act, sort)).first->second;
}

const std::vector<Truth>& Positions::of_policy_and_above(core::PolicyId upper, Stance stance, core::MeasureId act,
                                                         core::RelationId sort) {
  const Key key{upper.index, true, stance, act.index, sort.index};
  const auto found = stances_.find(key);
  if (found != stances_.end()) return found->second;
  std::set<std::uint32_t> policies{upper.index};
  for (const core::PolicyId above : norms.evaluator.world.superiors[upper.index]) policies.insert(above.index);
  return stances_.emplace(key, stance_of(policies, stance, act, sort)).first->second;
}

std::vector<Truth> Positions::scope_of(std::uint32_t at, const std::vector<Row>& things) {
  const core::Limit& limit = norms.evaluator.program.limits[at];
  const Applicability& applying = norms.evaluator.sentence_applies(limit.sentence, limit.sort);
  std::vector<Truth> truths;
  truths.reserve(things.size());
  for (const Row thing : things) truths.push_back(applying[thing]);
  if (!holds_anywhere(truths)) return truths;
  const Batch all = batch_of(limit.sort, things);
  for (const core::ConditionId exception : limit.exceptions) {
    const std::vector<Truth> excepted = norms.evaluator.condition(exception, all);
    for (std::size_t at_thing = 0; at_thing < truths.size(); ++at_thing)
      truths[at_thing] = value::kleene_and(truths[at_thing], value::kleene_not(excepted[at_thing]));
  }
  return truths;
}

std::vector<Truth> Positions::phrase_of(std::uint32_t at, const std::vector<Row>& things, std::vector<Truth> scope) {
  if (!holds_anywhere(scope)) return scope;
  const core::Limit& limit = norms.evaluator.program.limits[at];
  const std::vector<Truth> held = norms.evaluator.condition(limit.phrase, batch_of(limit.sort, things));
  for (std::size_t at_thing = 0; at_thing < scope.size(); ++at_thing)
    scope[at_thing] = value::kleene_and(scope[at_thing], held[at_thing]);
  return scope;
}

const std::vector<Truth>& Positions::limit_scope(std::uint32_t at) {
  const auto found = scopes_.find(at);
  if (found != scopes_.end()) return found->second;
  return scopes_.emplace(at, scope_of(at, norms.subjects_of(norms.evaluator.program.limits[at].sort))).first->second;
}

const std::vector<Truth>& Positions::limit_phrase(std::uint32_t at) {
  const auto found = phrases_.find(at);
  if (found != phrases_.end()) return found->second;
  const std::vector<Row> things = norms.subjects_of(norms.evaluator.program.limits[at].sort);
  return phrases_.emplace(at, phrase_of(at, things, limit_scope(at))).first->second;
}

const std::vector<Truth>& Positions::explicitly_limited(core::PolicyId lower, core::MeasureId measure,
                                                        core::RelationId sort) {
  const std::tuple key(lower.index, measure.index, sort.index);
  const auto found = limited_.find(key);
  if (found != limited_.end()) return found->second;
  const core::Program& program = norms.evaluator.program;
  std::vector<Truth> truths(norms.places(sort), Truth::False);
  for (std::uint32_t at = 0; at < program.limits.size(); ++at) {
    const core::Limit& limit = program.limits[at];
    if (limit.kind != core::LimitKind::Amount && limit.kind != core::LimitKind::Delegated) continue;
    if (limit.sort != sort || !contains(limit.measures, measure)) continue;
    if (!norms.evaluator.world.is_under(lower, program[limit.sentence.article].policy)) continue;
    const std::vector<Truth>& who = limit_phrase(at);
    for (std::size_t row = 0; row < who.size(); ++row) truths[row] = value::kleene_or(truths[row], who[row]);
  }
  return limited_.emplace(key, std::move(truths)).first->second;
}

bool Positions::stands_above(std::uint32_t upper_norm, std::uint32_t lower_norm) const {
  return norms.evaluator.world.is_under(norms.policy(lower_norm), norms.policy(upper_norm));
}

}  // namespace polc::interpret
