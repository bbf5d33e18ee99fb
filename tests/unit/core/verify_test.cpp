// SPDX-License-Identifier: Apache-2.0
// Each invariant of core rules, broken once.
#include "compiler/core/verify.h"

#include <doctest/doctest.h>

#include "compiler/core/places.h"
#include "example.h"

using namespace polc::core;
using namespace polc;
using polc::core_test::example;

namespace {

template <class Kind>
Kind& condition(Program& program, std::uint32_t at) {
  return std::get<Kind>(program.conditions[at].kind);
}

std::string fault_after(void (*breaking)(Program&)) {
  Program program = example();
  breaking(program);
  return find_fault(program).value_or("");
}

}  // namespace

TEST_CASE("a sound program has no fault") { CHECK(!find_fault(example())); }

TEST_CASE("ids out of range") {
  CHECK(fault_after([](Program& one) { one.class_rules[0].condition = {99}; }) == "condition 99 does not exist");
  CHECK(fault_after([](Program& one) { one.norms[0].timing.length = ValueId{99}; }) == "value 99 does not exist");
  CHECK(fault_after([](Program& one) { one.class_rules[0].sort = {9}; }) == "relation 9 does not exist");
  CHECK(fault_after([](Program& one) { one.class_rules[0].sentence.article = {3}; }) == "article 3 does not exist");
  CHECK(fault_after([](Program& one) { std::get<MeasureHead>(one.norms[0].heads[0]).measure = {7}; }) ==
        "measure 7 does not exist");
  CHECK(fault_after([](Program& one) { one.class_rules[0].rank = 2; }) ==
        "a class rule gives a class beyond its scale");
  CHECK(fault_after([](Program& one) { condition<HasClass>(one, 1).highest = 5; }) ==
        "a class that its scale does not have");
}

TEST_CASE("paths") {
  CHECK(fault_after([](Program& one) { condition<HasClass>(one, 1).path.row = 1; }) ==
        "a path begins at a row that is not in scope");
  CHECK(fault_after([](Program& one) { condition<HasClass>(one, 1).path.steps = {0}; }) ==
        "a path takes a column that is not a reference");
  CHECK(fault_after([](Program& one) { condition<HasClass>(one, 1).path.steps = {8}; }) ==
        "a path takes a column that does not exist");
  CHECK(fault_after([](Program& one) { condition<HasClass>(one, 1).path.end = core_test::person; }) ==
        "a path ends at another relation than it says");
  CHECK(fault_after([](Program& one) { one.norms[0].subject = {0, {1}, core_test::region}; }) ==
        "the subject of a norm is not of its sort");
}

TEST_CASE("types") {
  CHECK(fault_after([](Program& one) { condition<Flag>(one, 2).column = 0; }) ==
        "a column is of another type than its use");
  CHECK(fault_after([](Program& one) { one.values[0].type.kind = TypeKind::Text; }) ==
        "a value says another type than it has");
  CHECK(fault_after([](Program& one) { condition<Count>(one, 0).highest = ValueId{0}; }) ==
        "a count is compared with what is no number");
  CHECK(fault_after([](Program& one) { condition<Count>(one, 0).window.begin->at = {2}; }) ==
        "a window that does not begin or end at a time");
  CHECK(fault_after([](Program& one) { one.norms[0].timing.length = ValueId{2}; }) ==
        "a value has another dimension than its use");
  CHECK(fault_after([](Program& one) { condition<Count>(one, 0).link = 1; }) ==
        "a count is linked to things of another sort");
}

TEST_CASE("structure") {
  CHECK(fault_after([](Program& one) { condition<Count>(one, 0).highest.reset(); }) == "a count without a bound");
  CHECK(fault_after([](Program& one) {
          condition<Count>(one, 0).each_day = true;
          condition<Count>(one, 0).window.end.reset();
        }) == "each day of a window without an end");
  CHECK(fault_after([](Program& one) { condition<AnyOf>(one, 3).parts = {{3}}; }) == "conditions form a cycle");
  CHECK(fault_after([](Program& one) { std::get<Shifted>(one.values[1].kind).base = {1}; }) == "values form a cycle");
  CHECK(fault_after([](Program& one) { one.norms[0].heads.clear(); }) == "a norm without a head");
  CHECK(fault_after([](Program& one) { one.norms[0].timing.length.reset(); }) == "a run without a length");
  CHECK(fault_after([](Program& one) { one.norms[0].timing.start = Timing::Start::At; }) ==
        "a span begins at a time that is not given");
  CHECK(fault_after([](Program& one) { one.limits[0].kind = LimitKind::ClosedList; }) ==
        "a closed list that is not named");
  CHECK(fault_after([](Program& one) { one.class_rules[0].scale.reset(); }) ==
        "a class rule gives neither a class nor an attribute, or both");
  CHECK(fault_after([](Program& one) { one.vocabulary.relations[2].begin.reset(); }) ==
        "`case` is an event without a time");
}

TEST_CASE("places: the region, what lies below it, and the way to it") {
  const Program program = example();
  CHECK(place_relation(program) == core_test::region);
  CHECK(parent_column(program, core_test::region) == ColumnIndex{1});
  CHECK(place_of(program, core_test::person, core_test::region)->steps == std::vector<ColumnIndex>{1});
  CHECK(place_of(program, core_test::region, core_test::region)->steps.empty());
}
