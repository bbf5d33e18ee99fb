// SPDX-License-Identifier: Apache-2.0
// References from policies in force to policies that are not.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/prove/law.h"

namespace polc::prove {

struct LapsedReference {
  enum class Why : std::uint8_t { NotYet, Ended, Superseded };

  core::PolicyId policy;
  std::optional<SentenceRef> sentence;  // that refers; none: the head of the policy
  core::PolicyId target;
  std::optional<core::ArticleId> article;  // of the target
  value::Moment from;                      // the first moment at which it is so
  Why why = Why::Ended;
  std::optional<core::PolicyId> by;  // Superseded
};

// Of these policies, between two moments, both included. Needs no solver.
[[nodiscard]] std::vector<LapsedReference> lapsed_references(const Law& law,
                                                             const std::vector<core::PolicyId>& policies,
                                                             value::Moment from, value::Moment to);

}  // namespace polc::prove
