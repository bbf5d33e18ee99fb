// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/reports.h"

#include <doctest/doctest.h>

#include "runtime/facts/row_order.h"
#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

using Rows = std::vector<std::string>;

std::string text(const Gap& gap) {
  return (gap.first == open_begin ? "always" : value::to_iso(gap.first)) + ".." +
         (gap.last == open_end ? "open" : value::to_iso(gap.last));
}
value::Day day(int number) { return *value::make_day(2020, 2, number); }

struct World : LoadedWorld {
  Folder folder;
  World() { program = small_world(); }
  core::Relation& event() { return program.vocabulary.relations[cases.index]; }
  Rows gaps(std::string_view key) {
    load_into(*this, folder.path());
    CHECK(codes(sink).empty());
    Rows list;
    for (const Gap& gap : facts[cases].reports->gaps_of(*facts[region].find(key))) list.push_back(text(gap));
    return list;
  }
};
constexpr const char* head = "region,date,case kind,count\n";

TEST_CASE("days without a row are missing, from the first report of any thing on") {
  World world;
  world.folder.write("region.csv", "code\nA\nB\nC\n");
  world.folder.write("case.csv", std::string(head) +
                                     "A,2020-02-01,confirmed,0\nA,2020-02-02,confirmed,0\n"
                                     "A,2020-02-02,suspected,0\nA,2020-02-05,confirmed,0\n"
                                     "B,2020-02-03,confirmed,1\n");
  CHECK(world.gaps("A") == Rows{"2020-02-03..2020-02-04", "2020-02-06..open"});
  CHECK(world.gaps("B") == Rows{"2020-02-01..2020-02-02", "2020-02-04..open"});
  CHECK(world.gaps("C") == Rows{"2020-02-01..open"});
}

TEST_CASE("a declared beginning counts, and reports before it do not") {
  World world;
  world.event().report_from = day(3);
  world.folder.write("case.csv", std::string(head) + "A,2020-02-01,confirmed,0\nA,2020-02-05,confirmed,0\n");
  CHECK(world.gaps("A") == Rows{"2020-02-03..2020-02-04", "2020-02-06..open"});
}

TEST_CASE("a table of reports tells of days without cases") {
  World world;
  world.folder.write("case.csv", std::string(head) + "A,2020-02-01,confirmed,2\n");
  world.folder.write("case_report.csv", "region,date\nA,2020-02-03\nA,2020-02-02\nA,2020-02-02\nB,2020-02-01\n");
  CHECK(world.gaps("A") == Rows{"2020-02-04..open"});
  CHECK(world.gaps("B") == Rows{"2020-02-02..open"});
}

TEST_CASE("a weekly report covers the week before it") {
  World world;
  world.event().report_every = 7;
  world.folder.write(
      "case.csv", std::string(head) + "A,2020-02-01,confirmed,2\nA,2020-02-08,confirmed,0\nA,2020-02-22,confirmed,1\n");
  CHECK(world.gaps("A") == Rows{"2020-02-09..2020-02-15", "2020-02-23..open"});
}

TEST_CASE("without any report every day is missing") {
  World world;
  world.folder.write("region.csv", "code\nA\n");
  CHECK(world.gaps("A") == Rows{"always..open"});
}

TEST_CASE("a gap is missing as far as it was due") {
  const auto part = [](Gap gap, int every, int first, int last, int today) {
    const auto found = missing_part(gap, every, day(first), day(last), day(today));
    return found ? text(*found) : "none";
  };
  CHECK(part({day(3), day(5)}, 1, 1, 20, 20) == "2020-02-03..2020-02-05");
  CHECK(part({day(3), day(5)}, 1, 4, 4, 20) == "2020-02-04..2020-02-04");
  CHECK(part({day(3), open_end}, 1, 1, 20, 4) == "2020-02-03..2020-02-04");
  CHECK(part({day(3), open_end}, 1, 1, 20, 2) == "none");
  CHECK(part({day(3), day(5)}, 1, 6, 20, 20) == "none");
  CHECK(part({day(3), open_end}, 7, 1, 20, 8) == "none");
  CHECK(part({day(3), open_end}, 7, 1, 20, 9) == "2020-02-03..2020-02-09");
  CHECK(part({day(3), open_end}, 7, 1, 20, 15) == "2020-02-03..2020-02-09");
  CHECK(part({open_begin, open_end}, 7, 1, 20, 9) == "2020-02-01..2020-02-09");
}

TEST_CASE("rows already in order need no new order") {
  const Column days = DayColumn{{1, 2, 1, 1}};
  CHECK(order_rows({0, 0, 1, 1}, days, 2).empty());
  CHECK(order_rows({1, 0, 1, 0}, days, 2) == value::UnwrittenVector<Row>{3, 1, 0, 2});
  // The same where there are few rows of many subjects.
  CHECK(order_rows({1, 0, 1, 0}, days, 1000) == value::UnwrittenVector<Row>{3, 1, 0, 2});
}

}  // namespace
