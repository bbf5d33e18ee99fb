// SPDX-License-Identifier: Apache-2.0
#include "compiler/core/dump.h"

#include <doctest/doctest.h>

#include "compiler/core/expression.h"
#include "example.h"

using namespace polc::core;
using polc::core_test::example;
using polc::core_test::person;

TEST_CASE("a program prints as policies, articles and sentences") {
  const char* expected = R"((policy tiers
  (in-force-from 2020-02-24T00:00)
  (article "15.7"
    (class region risk low
      (if (count case (by region 0) (from (shift today -13d)) (through today) (at-most 0))))
    (must person
      (if (or (class 0.home risk high) 0.home.parent."severely affected"))
      (measure "home quarantine" (at-least 20160min) (at-most 20160min))
      from-run
      (for 20160min))
    (limit amount person (measure "home quarantine") (at-most 20160min) (if (class 0.home risk high)))))
)";
  DumpOptions options;
  options.vocabulary = false;
  CHECK(dump(example(), options) == expected);
  CHECK(dump(example()) == dump(example()));
}

TEST_CASE("labels print in English where there is one, so that both languages print the same") {
  Program chinese = example();
  chinese.vocabulary.relations[2].label = {"", "病例", {}};
  CHECK(print(chinese, ConditionId{0}).find("(count 病例 ") == 0);
  CHECK(print(example(), ConditionId{0}).find("(count case ") == 0);
}

TEST_CASE("columns of a row whose relation is not said print as numbers") {
  CHECK(print(example(), ConditionId{2}) == "0.#1.#1.\"severely affected\"");
  CHECK(print(example(), ConditionId{2}, {person}) == "0.home.parent.\"severely affected\"");
}

TEST_CASE("names are one word or stand in quotes") {
  CHECK(quoted_name("home") == "home");
  CHECK(quoted_name("home quarantine") == "\"home quarantine\"");
  CHECK(quoted_name("a\"b\\") == "\"a\\\"b\\\\\"");
  CHECK(quoted_name("") == "\"\"");
  CHECK(quoted_name("居家隔离") == "居家隔离");
}

TEST_CASE("what does not fit a line is broken between its parts, its words stay with the head") {
  const Expression expression = list("and", {leaf("one"), list("or", {leaf("two"), leaf("three")}), leaf("four")});
  CHECK(on_one_line(expression) == "(and one (or two three) four)");
  std::string broken;
  print_indented(expression, 2, 12, broken);
  CHECK(broken == "  (and one\n    (or two three)\n    four)\n");
}
