// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

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

}  // namespace
