// SPDX-License-Identifier: Apache-2.0
// Sets of changes that may bring something about, the cheapest first, and how they combine. A proposal is a guess from the
// structure of a condition; whether it does what it should is for the interpreter to say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/explain/change.h"

namespace polc::explain {

struct Proposal {
  std::vector<Change> changes;
  std::int64_t distance = 0;  // how far values move; saturates

  // Cells and rows changed; of reports each one that comes in.
  [[nodiscard]] std::size_t cost() const;
};
// INVARIANT: sorted by cost, then distance; no two alike; at most `proposals_kept`.
using Proposals = std::vector<Proposal>;
inline constexpr std::size_t proposals_kept = 16;

// What is so already needs no change.
[[nodiscard]] Proposals nothing_to_do();
[[nodiscard]] Proposals one(Change change, std::int64_t distance);
// Either of them.
[[nodiscard]] Proposals either(Proposals left, Proposals right);
// Both at once; what would set one cell to two values is left out.
[[nodiscard]] Proposals both(const Proposals& left, const Proposals& right);

}  // namespace polc::explain
