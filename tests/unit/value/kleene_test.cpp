// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/kleene.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <utility>
#include <vector>

using namespace polc::value;

namespace {

constexpr std::initializer_list<Truth> all = {Truth::False, Truth::Unknown, Truth::True};

// What a truth value may turn out to be once the reports are in.
std::vector<bool> readings(Truth value) {
  switch (value) {
    case Truth::False:
      return {false};
    case Truth::Unknown:
      return {false, true};
    case Truth::True:
      return {true};
  }
  return {};
}

// The value that every reading of both operands gives, or Unknown when they differ.
template <class Operation>
Truth by_readings(Truth left, Truth right, Operation operation) {
  bool can_be_true = false;
  bool can_be_false = false;
  for (const bool here : readings(left))
    for (const bool there : readings(right)) (operation(here, there) ? can_be_true : can_be_false) = true;
  if (can_be_true && can_be_false) return Truth::Unknown;
  return can_be_true ? Truth::True : Truth::False;
}

}  // namespace

TEST_CASE("every entry of the tables is what all readings of the operands agree on") {
  for (const Truth left : all) {
    CHECK(kleene_not(left) == by_readings(left, left, [](bool here, bool) { return !here; }));
    for (const Truth right : all) {
      CHECK(kleene_and(left, right) == by_readings(left, right, [](bool a, bool b) { return a && b; }));
      CHECK(kleene_or(left, right) == by_readings(left, right, [](bool a, bool b) { return a || b; }));
    }
  }
}

TEST_CASE("a known truth value comes from a bool") {
  CHECK(truth(true) == Truth::True);
  CHECK(truth(false) == Truth::False);
  CHECK(is_known(Truth::False));
  CHECK_FALSE(is_known(Truth::Unknown));
  CHECK(to_string(Truth::Unknown) == "unknown");
}
