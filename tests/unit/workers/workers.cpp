// SPDX-License-Identifier: Apache-2.0
#include "runtime/workers/workers.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using polc::workers::Workers;

TEST_CASE("every piece is done once, by workers that exist, job after job") {
  for (const std::size_t count : {1U, 2U, 5U}) {
    Workers workers(count);
    REQUIRE(workers.count() == count);
    for (std::size_t pieces = 0; pieces < 200; pieces += 13) {
      std::vector<std::atomic<int>> done(pieces);
      std::atomic<bool> strange{false};
      workers.share(pieces, [&](std::size_t worker, std::size_t piece) {
        if (worker >= count) strange = true;
        ++done[piece];
      });
      CHECK(!strange);
      for (const std::atomic<int>& one : done) REQUIRE(one == 1);
    }
  }
}

TEST_CASE("what a piece throws reaches the caller, and the next job is as ever") {
  Workers workers(3);
  const auto fail = [](std::size_t, std::size_t piece) {
    if (piece == 50) throw std::runtime_error("here");
  };
  CHECK_THROWS_AS(workers.share(100, fail), std::runtime_error);
  std::atomic<int> done{0};
  workers.share(100, [&](std::size_t, std::size_t) { ++done; });
  CHECK(done == 100);
}
