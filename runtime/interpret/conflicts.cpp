// SPDX-License-Identifier: Apache-2.0
// Norms that cannot both be kept: the same act demanded and forbidden; two modes of one scale at once. Between a superior and
// a policy under it the clash is a breach of the lower one and is found elsewhere.
#include <algorithm>

#include "runtime/interpret/norms.h"

namespace polc::interpret {

namespace {

bool is_hard(const core::Norm& norm, core::Modality modality) {
  return norm.modality == modality && norm.strength == core::Strength::Hard;
}

bool related(const NormEvaluator& norms, std::uint32_t left, std::uint32_t right) {
  const World& world = norms.evaluator.world;
  return world.is_under(norms.policy(left), norms.policy(right)) ||
         world.is_under(norms.policy(right), norms.policy(left));
}

bool prevails(const core::Norm& over, const core::Norm& other) {
  return std::find(over.notwithstanding.begin(), over.notwithstanding.end(), other.sentence.article) !=
         over.notwithstanding.end();
}

// A combination rule of either policy or of one above it says which mode counts.
bool is_combined(const NormEvaluator& norms, core::ScaleId scale, core::RelationId sort, std::uint32_t left,
                 std::uint32_t right) {
  const core::Program& program = norms.evaluator.program;
  return std::any_of(program.combinations.begin(), program.combinations.end(), [&](const core::CombinationRule& rule) {
    const core::PolicyId owner = program[rule.sentence.article].policy;
    const auto governs = [&](core::PolicyId policy) {
      return policy == owner || norms.evaluator.world.is_under(policy, owner);
    };
    return rule.is_about(scale, sort) && (governs(norms.policy(left)) || governs(norms.policy(right)));
  });
}

void add_pairs(NormEvaluator& norms, NormConflict::Kind kind, std::uint32_t first, std::uint32_t second,
               DayResult& result) {
  if (norms.bearing(first).size() == 0 || norms.bearing(second).size() == 0) return;
  const std::vector<Truth> one = norms.active_subjects(first);
  const std::vector<Truth> other = norms.active_subjects(second);
  for (std::size_t place = 0; place < one.size(); ++place) {
    const Truth both = value::kleene_and(one[place], other[place]);
    if (both != Truth::False)
      result.conflicts.push_back({kind, both, first, second, norms.norm(first).sort, norms.subject_at(place)});
  }
}

// The measure of a norm that demands or forbids just that; a choice or a sequence does not.
std::optional<core::MeasureId> only_measure(const core::Norm& norm) {
  const core::MeasureHead* head = measure_head(norm, 0);
  if (head == nullptr || norm.connective != core::HeadConnective::Single || !head->recipients.empty())
    return std::nullopt;
  return head->measure;
}

}  // namespace

void add_conflicts(NormEvaluator& norms, DayResult& result) {
  const core::Program& program = norms.evaluator.program;
  // Norms by sort and measure, so that only those that can meet are laid side by side, and asked on whom they bear.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> demanding, forbidding, on_scale;
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    const core::Norm& norm = program.norms[at];
    const auto measure = only_measure(norm);
    if (!measure) continue;
    if (is_hard(norm, core::Modality::Must)) {
      demanding[{norm.sort.index, measure->index}].push_back(at);
      if (program[*measure].scale) on_scale[{norm.sort.index, program[*measure].scale->index}].push_back(at);
    }
    if (is_hard(norm, core::Modality::MustNot)) forbidding[{norm.sort.index, measure->index}].push_back(at);
  }
  for (const auto& [key, musts] : demanding) {
    const auto against = forbidding.find(key);
    if (against == forbidding.end()) continue;
    for (const std::uint32_t must : musts)
      for (const std::uint32_t must_not : against->second)
        if (!related(norms, must, must_not))
          add_pairs(norms, NormConflict::Kind::MustAndMustNot, must, must_not, result);
  }
  for (const auto& [key, musts] : on_scale) {
    for (std::size_t left = 0; left < musts.size(); ++left) {
      for (std::size_t right = left + 1; right < musts.size(); ++right) {
        const core::Norm& one = norms.norm(musts[left]);
        const core::Norm& other = norms.norm(musts[right]);
        if (program[*only_measure(one)].rank == program[*only_measure(other)].rank) continue;
        if (prevails(one, other) || prevails(other, one) || related(norms, musts[left], musts[right])) continue;
        if (is_combined(norms, {key.second}, {key.first}, musts[left], musts[right])) continue;
        add_pairs(norms, NormConflict::Kind::TwoModes, musts[left], musts[right], result);
      }
    }
  }
}

}  // namespace polc::interpret
