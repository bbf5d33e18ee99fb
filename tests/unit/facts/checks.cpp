// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

using Rows = std::vector<std::string>;

struct World : LoadedWorld {
  Folder folder;
  FactsReport report;
  explicit World(core::Counting counting = core::Counting::Sum,
                 core::Corrections corrections = core::Corrections::Refused) {
    program = small_world(counting, corrections);
  }
  Rows check(std::uint64_t shown = shown_of_a_kind) {
    auto opened = open_facts(folder.path(), std::nullopt, sources, sink);
    REQUIRE(opened.ok());
    auto checked = check_facts(program, *opened, sink, shown);
    REQUIRE(checked.ok());
    report = std::move(*checked);
    return findings(sink, folder);
  }
  const RelationSummary& summary(core::RelationId id) const { return report.relations[id.index]; }
};
constexpr const char* head = "region,date,case kind,count\n";

TEST_CASE("sound facts give no finding") {
  World world;
  world.folder.write("region.csv", "code,region name,level,parent,clean\nA,,,,\n");
  world.folder.write("case.csv", std::string(head) + "A,2020-02-01,confirmed,0\nA,2020-02-02,confirmed,0\n");
  world.folder.write("stay.csv", "person,place,start day,end day\np,A,2020-02-01,2020-02-01\n");
  world.folder.write("notes.csv", "text\nhello\n");
  CHECK(world.check().empty());
  CHECK(world.summary(region).rows == 1);
  CHECK_FALSE(world.summary(region).made_by_reference);
  CHECK(world.summary(person).made_by_reference);
  CHECK(world.summary(cases).tables == Rows{"case"});
  CHECK(world.report.unused_tables == Rows{"notes"});
}

TEST_CASE("empty values and columns that are not optional are warnings") {
  World world;
  world.folder.write("case.csv", std::string(head) + "A,2020-02-01,,\n");
  world.folder.write("person.csv", "person number,temperature,floor area\np,,\n");
  CHECK(world.check() == Rows{"P0823 person.csv has no column `home`, so it is unknown of every `person`",
                              "P0838 case.csv line 2: column `case kind` is empty",
                              "P0838 case.csv line 2: column `count` is empty"});
  CHECK_FALSE(world.sink.has_errors());
}

TEST_CASE("an end before its beginning") {
  World world;
  world.folder.write("stay.csv", "person,place,start day,end day\np,A,2020-02-03,2020-02-02\np,A,2020-02-03,\n");
  CHECK(world.check() == Rows{"P0850 stay.csv line 2: `end day` is 2020-02-02, before the beginning on 2020-02-03"});
}

TEST_CASE("negative counts are errors unless the vocabulary says what a correction means") {
  const std::string text = std::string(head) + "A,2020-02-01,confirmed,3\nA,2020-02-02,confirmed,-1\n";
  World refused;
  refused.folder.write("case.csv", text);
  CHECK(refused.check() == Rows{"P0851 case.csv line 3: `count` is -1, and a count is not below zero"});
  World subtracted(core::Counting::Sum, core::Corrections::Subtracted);
  subtracted.folder.write("case.csv", text);
  CHECK(subtracted.check().empty());
  CHECK(subtracted.summary(cases).corrections == 1);
}

TEST_CASE("totals may not fall, and there is one a day for each kind") {
  const std::string text = std::string(head) +
                           "A,2020-02-02,confirmed,5\nA,2020-02-01,confirmed,3\nA,2020-02-03,confirmed,4\n"
                           "A,2020-02-03,suspected,1\nA,2020-02-03,confirmed,9\nB,2020-02-01,confirmed,0\n"
                           "B,2020-02-02,confirmed,0\nB,2020-02-03,confirmed,0\n";
  World refused(core::Counting::Total);
  refused.folder.write("case.csv", text);
  CHECK(refused.check() == Rows{"P0852 case.csv line 4: the total `count` falls to 4 from 5",
                                "P0853 case.csv line 6: a second total `count` of `A` for 2020-02-03"});
  World ignored(core::Counting::Total, core::Corrections::Ignored);
  ignored.folder.write("case.csv", text);
  CHECK(codes((ignored.check(), ignored.sink)) == Rows{"P0853"});
  CHECK(ignored.summary(cases).corrections == 1);
}

TEST_CASE("loading refuses what checking refuses") {
  World world(core::Counting::Total);
  world.folder.write("case.csv", std::string(head) + "A,2020-02-01,confirmed,3\nA,2020-02-02,confirmed,2\n");
  load_into(world, world.folder.path());
  CHECK(codes(world.sink) == Rows{"P0852"});
}

TEST_CASE("missing reports are told by thing and days, and counted") {
  World world;
  world.folder.write("region.csv", "code,region name,level,parent,clean\nA,,,,\nB,,,,\nC,,,,\n");
  world.folder.write("case.csv", std::string(head) +
                                     "A,2020-02-01,confirmed,0\nA,2020-02-05,confirmed,0\n"
                                     "B,2020-02-02,confirmed,0\n");
  CHECK(world.check() == Rows{"P0854 no report of `case` by `A` from 2020-02-02 to 2020-02-04 (3 days)",
                              "P0854 no report of `case` by `B` from 2020-02-01 to 2020-02-01 (1 days)",
                              "P0854 no report of `case` by `B` from 2020-02-03 to 2020-02-05 (3 days)",
                              "P0855 `C` never reported `case`"});
  CHECK(world.summary(cases).missing_reports == 12);
  CHECK(world.summary(cases).things_without_report == 1);
}

TEST_CASE("as many findings of a kind are shown as asked for, and all are counted") {
  World world;
  std::string text = head;
  for (int row = 0; row < 100; ++row) text += "A,2020-02-30,confirmed,1\nA,2020-02-01,nothing,1\n";
  world.folder.write("case.csv", text);
  CHECK(world.check(3).size() == 6);
  REQUIRE(world.report.counts.size() == 2);
  CHECK(world.report.counts[0].kind == diag::Kind::CellNotADay);
  CHECK(world.report.counts[0].total == 100);
  CHECK(world.report.counts[1].total == 100);
}

TEST_CASE("columns that nothing takes are named") {
  World world;
  world.folder.write("case.csv", "region,date,case kind,count,deaths\nA,2020-02-01,confirmed,0,0\n");
  world.check();
  CHECK(world.report.unused_columns == Rows{"case.deaths"});
}

}  // namespace
