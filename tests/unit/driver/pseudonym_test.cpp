// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/pseudonym.h"

#include <doctest/doctest.h>

#include <set>

namespace polc::driver {

TEST_CASE("a pseudonym is stable, short, and does not contain the key") {
  const Pseudonyms pseudonyms("");
  const std::string one = pseudonyms.of("person", "450100-1");
  CHECK(one == pseudonyms.of("person", "450100-1"));
  CHECK(one == Pseudonyms("").of("person", "450100-1"));
  CHECK(one.size() == 9);
  CHECK(one.front() == '~');
  CHECK(one.find("450100") == std::string::npos);
}

TEST_CASE("kind and key are kept apart, and the secret changes everything") {
  const Pseudonyms pseudonyms("");
  CHECK(pseudonyms.of("person", "1") != pseudonyms.of("vehicle", "1"));
  CHECK(pseudonyms.of("ab", "c") != pseudonyms.of("a", "bc"));
  CHECK(pseudonyms.of("person", "1") != Pseudonyms("secret").of("person", "1"));
}

TEST_CASE("a hundred thousand keys have as many pseudonyms") {
  const Pseudonyms pseudonyms("secret");
  std::set<std::string> seen;
  for (int key = 0; key < 100'000; ++key) seen.insert(pseudonyms.of("person", std::to_string(key)));
  CHECK(seen.size() == 100'000);
}

}  // namespace polc::driver
