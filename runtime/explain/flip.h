// SPDX-License-Identifier: Apache-2.0
// Of proposed changes those that do what they should: each is made on a copy of the facts and put to the interpreter again.
// Nothing else is ever given out. Bounded by the number of proposals tried and by the rows that they make the interpreter read.
#pragma once

#include <functional>
#include <optional>

#include "runtime/explain/explanation.h"
#include "runtime/explain/proposal.h"

namespace polc::explain {

// What is so on changed facts; none: nothing has turned.
struct Outcome {
  interpret::ClassState state = interpret::ClassState::None;
  std::uint32_t rank = 0;
};
using Judge = std::function<std::optional<Outcome>(interpret::Probe&)>;

class FlipFinder {
 public:
  static constexpr std::size_t most_tried = 80;
  static constexpr std::size_t least_tried = 8;              // however large the facts are
  static constexpr std::size_t most_rows_read = 40'000'000;  // tried times rows of the facts
  static constexpr std::size_t flips_kept = 3;

  FlipFinder(const core::Program& program, const facts::FactBase& facts, value::Moment moment);

  // `bounded`: not everything was proposed.
  [[nodiscard]] FlipSearch find(const Proposals& proposals, const Judge& judge, bool bounded);
  // Of what is unknown: where missing reports alone make it known, only these are given out, whatever else would be smaller.
  [[nodiscard]] FlipSearch find_known(const Proposals& proposals, const Judge& judge, bool bounded);

 private:
  std::optional<Outcome> outcome(const std::vector<Change>& changes, const Judge& judge);
  // Without the changes that it does as well without.
  Proposal least(Proposal proposal, const Judge& judge, Outcome& outcome);

  const core::Program& program_;
  value::Moment moment_;
  std::size_t rows_ = 0;
  std::size_t tried_ = 0;
  const facts::FactBase& facts_;
  std::optional<ChangedFacts> changed_;  // made when first needed
};

}  // namespace polc::explain
