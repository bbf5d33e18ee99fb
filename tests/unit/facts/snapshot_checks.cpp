// SPDX-License-Identifier: Apache-2.0
// What is asked of the arrays of a snapshot part by part comes to what is asked of them whole, wherever a block ends.
#include "runtime/facts/snapshot_checks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <random>
#include <string>

#include "runtime/facts/crc32c.h"
#include "runtime/facts/packed_range.h"
#include "runtime/facts/snapshot_format.h"

namespace {

using namespace polc;
using namespace polc::facts;

// A body of `size` bytes that no array but those of the test lies in, with its sums.
struct Body {
  explicit Body(std::size_t size) : words(size / sizeof(std::uint64_t), 0) { sum_up(); }

  void sum_up() {
    sums.clear();
    const std::span<const std::byte> bytes = std::as_bytes(std::span(words));
    for (std::size_t at = 0; at < bytes.size(); at += snapshot_block_size)
      sums.push_back(crc32c(bytes.subspan(at, std::min(snapshot_block_size, bytes.size() - at))));
  }
  [[nodiscard]] SummedBody summed() const { return {std::as_bytes(std::span(words)), std::as_bytes(std::span(sums))}; }
  template <class T>
  [[nodiscard]] std::span<T> array(std::size_t first_byte, std::size_t size) {
    return {reinterpret_cast<T*>(reinterpret_cast<std::byte*>(words.data()) + first_byte), size};
  }

  std::vector<std::uint64_t> words;
  std::vector<std::uint32_t> sums;
};

constexpr std::size_t body_size = 7 * snapshot_block_size + 4096;

TEST_CASE("each element of an array is asked about once, in a part that lies in sound blocks") {
  workers::Workers one(1), three(3);
  for (workers::Workers* workers : {&one, &three}) {
    Body body(body_size);
    const std::size_t first_byte = 64, size = (body_size - 128) / sizeof(std::uint16_t);
    std::vector<int> asked(size, 0);
    std::size_t most_at_once = 0, lasts = 0;
    std::mutex mutex;
    SnapshotChecks checks;
    checks.add<std::uint16_t>(body.array<std::uint16_t>(first_byte, size), [&](std::size_t first, std::size_t last) {
      const std::lock_guard lock(mutex);
      for (std::size_t at = first; at < last; ++at) ++asked[at];
      most_at_once = std::max(most_at_once, last - first);
      return true;
    });
    checks.add_last([&] { return ++lasts == 1; });
    const SnapshotChecks::Verdict verdict = checks.run(body.summed(), *workers);
    CHECK(verdict.first_unsound == 8);
    CHECK(verdict.all_hold);
    CHECK(asked == std::vector<int>(size, 1));
    CHECK(most_at_once < size);
    CHECK(lasts == 1);
  }
}

TEST_CASE("the first damaged block is told, and nothing is concluded from others") {
  workers::Workers one(1), three(3);
  for (workers::Workers* workers : {&one, &three}) {
    for (std::uint64_t block = 0; block < 8; ++block) {
      Body body(body_size);
      body.words[block * snapshot_block_size / 8 + 100] = 1;
      body.words[body.words.size() - 1] = 1;
      SnapshotChecks checks;
      bool last_asked = false;
      checks.add_last([&] { return last_asked = true; });
      CHECK(checks.run(body.summed(), *workers).first_unsound == block);
      CHECK_FALSE(last_asked);
      CHECK(body.summed().first_unsound_from(block) == block);
      CHECK(body.summed().first_unsound_from(block + 1) == (block == 7 ? 8 : 7));
    }
  }
}

TEST_CASE("a fault is found wherever it lies") {
  workers::Workers two(2);
  std::mt19937 random(3);
  Body body(body_size);
  const std::size_t first_byte = 128, size = (body_size - 256) / sizeof(std::uint32_t);
  const std::span<std::uint32_t> values = body.array<std::uint32_t>(first_byte, size);
  for (std::size_t at = 0; at < size; ++at) values[at] = static_cast<std::uint32_t>(at / 3);
  const auto all_rise = [&] {
    SnapshotChecks checks;
    checks.add<std::uint32_t>(values, [&](std::size_t first, std::size_t last) {
      return is_whole_and_rising<std::uint32_t>(values.subspan(first, last - first),
                                                first == 0 ? 0 : values[first - 1]);
    });
    body.sum_up();
    const SnapshotChecks::Verdict verdict = checks.run(body.summed(), two);
    REQUIRE(verdict.first_unsound == 8);
    return verdict.all_hold;
  };
  REQUIRE(all_rise());
  // At the edges of blocks, and anywhere.
  std::vector<std::size_t> places;
  for (std::size_t block = 1; block < 8; ++block)
    for (const std::size_t before : {0U, 1U})
      places.push_back((block * snapshot_block_size - first_byte) / sizeof(std::uint32_t) - before);
  for (int more = 0; more < 5; ++more) places.push_back(random() % (size - 1) + 1);
  for (const std::size_t place : places) {
    const std::uint32_t right = values[place];
    values[place] = right + 2;  // more than the one after it, or
    const bool is_last = place + 1 == size;
    CHECK(all_rise() == is_last);
    values[place] = values[place - 1] - 1;  // less than the one before
    CHECK_FALSE(all_rise());
    values[place] = right;
  }
}

template <class Unsigned>
void compare_with_plain_loops(std::mt19937& random) {
  constexpr Unsigned absent = std::numeric_limits<Unsigned>::max();
  for (int round = 0; round < 400; ++round) {
    std::vector<Unsigned> values(random() % 200);
    const unsigned kind = random() % 4;
    for (Unsigned& value : values) {
      value = static_cast<Unsigned>(random() | std::uint64_t{random()} << 32U);
      if (kind == 1 && random() % 3 == 0) value = absent;
      if (kind == 2) value = absent;
    }
    if (kind == 3) std::sort(values.begin(), values.end());
    if (kind == 3 && !values.empty() && random() % 2 == 0) values[random() % values.size()] = 5;
    Unsigned least = absent, greatest = 0;
    bool rises = true;
    Unsigned before = kind == 3 ? Unsigned{0} : static_cast<Unsigned>(random() % 9);
    const Unsigned first_before = before;
    for (const Unsigned value : values) {
      rises = rises && value != absent && value >= before;
      before = value;
      if (value == absent) continue;
      least = std::min(least, value);
      greatest = std::max(greatest, value);
    }
    const OffsetRange<Unsigned> range = range_of(std::span<const Unsigned>(values));
    CHECK(range.least == least);
    CHECK(range.greatest == greatest);
    CHECK(is_whole_and_rising(std::span<const Unsigned>(values), first_before) == rises);
  }
}

TEST_CASE("ranges and orders of packed values are those of plain loops") {
  std::mt19937 random(5);
  compare_with_plain_loops<std::uint8_t>(random);
  compare_with_plain_loops<std::uint16_t>(random);
  compare_with_plain_loops<std::uint32_t>(random);
  compare_with_plain_loops<std::uint64_t>(random);
}

}  // namespace
