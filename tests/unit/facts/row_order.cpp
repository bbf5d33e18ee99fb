// SPDX-License-Identifier: Apache-2.0
// The order of many rows, with helpers and without; and the memory that loading writes to.
#include "runtime/facts/row_order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

#include "runtime/facts/chunk_room.h"

namespace {

using namespace polc;
using namespace polc::facts;

struct Rows {
  std::vector<std::int32_t> subjects, days;
};

value::UnwrittenVector<Row> sorted(const Rows& rows) {
  value::UnwrittenVector<Row> order(rows.subjects.size());
  std::iota(order.begin(), order.end(), Row{0});
  // The least of all numbers stands for an absent day.
  std::stable_sort(order.begin(), order.end(), [&](Row left, Row right) {
    return std::pair(rows.subjects[left], rows.days[left]) < std::pair(rows.subjects[right], rows.days[right]);
  });
  return order;
}

TEST_CASE("many rows are put in order as by a stable sort, whoever helps") {
  std::mt19937 random(20261126);
  const auto below = [&](std::uint32_t count) { return static_cast<std::int32_t>(random() % count); };
  workers::Workers one(1), three(3);
  for (const auto& [count, subjects, days] :
       {std::tuple(1U, 1U, 1U), std::tuple(5U, 2U, 3U), std::tuple(30'000U, 7U, 400U),
        std::tuple(100'000U, 60'000U, 30U), std::tuple(100'001U, 1U, 100'000U), std::tuple(50'000U, 3U, 1U)}) {
    CAPTURE(count);
    Rows rows;
    for (std::uint32_t row = 0; row < count; ++row) {
      rows.subjects.push_back(below(subjects));
      rows.days.push_back(below(20) == 0 ? absent_day : below(days));
    }
    const value::UnwrittenVector<Row> expected = sorted(rows);
    const Column times = DayColumn{rows.days};
    const bool in_order = std::is_sorted(expected.begin(), expected.end());
    for (workers::Workers* helpers : {static_cast<workers::Workers*>(nullptr), &one, &three})
      REQUIRE(order_rows(References(rows.subjects), times, subjects, helpers) ==
              (in_order ? value::UnwrittenVector<Row>{} : expected));
    // In that order they need none; nor where the rows of two parts meet in disorder does it pass for order.
    Rows laid;
    for (const Row row : expected) {
      laid.subjects.push_back(rows.subjects[row]);
      laid.days.push_back(rows.days[row]);
    }
    CHECK(order_rows(References(laid.subjects), DayColumn{laid.days}, subjects, &three).empty());
    const std::size_t meet = laid.subjects.size() / 3;
    if (meet == 0) continue;
    std::swap(laid.subjects[meet - 1], laid.subjects[meet]);
    std::swap(laid.days[meet - 1], laid.days[meet]);
    const value::UnwrittenVector<Row> again = sorted(laid);
    CHECK(order_rows(References(laid.subjects), DayColumn{laid.days}, subjects, &three) ==
          (std::is_sorted(again.begin(), again.end()) ? value::UnwrittenVector<Row>{} : again));
  }
}

TEST_CASE("chunks share memory and keep what was written, also when the room has moved") {
  ChunkRoom room;
  std::vector<SharedArray<std::byte>> chunks;
  for (std::size_t size = 0; size < 3'000; ++size) {
    std::byte* at = nullptr;
    chunks.push_back(room.take(size, at));
    REQUIRE(chunks.back().size() == size);
    REQUIRE(reinterpret_cast<std::uintptr_t>(at) % 8 == 0);
    std::fill_n(at, size, static_cast<std::byte>(size));
    if (size % 700 == 0) {
      ChunkRoom other = std::move(room);
      room = std::move(other);
    }
  }
  for (std::size_t size = 0; size < chunks.size(); ++size)
    REQUIRE(std::all_of(chunks[size].begin(), chunks[size].end(),
                        [&](std::byte value) { return value == static_cast<std::byte>(size); }));
}

}  // namespace
