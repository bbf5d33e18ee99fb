// SPDX-License-Identifier: Apache-2.0
#include "runtime/interpret/rank_sets.h"

#include <doctest/doctest.h>

namespace {

using polc::interpret::RankSets;

TEST_CASE("sets of ranks keep every rank, whatever their width") {
  for (const std::size_t ranks : {1, 8, 9, 16, 17, 32, 33, 64}) {
    RankSets sets(3, ranks);
    const std::uint64_t highest = std::uint64_t{1} << (ranks - 1);
    CHECK(sets[1] == 0);
    sets.add(1, highest);
    sets.add(1, 1);
    sets.add(2, highest);
    CHECK(sets[0] == 0);
    CHECK(sets[1] == (highest | 1));
    sets.remove(1, highest);
    CHECK(sets[1] == (ranks == 1 ? 0 : 1));
    CHECK(sets[2] == highest);
  }
}

}  // namespace
