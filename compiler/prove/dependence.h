// SPDX-License-Identifier: Apache-2.0
// Whether a finding turns on facts that the policy leaves open: some state of its places, in things that its sentence does not
// mention, in which the sentence acts and is no breach whatever else is so.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/prove/answers.h"
#include "compiler/prove/claim.h"
#include "compiler/prove/witness.h"

namespace polc::prove {

struct Dependence {
  Witness spared;  // a world in which the sentence acts and is no breach
  std::vector<std::pair<core::RelationId, core::ColumnIndex>> on;
};

// None too where it cannot be decided. The claim must say when its sentence acts.
[[nodiscard]] std::optional<Dependence> dependence_of(const Law& law, const Claim& claim, const LawCell& cell,
                                                      Answers& answers, source::Language language);

}  // namespace polc::prove
