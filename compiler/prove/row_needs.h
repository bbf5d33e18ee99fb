// SPDX-License-Identifier: Apache-2.0
// How many kinds of rows of a relation the sentences of a query can tell apart, for one thing: as many slots are enough.
//
// A count of a query holds a row or not. Rows that the same counts hold are one slot, with an amount (merging). Of counts from
// below it is enough to keep as many rows as they ask for; counts from above lose nothing by it (dropping). So a relation needs
// no more slots than the least of: the sum of what its counts ask for; the combinations of counts a row can be held by; the
// ages between the edges of windows times the combinations of filters.
#pragma once

#include <vector>

#include "compiler/prove/law.h"
#include "compiler/prove/sentence.h"
#include "compiler/prove/world.h"

namespace polc::prove {

// Throws Undecided where more would be needed than a solver can take.
[[nodiscard]] RowNeeds row_needs(const Law& law, const Scope& scope, const std::vector<SentenceRef>& sentences,
                                 const LawCell& cell);

}  // namespace polc::prove
