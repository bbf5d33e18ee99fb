// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/law.h"

#include <doctest/doctest.h>

#include "compiler/prove/spans.h"

using namespace polc;

TEST_CASE("the law changes where policies of the scope begin and end") {
  core::Program program;
  program.policies.resize(3);
  program.policies[0].in_force_from = value::Moment{100};
  program.policies[1].in_force_until = value::Moment{200};
  program.policies[1].supersedes = {{0}};
  program.policies[2].in_force_from = value::Moment{150};
  const prove::Law law(program);
  const prove::Scope both{{0}, {1}};
  const auto cells = law.cells(both, {0}, {299});
  REQUIRE(cells.size() == 3);
  CHECK(cells[0].last == value::Moment{99});
  CHECK(cells[1].first == value::Moment{100});
  CHECK(cells[2].last == value::Moment{299});
  CHECK_FALSE(law.in_force({0}, cells[0], both));
  CHECK_FALSE(law.in_force({0}, cells[1], both));  // the other takes its place
  CHECK(law.in_force({0}, cells[1], {{0}}));
  CHECK_FALSE(law.in_force({1}, cells[2], both));
}

TEST_CASE("superiors are found at any remove, and sentences by where they stand") {
  core::Program program;
  program.policies.resize(3);
  program.policies[0].under = {{1}};
  program.policies[1].under = {{2}};
  program.articles = {{{0}, "1", "", {}}, {{2}, "1", "", {}}};
  core::Norm norm;
  norm.sort = {4};
  norm.sentence.article = {1};
  program.norms = {norm, norm};
  program.norms[1].sentence.article = {0};
  const prove::Law law(program);
  CHECK(law.superiors({0}) == std::vector<core::PolicyId>{{1}, {2}});
  CHECK(law.is_above({2}, {0}));
  CHECK_FALSE(law.is_above({0}, {2}));
  CHECK(law.norms_above({0}, {4}) == prove::Law::Indices{0});
  CHECK(law.norms({0}, {4}) == prove::Law::Indices{1});
  CHECK(law.norms_above({0}, {3}).empty());
}

TEST_CASE("spans that touch are one") {
  const auto spans = prove::merged({{{50}, {59}}, {{0}, {9}}, {{10}, {19}}, {{55}, {70}}});
  REQUIRE(spans.size() == 2);
  CHECK(spans[0].first == value::Moment{0});
  CHECK(spans[0].last == value::Moment{19});
  CHECK(spans[1].last == value::Moment{70});
}
