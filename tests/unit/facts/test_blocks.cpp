// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

using Rows = std::vector<std::string>;

value::Day day(int number) { return *value::make_day(2020, 2, number); }
core::GivenRow given(core::RelationId relation, std::string subject, std::vector<core::GivenCell> cells = {}) {
  return {relation, std::move(subject), std::move(cells), {}};
}
value::Rational fraction(std::int64_t above, std::int64_t below) { return *value::Rational::make(above, below); }

struct World {
  core::Program program = small_world();
  core::Test test;
  diag::Sink sink;
  FactBase facts;
  Rows rows(core::RelationId id) { return rows_text(program, facts, id); }
  void make() { facts = from_test(program, test, sink); }
};

TEST_CASE("what a test does not give is no or absent, and what it mentions exists") {
  World world;
  world.test.given = {given(region, "A", {{4, true}}), given(region, "B", {{3, std::string("C")}}),
                      given(cases, "D", {{1, day(1)}, {2, std::uint32_t{1}}, {3, value::Rational(2)}})};
  world.test.steps.push_back({value::start_of(day(3)), {{false, core::ExpectClass{region, "E", {0}, 1}, {}}}});
  world.test.no_reports.push_back({cases, "F", day(1), day(1), {}});
  world.make();
  CHECK(world.rows(region) ==
        Rows{"A - - - yes", "B - - C no", "C - - - no", "D - - - no", "F - - - no", "E - - - no"});
  CHECK(world.rows(cases) == Rows{"D 2020-02-01 suspected 2"});
  CHECK(world.facts[person].row_count == 0);
}

TEST_CASE("rows are sorted, and an entity may be given in pieces") {
  World world;
  world.test.given = {given(stay, "q", {{1, std::string("A")}, {2, day(5)}}),
                      given(stay, "p", {{1, std::string("B")}, {2, day(4)}}),
                      given(stay, "q", {{1, std::string("C")}, {2, day(1)}, {3, day(2)}}),
                      given(person, "q", {{1, std::string("A")}}), given(person, "q", {{2, fraction(733, 20)}})};
  world.make();
  CHECK(world.rows(stay) == Rows{"q C 2020-02-01 2020-02-02", "q A 2020-02-05 -", "p B 2020-02-04 -"});
  CHECK(world.rows(person) == Rows{"q A 36.65 -", "p - - -"});
  CHECK(world.facts[stay].rows_of(0) == std::pair<Row, Row>{0, 2});
  CHECK(world.facts[stay].rows_of(1) == std::pair<Row, Row>{2, 3});
}

TEST_CASE("numbers stay exact whatever their fractions") {
  World world;
  world.test.given = {given(person, "p", {{3, fraction(1, 3)}}), given(person, "q", {{3, fraction(1, 10000)}}),
                      given(person, "r", {{3, fraction(1, 999999999989)}}),
                      given(person, "s", {{3, fraction(1, 999999999961)}})};
  world.make();
  CHECK(world.rows(person) == Rows{"p - - 1/3", "q - - 0.0001", "r - - 1/999999999989", "s - - -"});
  CHECK(codes(world.sink) == Rows{"P0831"});
}

TEST_CASE("moments, classes and conduct are given like any row") {
  World world;
  world.test.given = {given(entry, "p", {{1, value::Moment{value::start_of(day(1)).since_epoch + 90}}}),
                      given(risk, "A", {{1, std::uint32_t{2}}}), given(mask, "p", {{1, true}, {2, day(2)}})};
  world.make();
  CHECK(world.rows(entry) == Rows{"p 2020-02-01 01:30"});
  CHECK(world.rows(risk) == Rows{"A high - -"});
  CHECK(world.rows(mask) == Rows{"p yes 2020-02-02"});
}

TEST_CASE("all reports are in but those named") {
  World world;
  world.test.given = {given(region, "A"), given(region, "B")};
  world.test.no_reports = {{cases, "A", day(5), day(6), {}},
                           {cases, "A", day(1), day(2), {}},
                           {cases, "A", day(3), day(3), {}},
                           {cases, "", day(9), day(9), {}}};
  world.make();
  const Reports& reports = *world.facts[cases].reports;
  REQUIRE(reports.gaps_of(0).size() == 3);
  CHECK(reports.gaps_of(0)[0] == Gap{day(1), day(3)});
  CHECK(reports.gaps_of(0)[1] == Gap{day(5), day(6)});
  REQUIRE(reports.gaps_of(1).size() == 1);
  CHECK(reports.gaps_of(1)[0] == Gap{day(9), day(9)});
}

TEST_CASE("no report at all is a gap without ends") {
  World world;
  world.test.given = {given(region, "A")};
  world.test.no_reports = {{cases, "A", std::nullopt, std::nullopt, {}}, {cases, "A", day(1), day(1), {}}};
  world.make();
  const auto gaps = world.facts[cases].reports->gaps_of(0);
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0] == Gap{open_begin, open_end});
}

}  // namespace
