// SPDX-License-Identifier: Apache-2.0
// Contradiction: satisfiable iff two norms of one set bear on x and cannot both be kept:
//   a is active on x, b is active on x, and a imposes (or allows) an act that b forbids; or both impose modes of one scale that
//   differ, with nothing that says which prevails. A default or an advice that asks for an act which a hard norm forbids is found
//   in the same way, and told as a note: it can never be followed there.
#include <algorithm>
#include <map>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

bool prevails(const core::Norm& over, const core::Norm& other) {
  return std::find(over.notwithstanding.begin(), over.notwithstanding.end(), other.sentence.article) !=
         over.notwithstanding.end();
}

std::optional<Property> clash(const Ground& ground, std::uint32_t first, std::uint32_t second) {
  const core::Program& program = ground.program;
  const core::Norm& one = program.norms[first];
  const core::Norm& other = program.norms[second];
  if (prevails(one, other) || prevails(other, one)) return std::nullopt;
  const auto one_forbids = ground.conduct.forbidden(one);
  const auto other_forbids = ground.conduct.forbidden(other);
  const auto left = Conduct::single(one);
  const auto right = Conduct::single(other);
  const auto both_must = [&] { return one.modality == core::Modality::Must && other.modality == core::Modality::Must; };
  const bool hard = one.strength == core::Strength::Hard && other.strength == core::Strength::Hard;
  if (hard && both_must() && left && right && program[*left].scale && program[*left].scale == program[*right].scale) {
    const core::PolicyId policy = ground.policy_of(norm_ref(first));
    const bool apart = program[*left].rank != program[*right].rank;
    return apart && !ground.is_combined(*program[*left].scale, one.sort, policy) ? std::optional(Property::TwoModes)
                                                                                 : std::nullopt;
  }
  if (share_any(ground.conduct.imposed(one), other_forbids) || share_any(ground.conduct.imposed(other), one_forbids))
    return Property::Contradiction;
  if (share_any(ground.conduct.urged(one), other_forbids) || share_any(ground.conduct.urged(other), one_forbids))
    return Property::DefaultForbidden;
  const auto permits = [&](const core::Norm& norm, const core::Norm& against,
                           const std::vector<core::MeasureId>& forbidden) {
    return norm.modality == core::Modality::May && against.strength == core::Strength::Hard &&
           share_any(Conduct::measures(norm), forbidden);
  };
  if (permits(one, other, other_forbids) || permits(other, one, one_forbids)) return Property::PermissionRuledOut;
  return std::nullopt;
}

Claim contradiction(const core::Program& program, Property property, std::uint32_t left, std::uint32_t right) {
  Claim claim = claim_about(property, program.norms[left].sort, {norm_ref(right), norm_ref(left)});
  claim.formula = [left, right](Encoder& encoder, SlotId subject) {
    const bool duty_is_left = encoder.program.norms[left].timing.due_by.has_value();
    return encoder.terms.all(
        {meet(encoder, left, right, Second::IsActive, subject),
         leave_no_time(encoder, duty_is_left ? left : right, duty_is_left ? right : left, subject)});
  };
  claim.seen = both_due(left, right);
  return claim;
}

// Norms of one policy and sort by what they do, so that only those are laid side by side that can clash.
class Stances {
 public:
  explicit Stances(const Ground& ground) : ground_(ground) {}

  // Those so far that may clash with the norm, in the order of the program.
  [[nodiscard]] Law::Indices against(std::uint32_t at) const {
    const core::Norm& norm = ground_.program.norms[at];
    Law::Indices found;
    const auto add = [&](const Table& table, const std::vector<core::MeasureId>& acts) {
      for (const core::MeasureId act : acts) add_from(table, act.index, at, found);
    };
    add(forbidding_, ground_.conduct.imposed(norm));
    add(forbidding_, ground_.conduct.urged(norm));
    if (norm.modality == core::Modality::May) add(forbidding_, Conduct::measures(norm));
    const std::vector<core::MeasureId> forbidden = ground_.conduct.forbidden(norm);
    add(imposing_, forbidden);
    add(urging_, forbidden);
    add(permitting_, forbidden);
    if (const auto scale = mode_scale(norm)) add_from(moding_, scale->index, at, found);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  void add(std::uint32_t at) {
    const core::Norm& norm = ground_.program.norms[at];
    for (const core::MeasureId act : ground_.conduct.imposed(norm)) imposing_[act.index].push_back(at);
    for (const core::MeasureId act : ground_.conduct.urged(norm)) urging_[act.index].push_back(at);
    for (const core::MeasureId act : ground_.conduct.forbidden(norm)) forbidding_[act.index].push_back(at);
    if (norm.modality == core::Modality::May)
      for (const core::MeasureId act : Conduct::measures(norm)) permitting_[act.index].push_back(at);
    if (const auto scale = mode_scale(norm)) moding_[scale->index].push_back(at);
  }

 private:
  using Table = std::map<std::uint32_t, Law::Indices>;

  [[nodiscard]] std::optional<core::ScaleId> mode_scale(const core::Norm& norm) const {
    const auto mode = norm.modality == core::Modality::Must ? Conduct::single(norm) : std::nullopt;
    return mode ? ground_.program[*mode].scale : std::nullopt;
  }

  void add_from(const Table& table, std::uint32_t key, std::uint32_t at, Law::Indices& found) const {
    const auto known = table.find(key);
    if (known == table.end()) return;
    for (const std::uint32_t other : known->second)
      if (!ground_.demands.apart(norm_ref(at), norm_ref(other))) found.push_back(other);
  }

  const Ground& ground_;
  Table imposing_, urging_, forbidding_, permitting_;  // by act
  Table moding_;                                       // by scale
};

}  // namespace

void add_contradictions(const Ground& ground, Claims& claims) {
  for (const core::PolicyId policy : ground.asked) {
    std::map<std::uint32_t, Stances> of_sort;
    for (const std::uint32_t right : ground.law.norms(policy)) {
      Stances& stances = of_sort.try_emplace(ground.program.norms[right].sort.index, ground).first->second;
      for (const std::uint32_t left : stances.against(right))
        if (const auto property = clash(ground, left, right))
          claims.push_back(contradiction(ground.program, *property, left, right));
      stances.add(right);
    }
  }
}

}  // namespace polc::prove
