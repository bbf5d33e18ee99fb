// SPDX-License-Identifier: Apache-2.0
// Packed arrays against plain ones: every width at its edges, and whatever can be made from one.
#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <random>
#include <vector>

#include "runtime/facts/group_index.h"
#include "runtime/facts/packed_array.h"

namespace {

using namespace polc::facts;

constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
using Numbers = PackedArray<std::int64_t, none>;
using Plain = std::vector<std::int64_t>;

Plain unpacked(const Numbers& array) {
  Plain values;
  for (std::size_t at = 0; at < array.size(); ++at) values.push_back(array[at]);
  return values;
}
// The same by the way of kernels.
Plain seen_by_kernel(const Numbers& array) {
  return array.packed().visit([&](const auto& view) {
    Plain values;
    for (const auto offset : view.offsets)
      values.push_back(offset == view.absent ? none : array.packed().value_of(std::uint64_t{offset}));
    return values;
  });
}
unsigned width_of(const Plain& values) { return Numbers(values).packed().packing().width; }

TEST_CASE("a packed array is as wide as its values need, with room for absent ones") {
  constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
  CHECK(width_of({}) == 1);
  CHECK(width_of({none, none}) == 1);
  CHECK(width_of({greatest}) == 1);
  CHECK(width_of({-7, 247}) == 1);
  CHECK(width_of({-7, 248}) == 2);
  CHECK(width_of({18'000, 18'254, none}) == 1);
  CHECK(width_of({0, 65'534}) == 2);
  CHECK(width_of({0, 65'535}) == 4);
  CHECK(width_of({-1, 0xffff'fffd}) == 4);
  CHECK(width_of({0, 0xffff'ffff}) == 8);
  CHECK(width_of({none + 1, greatest, 0, none}) == 8);
  for (const Plain& values : {Plain{}, Plain{none, none}, Plain{greatest}, Plain{-7, none, 247}, Plain{0, 65'535, none},
                              Plain{-1, none, 0xffff'fffd}, Plain{none + 1, greatest, 0, none, -1}}) {
    CHECK(unpacked(Numbers(values)) == values);
    CHECK(seen_by_kernel(Numbers(values)) == values);
  }
  // Small numbers stay what they are, so that a kernel need not add a base.
  CHECK(Numbers(Plain{3, 4}).packed().packing().base == 0);
  CHECK(Numbers(Plain{18'000, 18'001}).packed().packing().base == 18'000);
}

Plain random_values(std::mt19937_64& random, std::size_t size) {
  const int bits = static_cast<int>(random() % 64);
  const auto shift = static_cast<std::int64_t>(random() >> (1 + random() % 63)) * (random() % 2 == 0 ? 1 : -1);
  Plain values;
  for (std::size_t at = 0; at < size; ++at) {
    const auto small = static_cast<std::int64_t>(bits == 0 ? 0 : random() >> (64 - bits));
    std::int64_t value = 0;
    values.push_back(random() % 5 == 0 || __builtin_add_overflow(small / 2, shift / 2, &value) ? none : value);
  }
  return values;
}

TEST_CASE("a packed array knows between which values its own lie, and whether any is absent") {
  std::mt19937_64 random(20210101);
  for (std::size_t size = 0; size < 200; ++size) {
    Plain values = random_values(random, size);
    if (size % 4 == 0) std::fill(values.begin(), values.end(), none);
    if (size % 4 == 1) std::replace(values.begin(), values.end(), none, std::int64_t{0});
    const Numbers array(values);
    const ValueRange found = array.packed().range();
    std::vector<std::int64_t> given;
    std::copy_if(values.begin(), values.end(), std::back_inserter(given), [](std::int64_t one) { return one != none; });
    CHECK(found.any_given == !given.empty());
    CHECK(found.any_absent == (given.size() < values.size()));
    if (!given.empty()) {
      CHECK(found.least == *std::min_element(given.begin(), given.end()));
      CHECK(found.greatest == *std::max_element(given.begin(), given.end()));
    }
    const PackedIntegers copy = array.packed();
    CHECK(copy.range().least == found.least);
  }
}

TEST_CASE("what is made from a packed array is what is made from a plain one") {
  std::mt19937_64 random(20200305);
  for (int round = 0; round < 300; ++round) {
    // Some are longer than a chunk of the builder.
    const std::size_t size = 1 + random() % (round % 20 == 0 ? 40'000 : 50);
    Plain plain = random_values(random, size);
    Numbers packed(plain);
    REQUIRE(unpacked(packed) == plain);
    std::vector<std::uint32_t> order;
    for (std::size_t at = 0; at < size / 2; ++at) order.push_back(static_cast<std::uint32_t>(random() % size));
    Plain ordered;
    for (const std::uint32_t at : order) ordered.push_back(plain[at]);
    CHECK(unpacked(packed.reordered(order)) == ordered);
    const std::int64_t value = random_values(random, 1).front();
    const std::size_t place = random() % size;
    const Numbers before = packed;
    packed = packed.changed(place, value).extended(value).extended();
    CHECK(unpacked(before) == plain);
    plain[place] = value;
    plain.insert(plain.end(), {value, none});
    CHECK(unpacked(packed) == plain);
  }
}

TEST_CASE("what was appended can be multiplied, unless one does not fit") {
  PackedBuilder builder;
  for (std::int64_t value = -20'000; value < 20'000; ++value)
    builder.append(value % 7 == 0 ? std::nullopt : std::optional(value));
  REQUIRE(builder.multiply(1'000));
  CHECK_FALSE(builder.multiply(std::numeric_limits<std::int64_t>::max() / 1'000));
  builder.append(5);
  const PackedIntegers made = std::move(builder).finish();
  REQUIRE(made.size() == 40'001);
  for (std::int64_t value = -20'000; value < 20'000; ++value)
    CHECK(made[static_cast<std::size_t>(value + 20'000)] ==
          (value % 7 == 0 ? std::nullopt : std::optional(value * 1'000)));
  CHECK(made[40'000] == 5);
}

TEST_CASE("an index finds the entries of each group, however many groups are empty") {
  std::mt19937 random(7);
  for (const Row groups : {Row{1}, Row{2}, Row{3}, Row{63}, Row{64}, Row{65}, Row{1'000}, Row{100'000}}) {
    for (const std::size_t entries :
         {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{10}, std::size_t{300}, std::size_t{5'000}}) {
      std::vector<std::int32_t> of_entries;
      // Some groups have many.
      for (std::size_t at = 0; at < entries; ++at)
        of_entries.push_back(static_cast<std::int32_t>(random() % (at % 3 == 0 ? groups : std::min(groups, Row{5}))));
      std::sort(of_entries.begin(), of_entries.end());
      const GroupIndex index{References(of_entries), groups};
      REQUIRE(index.exists());
      CHECK(index.group_count() == groups);
      CHECK(index.entry_count() == entries);
      Row next = 0;
      for (Row group = 0; group < groups; ++group) {
        const Row first = next;
        while (next < entries && of_entries[next] == static_cast<std::int32_t>(group)) ++next;
        REQUIRE(index[group] == std::pair(first, next));
      }
      CHECK(index.begin_of(groups) == entries);
      CHECK(index.begins().size() <= std::min<std::size_t>(groups + 1, 2 * entries + 3));
    }
  }
  CHECK_FALSE(GroupIndex().exists());
}

}  // namespace
