// SPDX-License-Identifier: Apache-2.0
// The inner loops that this processor runs, against what they say they do, one by one: every truth, every size up to several
// vectors and a rest.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "runtime/interpret/result.h"
#include "runtime/vector/column_view.h"
#include "runtime/vector/kernels.h"

using namespace polc;
using namespace polc::vector;
using Bytes = std::vector<std::uint8_t>;

namespace {

constexpr std::size_t most = 300;

Bytes draw(std::mt19937& random, std::size_t size, unsigned limit) {
  Bytes bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() % limit);
  return bytes;
}

}  // namespace

TEST_CASE("rows that are chosen") {
  std::mt19937 random(1);
  for (std::size_t size = 0; size < most; ++size) {
    const Bytes bytes = draw(random, size, size % 2 == 0 ? 2 : 9);
    std::vector<RowId> expected, found(size + rows_of_room);
    for (std::size_t at = 0; at < size; ++at)
      if (bytes[at] != 0) expected.push_back(static_cast<RowId>(7 + at));
    found.resize(kernels().rows_of(bytes.data(), size, 7, found.data()));
    REQUIRE(found == expected);
    REQUIRE(kernels().count_not_zero(bytes.data(), size) == expected.size());
  }
}

TEST_CASE("values inside and outside a range, absent ones, and rows that are not there") {
  std::mt19937 random(2);
  const std::vector<std::int32_t> days{facts::absent_day, -5, 0, 18300, std::numeric_limits<std::int32_t>::max()};
  for (std::size_t size = 2; size < most; size += 7) {
    std::vector<std::int32_t> given{days[1], days.back()};  // so that four bytes are needed
    while (given.size() < size) given.push_back(days[random() % days.size()]);
    const facts::Column held = facts::DayColumn{given};
    const ColumnView view = view_of(held);
    const std::int64_t low = -5, high = 18300;
    const auto offset = [&](std::int64_t day) { return static_cast<std::uint32_t>(day - view.first); };
    const auto* data = static_cast<const std::uint32_t*>(view.data);
    Bytes found(size), chosen(size);
    std::vector<RowId> rows(size);
    for (std::size_t at = 0; at < size; ++at) rows[at] = at % 5 == 4 ? no_row_id : static_cast<RowId>(size - 1 - at);
    for (const bool outside : {false, true}) {
      const auto& kernel = kernels().four;
      const auto absent = static_cast<std::uint32_t>(view.absent);
      kernel.between(data, size, offset(low), offset(high) - offset(low), absent, outside, found.data());
      kernel.between_at(data, rows.data(), size, offset(low), offset(high) - offset(low), absent, outside,
                        chosen.data());
      for (std::size_t at = 0; at < size; ++at) {
        const std::int32_t day = given[at];
        const bool inside = low <= day && day <= high;
        REQUIRE(found[at] == (day == facts::absent_day ? 1 : inside != outside ? 2 : 0));
        REQUIRE(chosen[at] == (rows[at] == no_row_id ? 1 : found[rows[at]]));
      }
    }
  }
}

TEST_CASE("windows over rows with an end") {
  std::mt19937 random(3);
  for (std::size_t size = 1; size < most; size += 11) {
    std::vector<std::uint16_t> begins(size), ends(size);
    constexpr std::uint16_t absent = 0xffff;
    for (std::size_t at = 0; at < size; ++at) {
      begins[at] = static_cast<std::uint16_t>(random() % 20);
      ends[at] = random() % 4 == 0 ? absent : static_cast<std::uint16_t>(random() % 20);
    }
    for (const auto& [first, last] : {std::pair{5, 9}, std::pair{9, 5}, std::pair{0, 19}, std::pair{7, 7}}) {
      Bytes places(size);
      const auto from = static_cast<std::uint16_t>(first), to = static_cast<std::uint16_t>(last);
      kernels().two.place_in_window(begins.data(), size, from, to, places.data());
      kernels().two.reach_window(ends.data(), size, from, absent, places.data());
      for (std::size_t at = 0; at < size; ++at) {
        const bool inside = begins[at] <= to && (begins[at] >= from || ends[at] == absent || ends[at] >= from);
        REQUIRE(places[at] == (inside ? 1 : 0));
      }
    }
  }
}

TEST_CASE_TEMPLATE("rows in a window, found as rows, among all and among some", T, std::uint8_t, std::uint16_t,
                   std::uint32_t, std::uint64_t) {
  std::mt19937 random(4);
  constexpr T absent = std::numeric_limits<T>::max();
  const auto& kernel = kernels().of<T>();
  for (std::size_t size = 1; size < most; size += 3) {
    std::vector<T> begins(size), ends(size);
    for (std::size_t at = 0; at < size; ++at) {
      begins[at] = static_cast<T>(random() % 20);
      ends[at] = random() % 4 == 0 ? absent : static_cast<T>(random() % 20);
    }
    std::vector<RowId> some;
    for (std::size_t at = 0; at < size; ++at)
      if (random() % 3 != 0) some.push_back(static_cast<RowId>(at));
    for (const auto& [first, last] : {std::pair{5, 9}, std::pair{9, 5}, std::pair{0, 19}, std::pair{7, 7}}) {
      const auto from = static_cast<T>(first), to = static_cast<T>(last), span = static_cast<T>(to - from);
      std::vector<RowId> expected, expected_between, expected_among;
      for (std::size_t at = 0; at < size; ++at) {
        const auto row = static_cast<RowId>(at);
        if (static_cast<T>(begins[at] - from) <= span) expected_between.push_back(row + 7);
        if (begins[at] > to || (begins[at] < from && ends[at] != absent && ends[at] < from)) continue;
        expected.push_back(row + 7);
        if (std::binary_search(some.begin(), some.end(), row)) expected_among.push_back(row);
      }
      std::vector<RowId> found(size + rows_of_room);
      const auto take = [&](std::size_t count) {
        return std::vector(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count));
      };
      REQUIRE(take(kernel.rows_between(begins.data(), size, from, span, 7, found.data())) == expected_between);
      REQUIRE(take(kernel.rows_in_window(begins.data(), ends.data(), size, from, to, from, absent, 7, found.data())) ==
              expected);
      REQUIRE(take(kernel.rows_in_window_among(begins.data(), ends.data(), size, from, to, from, absent, some.data(),
                                               some.size(), found.data())) == expected_among);
    }
  }
}

TEST_CASE("the strongest of several grounds, for all grounds of eight ranks") {
  for (const bool highest : {false, true}) {
    for (unsigned holds = 0; holds < 256; ++holds) {
      Bytes certain(256, static_cast<std::uint8_t>(holds)), possible(256), applies(256, 2);
      for (unsigned open = 0; open < 256; ++open) possible[open] = static_cast<std::uint8_t>(open);
      kernels().strongest(certain.data(), possible.data(), applies.data(), 256, highest);
      for (unsigned open = 0; open < 256; ++open) {
        const unsigned doubtful = open & ~holds;
        unsigned expected_certain = holds, expected_possible = doubtful;
        if (holds != 0) {
          const int rank = highest ? 31 - std::countl_zero(holds) : std::countr_zero(holds);
          unsigned stronger = 0;
          for (int other = 0; other < 8; ++other)
            if ((highest ? other > rank : other < rank) && (doubtful >> other & 1) != 0) stronger |= 1U << other;
          expected_certain = stronger == 0 ? 1U << rank : 0;
          expected_possible = stronger == 0 ? 0 : 1U << rank | stronger;
        }
        REQUIRE(certain[open] == expected_certain);
        REQUIRE((possible[open] & ~certain[open]) == expected_possible);
      }
    }
  }
}

TEST_CASE("the state of a thing from its grounds") {
  for (unsigned holds = 0; holds < 256; ++holds) {
    Bytes certain(256, static_cast<std::uint8_t>(holds)), possible(256), gap(256, holds % 2 == 0 ? 1 : 0), state(256),
        rank(256);
    for (unsigned open = 0; open < 256; ++open) possible[open] = static_cast<std::uint8_t>(open);
    kernels().settle(certain.data(), possible.data(), gap.data(), 256, state.data(), rank.data());
    for (unsigned open = 0; open < 256; ++open) {
      const unsigned doubtful = open & ~holds;
      using State = interpret::ClassState;
      const State expected = std::popcount(holds) >= 2 ? State::Conflict
                             : doubtful != 0           ? State::Unknown
                             : holds != 0              ? State::Class
                             : gap[open] != 0          ? State::Gap
                                                       : State::None;
      REQUIRE(state[open] == static_cast<std::uint8_t>(expected));
      REQUIRE(rank[open] == (expected == State::Class ? std::countr_zero(holds) : 0));
      REQUIRE(possible[open] == doubtful);
    }
  }
}

TEST_CASE("numbers that are differences: whether they lie between bounds") {
  std::mt19937 random(9);
  constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min(),
                         highest = std::numeric_limits<std::int32_t>::max();
  for (std::size_t size = 0; size < most; ++size) {
    std::vector<std::int32_t> high(size), low(size);
    for (std::size_t at = 0; at < size; ++at) {
      low[at] = static_cast<std::int32_t>(random() % 100);
      high[at] = low[at] + static_cast<std::int32_t>(random() % 9) - 2;
    }
    const auto [least, greatest] =
        std::array{std::pair(0, 3), std::pair(2, 2), std::pair(lowest, 1), std::pair(4, highest)}[size % 4];
    Bytes truths(size);
    kernels().difference_between(high.data(), low.data(), size, least, greatest, truths.data());
    for (std::size_t at = 0; at < size; ++at) {
      const bool inside = least <= high[at] - low[at] && high[at] - low[at] <= greatest;
      REQUIRE(truths[at] == (inside ? 2 : 0));
    }
  }
}

constexpr std::size_t things = 16;

TEST_CASE("sums of days, of what each adds and of what each comes to") {
  std::mt19937 random(11);
  for (std::size_t days = 0; days < 40; ++days) {
    std::vector<std::int32_t> added(days * things), totals(days * things), expected(days * things);
    for (std::size_t at = 0; at < days * things; ++at) {
      const std::int32_t before = at < things ? 0 : expected[at - things];
      added[at] = random() % 3 == 0 ? 0 : static_cast<std::int32_t>(random() % 50);
      expected[at] = before + added[at];
      totals[at] = added[at] == 0 ? 0 : expected[at];
    }
    const std::size_t stride = 3 * things;
    // Each day in a line of its own.
    const std::unique_ptr<std::int32_t[], decltype(&std::free)> apart(
        static_cast<std::int32_t*>(std::aligned_alloc(64, (days * stride + things) * sizeof(std::int32_t))),
        &std::free);
    for (const bool are_totals : {false, true}) {
      std::vector<std::int32_t> in_place = are_totals ? totals : added;
      kernels().add_days(in_place.data(), days, are_totals, apart.get(), stride);
      kernels().add_up_days(in_place.data(), days, are_totals);
      REQUIRE(in_place == expected);
      for (std::size_t at = 0; at < days * things; ++at)
        REQUIRE(apart[at / things * stride + at % things] == expected[at]);
    }
  }
  // What may fall is added.
  std::vector<std::int32_t> falling(3 * things, -7);
  kernels().add_up_days(falling.data(), 3, false);
  CHECK(falling[things] == -14);
  CHECK(falling[2 * things + 5] == -21);
}

TEST_CASE("bits of numbers on many days") {
  std::mt19937 random(12);
  constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min(),
                         highest = std::numeric_limits<std::int32_t>::max();
  constexpr std::size_t rows = 30;
  for (const auto& [least, greatest] :
       {std::pair(0, 3), std::pair(2, 2), std::pair(lowest, 1), std::pair(4, highest), std::pair(lowest, highest)}) {
    for (const std::size_t days : {0U, 1U, 17U}) {
      std::vector<std::int32_t> sums(rows * things), others(rows * things);
      for (std::int32_t& sum : sums) sum = static_cast<std::int32_t>(random() % 12);
      for (std::int32_t& other : others) other = static_cast<std::int32_t>(random() % 12);
      std::vector<std::uint32_t> high_at(days), low_at(days);
      for (std::uint32_t& at : high_at) at = static_cast<std::uint32_t>(random() % rows * things);
      for (std::uint32_t& at : low_at) at = static_cast<std::uint32_t>(random() % rows * things);
      const NumberOfDays number{sums.data(), others.data(), high_at.data(), low_at.data(), least, greatest};
      const auto found_on = [&](std::size_t day, std::size_t thing) {
        const std::int32_t found = sums[high_at[day] + thing] - others[low_at[day] + thing];
        return least <= found && found <= greatest ? 4 : 0;
      };
      // In place, with something behind that stays; then from the same on every day to days that lie apart.
      Bytes places = draw(random, (days + 1) * things, 4);
      const Bytes before = places;
      kernels().mark_days(number, days, 4, {places.data(), things}, {places.data(), things});
      for (std::size_t at = 0; at < places.size(); ++at) {
        const std::size_t day = at / things;
        REQUIRE(places[at] == before[at] + (day < days ? found_on(day, at % things) : 0));
      }
      constexpr std::size_t stride = 40;
      Bytes apart((days + 1) * stride, 77);
      kernels().mark_days(number, days, 4, {before.data(), 0}, {apart.data(), stride});
      for (std::size_t at = 0; at < apart.size(); ++at) {
        const std::size_t day = at / stride, thing = at % stride;
        REQUIRE(apart[at] == (day < days && thing < things ? before[thing] + found_on(day, thing) : 77));
      }
    }
  }
}

TEST_CASE("outcomes that are looked up") {
  std::mt19937 random(10);
  const Bytes table = draw(random, outcomes_of_look_up, 256);
  for (std::size_t size = 0; size < most; ++size) {
    const std::size_t entries = 1 + random() % outcomes_of_look_up;
    const Bytes places = draw(random, size, static_cast<unsigned>(entries));
    Bytes found(size);
    kernels().look_up(places.data(), size, table.data(), entries, found.data());
    for (std::size_t at = 0; at < size; ++at) REQUIRE(found[at] == table[places[at]]);
  }
}
