// SPDX-License-Identifier: Apache-2.0
// A duty without its means: satisfiable iff a norm is active on x that demands a measure, the measure presupposes another one, and
// no norm of the policy or its superiors that demands that one bears on x, or on the y that x refers to.
#include "compiler/core/presupposed.h"
#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

bool demands(const Ground& ground, const core::Norm& norm, core::MeasureId measure) {
  return norm.modality == core::Modality::Must && contains(ground.conduct.done_by(norm), measure);
}

// The row that a subject refers to; itself where the path has no steps.
std::optional<facts::Row> follow(const facts::FactBase& facts, core::RelationId sort, const core::Path& path,
                                 facts::Row row) {
  if (path.steps.empty()) return row;
  const auto* references = std::get_if<facts::ReferenceColumn>(&facts[sort].columns[path.steps.front()]);
  if (references == nullptr || references->rows[row] == facts::absent_code) return std::nullopt;
  return static_cast<facts::Row>(references->rows[row]);
}

Claim without_means(std::uint32_t at, const core::Norm& norm, core::MeasureId means, const core::Path& path,
                    const std::vector<std::uint32_t>& demanding) {
  Claim claim = claim_about(Property::MeansMissing, norm.sort, {norm_ref(at)});
  claim.measure = means;
  for (const std::uint32_t other : demanding) claim.reads.push_back(norm_ref(other));
  claim.formula = [at, path, demanding](Encoder& encoder, SlotId subject) {
    const Term active = encoder.any_active(at, subject).yes;
    const Reference to = encoder.follow(path, {subject});
    const Term there = encoder.terms.both(active, to.present);
    return encoder.terms.both(there, any_of(encoder, demanding, to.slot).no);
  };
  claim.seen = [at, path, demanding, sort = norm.sort](const Replay& replay) {
    const auto other = follow(replay.facts, sort, path, replay.subject);
    if (!other || !both_due(at, at)(replay)) return false;
    Replay of_means = replay;
    of_means.subject = *other;
    for (const std::uint32_t one : demanding)
      if (both_due(one, one)(of_means)) return false;
    return true;
  };
  return claim;
}

}  // namespace

void add_means(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    const core::Norm& norm = program.norms[at];
    const core::PolicyId policy = ground.policy_of(norm_ref(at));
    const auto measure = Conduct::single(norm);
    if (norm.modality != core::Modality::Must || !measure || !ground.is_asked(policy)) continue;
    for (const core::MeasureId means : program[*measure].presupposes) {
      const auto path = core::presupposed_path(program, norm.sort, means);
      if (!path) continue;
      std::vector<std::uint32_t> demanding = ground.law.norms_above(policy, path->end);
      for (const std::uint32_t own : ground.law.norms(policy, path->end)) demanding.push_back(own);
      std::erase_if(demanding, [&](std::uint32_t one) { return !demands(ground, program.norms[one], means); });
      claims.push_back(without_means(at, norm, means, *path, demanding));
    }
  }
}

}  // namespace polc::prove
