// SPDX-License-Identifier: Apache-2.0
// What policies impose, forbid and permit, thing by thing, so that a lower policy can be laid beside those above it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "runtime/interpret/norms.h"

namespace polc::interpret {

class Positions {
 public:
  explicit Positions(NormEvaluator& norms);

  // Acts that a norm imposes / forbids, what follows from the vocabulary included.
  [[nodiscard]] const std::vector<core::MeasureId>& imposed(std::uint32_t norm);
  [[nodiscard]] const std::vector<core::MeasureId>& forbidden(std::uint32_t norm);
  enum class Stance : std::uint8_t { Impose, Forbid, Permit };
  // Whether some norm of a policy above `lower` (or of `upper` or above it) takes this stance on the act. Here and below:
  // by the place of each subject that is looked at.
  const std::vector<Truth>& of_superiors(core::PolicyId lower, Stance stance, core::MeasureId act,
                                         core::RelationId sort);
  const std::vector<Truth>& of_policy_and_above(core::PolicyId upper, Stance stance, core::MeasureId act,
                                                core::RelationId sort);
  // Whether a limit with a range stands above `lower` on the measure.
  const std::vector<Truth>& explicitly_limited(core::PolicyId lower, core::MeasureId measure, core::RelationId sort);
  // The limit's policy applies and no exception holds (`scope`), and its phrase holds too (`phrase`).
  const std::vector<Truth>& limit_scope(std::uint32_t limit);
  const std::vector<Truth>& limit_phrase(std::uint32_t limit);
  // The same for any things of its sort.
  std::vector<Truth> scope_of(std::uint32_t limit, const std::vector<Row>& things);
  std::vector<Truth> phrase_of(std::uint32_t limit, const std::vector<Row>& things, std::vector<Truth> scope);
  // The norms of policies that stand under others.
  [[nodiscard]] const std::vector<std::uint32_t>& lower_norms() const { return lower_norms_; }
  [[nodiscard]] bool stands_above(std::uint32_t upper_norm, std::uint32_t lower_norm) const;

  NormEvaluator& norms;

 private:
  std::vector<Truth> stance_of(const std::set<std::uint32_t>& policies, Stance stance, core::MeasureId act,
                               core::RelationId sort);

  [[nodiscard]] std::vector<core::MeasureId> work_out_imposed(std::uint32_t norm) const;
  [[nodiscard]] std::vector<core::MeasureId> work_out_forbidden(std::uint32_t norm) const;

  std::map<std::uint32_t, std::vector<core::MeasureId>> imposed_, forbidden_;
  using Key = std::tuple<std::uint32_t, bool, Stance, std::uint32_t, std::uint32_t>;
  std::map<Key, std::vector<Truth>> stances_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::vector<Truth>> limited_;
  std::map<std::uint32_t, std::vector<Truth>> scopes_, phrases_;
  std::vector<std::uint32_t> lower_norms_;
};

}  // namespace polc::interpret
