// SPDX-License-Identifier: Apache-2.0
// One query of a claim: its formula in one cell of the law, with all that holds in any world that it looks at.
#pragma once

#include <vector>

#include "compiler/prove/claim.h"
#include "compiler/prove/encoder.h"

namespace polc::prove {

class ClaimQuery {
 public:
  using Formula = std::function<Term(Encoder&, SlotId subject)>;

  // Throws Undecided and TermOverflow where the formula has no exact counterpart.
  ClaimQuery(const Law& law, const Claim& claim, const LawCell& cell, const Formula& formula);

  // No world can be one: folding constants has shown it.
  [[nodiscard]] bool is_impossible() const { return wanted_ == terms.no(); }
  [[nodiscard]] const std::vector<Term>& assertions() const { return assertions_; }

  Terms terms;
  Encoder encoder;
  const SlotId subject;

 private:
  Term wanted_;
  std::vector<Term> assertions_;
};

}  // namespace polc::prove
