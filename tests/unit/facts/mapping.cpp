// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/mapping.h"

#include <doctest/doctest.h>

#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

using Rows = std::vector<std::string>;

struct World : LoadedWorld {
  Folder folder;
  World() {
    program = small_world();
    folder.write("us_daily.csv", "fips,date,cases,deaths,K\n01001,2020-02-01,3,0,C\n01001,2020-02-02,4,1,S\n");
  }
  // What is found with this text as facts.map; the place of each is checked too, as `line:column`.
  Rows with(std::string_view text) {
    folder.write("facts.map", text);
    load_into(*this, folder.path());
    Rows list;
    for (const auto& found : sink.diagnostics()) {
      std::string line(diag::info(found.primary.kind).code);
      if (found.primary.span.is_known()) {
        const auto at = sources.begin_position(found.primary.span);
        line += " " + std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                std::string(sources.text(found.primary.span));
      }
      for (const auto& fix : found.fixes) line += " -> " + fix.replacement;
      list.push_back(std::move(line));
    }
    return list;
  }
};

TEST_CASE("a mapping names tables, columns, constants and spellings") {
  World world;
  CHECK(
      world
          .with("# comment\ntable us_daily holds case\n  column fips holds region\n  column cases holds count  # here\n"
                "column K holds case kind\nvalue C means confirmed\nvalue S means suspected\n")
          .empty());
  CHECK(rows_text(world.program, world.facts, cases) ==
        Rows{"01001 2020-02-01 confirmed 3", "01001 2020-02-02 suspected 4"});
}

TEST_CASE("a mapping may be written in Chinese, and one table may hold a relation twice") {
  World world;
  CHECK(world
            .with("表 us_daily 存放 病例\n列 fips 存放 地区\n列 cases 存放 例数\n病例类型 是 确诊\n"
                  "表 us_daily 存放 病例\n列 fips 存放 地区\n列 deaths 存放 例数\n病例类型 是 疑似\n")
            .empty());
  CHECK(rows_text(world.program, world.facts, cases) ==
        Rows{"01001 2020-02-01 confirmed 3", "01001 2020-02-01 suspected 0", "01001 2020-02-02 confirmed 4",
             "01001 2020-02-02 suspected 1"});
}

TEST_CASE("a spelling before the first table holds for every column") {
  World world;
  world.folder.write("mask.csv", "person,done,day\np,Y,\nq,N,\n");
  CHECK(world.with("value Y means yes\nvalue N means 否\n").empty());
  CHECK(rows_text(world.program, world.facts, mask) == Rows{"p yes -", "q no -"});
}

TEST_CASE("quoted names may hold the words of the mapping") {
  World world;
  world.folder.write("a holds b.csv", "person,done,day\np,1,\n");
  CHECK(world.with("table \"a holds b\" holds mask of person\n").empty());
  CHECK(world.facts[mask].row_count == 1);
}

TEST_CASE("reports and classes may be mapped") {
  World world;
  world.folder.write("in.csv", "area,when\n01001,2020-02-03\n");
  world.folder.write("areas.csv", "id,tier\n01001,2\n");
  CHECK(world
            .with("table in holds case report\ncolumn area holds region\ncolumn when holds date\n"
                  "table areas holds region\ncolumn tier holds risk\nvalue 2 means medium\ncolumn id holds code\n"
                  "table us_daily holds case\ncolumn fips holds region\ncolumn cases holds count\n"
                  "case kind is confirmed\n")
            .empty());
  CHECK(rows_text(world.program, world.facts, risk) == Rows{"01001 medium ? ?"});
  REQUIRE(world.facts[cases].reports.has_value());
  CHECK(world.facts[cases].reports->gaps_of(0).front().first == *value::make_day(2020, 2, 4));
}

TEST_CASE("lines and names that mean nothing are shown where they stand") {
  CHECK(World().with("table us_daily contains case\n") == Rows{"P0810 1:1 table us_daily contains case"});
  CHECK(World().with("nonsense\n") == Rows{"P0810 1:1 nonsense"});
  CHECK(World().with("column fips holds region\n") == Rows{"P0811 1:1 column fips holds region"});
  CHECK(World().with("table us_daily holds case\nvalue 1 means yes\n") == Rows{"P0812 2:7 1"});
  CHECK(World().with("table us_dayly holds case\n") == Rows{"P0813 1:7 us_dayly -> us_daily"});
  CHECK(World().with("table us_daily holds case\ncolumn fipss holds region\n") ==
        Rows{"P0814 2:8 fipss -> fips", "P0822"});
  CHECK(World().with("table us_daily holds cass\n") == Rows{"P0815 1:22 cass -> case"});
  CHECK(World().with("table us_daily holds case\ncolumn fips holds region\ncolumn cases holds number\n") ==
        Rows{"P0816 3:20 number"});
  CHECK(World().with("table us_daily holds case\ncolumn fips holds region\ncolumn cases holds region\n") ==
        Rows{"P0817 3:20 region"});
  CHECK(World().with("table us_daily holds case\ncolumn fips holds region\ncase kind is certain\n") ==
        Rows{"P0818 3:14 certain"});
  CHECK(
      World().with("table us_daily holds case\ncolumn fips holds region\ncolumn K holds case kind\nvalue C means sure\n"
                   "value S means suspected\n") == Rows{"P0818 4:15 sure", "P0836"});
}

TEST_CASE("two tables or columns of one name are not guessed between") {
  World world;
  world.folder.write("case.csv", "region,date,case kind,count\nA,2020-02-01,confirmed,1\n");
  world.folder.write("病例.csv", "region,date,case kind,count\nA,2020-02-01,confirmed,1\n");
  load_into(world, world.folder.path());
  CHECK(codes(world.sink) == Rows{"P0820"});
  World other;
  other.folder.write("case.csv", "count,例数,region,date,case kind\n1,2,A,2020-02-01,confirmed\n");
  load_into(other, other.folder.path());
  CHECK(codes(other.sink) == Rows{"P0821"});
}

TEST_CASE("a table without an essential column is refused whole") {
  World world;
  world.folder.write("case.csv", "region,case kind,count\nA,confirmed,1\n");
  load_into(world, world.folder.path());
  CHECK(codes(world.sink) == Rows{"P0822"});
  CHECK(world.facts[cases].row_count == 0);
}

TEST_CASE("an imported database does not take the mapping of the files beside it") {
  World world;
  world.folder.write("facts.map",
                     "table us_daily holds case\ncolumn fips holds region\ncolumn cases holds count\n"
                     "case kind is confirmed\n");
  source::SourceMap sources;
  const auto target = world.folder.path() / "facts.db";
  auto imported = import_csv(world.program, {world.folder.path()}, target, sources, world.sink);
  REQUIRE(imported.ok());
  REQUIRE(imported->written);
  load_into(world, target);
  CHECK(codes(world.sink).empty());
  CHECK(world.facts[cases].row_count == 2);
}

}  // namespace
