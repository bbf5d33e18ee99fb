// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "runtime/facts/dictionary.h"

namespace {

using polc::facts::Dictionary;

TEST_CASE("a dictionary gives texts codes in the order of their first appearance") {
  Dictionary dictionary;
  CHECK(dictionary.intern("b") == 0);
  CHECK(dictionary.intern("") == 1);
  CHECK(dictionary.intern("b") == 0);
  CHECK(dictionary.size() == 2);
  CHECK(dictionary.text(0) == "b");
  CHECK(dictionary.text(1).empty());
  CHECK_FALSE(dictionary.find("c").has_value());
}

TEST_CASE("a dictionary keeps its codes while it grows") {
  Dictionary dictionary;
  constexpr int many = 20000;
  for (int number = 0; number < many; ++number) REQUIRE(dictionary.intern(std::to_string(number)) == number);
  for (int number = 0; number < many; ++number) {
    REQUIRE(dictionary.find(std::to_string(number)) == number);
    REQUIRE(dictionary.text(number) == std::to_string(number));
  }
}

// Files may hold anything there.
TEST_CASE("a dictionary with slots that somebody tampered with neither hangs nor gives a wrong code") {
  Dictionary sound;
  constexpr int many = 100;
  for (int number = 0; number < many; ++number) sound.intern(std::to_string(number));
  const std::vector<char> bytes(sound.bytes().begin(), sound.bytes().end());
  const std::vector<std::uint64_t> begins(sound.begins().begin(), sound.begins().end());
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::uint32_t> slots(sound.slots().begin(), sound.slots().end());
    for (std::uint32_t& slot : slots) {
      if (round % 4 == 0) slot = static_cast<std::uint32_t>(random());
      if (round % 4 == 1) slot = many + 1;
      if (round % 4 == 2) slot = static_cast<std::uint32_t>(1 + random() % many);
      if (round % 4 == 3) slot = 0;
    }
    Dictionary tampered(Dictionary::Arrays{bytes, begins, slots});
    for (int number = 0; number <= many; ++number) {
      const auto found = tampered.find(std::to_string(number));
      CHECK((!found || found == number));
    }
    // What is new makes it lay slots of its own.
    CHECK(tampered.intern("new") == many);
    for (int number = 0; number < many; ++number) CHECK(tampered.find(std::to_string(number)) == number);
    CHECK(tampered.find("new") == many);
  }
}

}  // namespace
