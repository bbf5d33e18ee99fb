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
  World() { program = small_world(); }
  Rows load() {
    load_into(*this, folder.path());
    return findings(sink, folder);
  }
  Rows rows(core::RelationId id) const { return rows_text(program, facts, id); }
};

TEST_CASE("tables and columns are found by name in either language") {
  World world;
  world.folder.write("Region.csv", "CODE,region_name,级别,上级地区,clean\nA,甲,city,,yes\nB,,县,A,\n");
  world.folder.write("病例.csv", "地区,日期,case-kind,例数\nB,2020-02-02,确诊,3\nA,2020-02-01,suspected,1\n");
  CHECK(world.load().empty());
  CHECK(world.rows(region) == Rows{"A 甲 city - yes", "B - county A -"});
  CHECK(world.rows(cases) == Rows{"A 2020-02-01 suspected 1", "B 2020-02-02 confirmed 3"});
}

TEST_CASE("the column that says whose row it is may go by the name of the thing or its key") {
  World world;
  world.folder.write("case.csv", "code,date,case_kind,count\nA,2020-02-01,confirmed,1\n");
  CHECK(world.load().empty());
  CHECK(world.rows(cases) == Rows{"A 2020-02-01 confirmed 1"});
}

TEST_CASE("rows are sorted by thing and time, and stay in order where these are equal") {
  World world;
  world.folder.write("region.csv", "code\nB\nA\n");
  world.folder.write("case.csv",
                     "region,date,case kind,count\nA,2020-02-03,confirmed,1\nB,2020-02-02,confirmed,2\n"
                     "A,2020-02-01,confirmed,3\nA,2020-02-03,suspected,4\nB,2020-02-02,suspected,5\n");
  CHECK(world.load().empty());
  CHECK(world.rows(cases) == Rows{"B 2020-02-02 confirmed 2", "B 2020-02-02 suspected 5", "A 2020-02-01 confirmed 3",
                                  "A 2020-02-03 confirmed 1", "A 2020-02-03 suspected 4"});
  CHECK(world.facts[cases].rows_of(0) == std::pair<Row, Row>{0, 2});
  CHECK(world.facts[cases].rows_of(1) == std::pair<Row, Row>{2, 5});
}

TEST_CASE("things without a table exist by being referred to") {
  World world;
  world.folder.write("case.csv", "region,date,case kind,count\nB,2020-02-01,confirmed,1\nA,2020-02-01,confirmed,1\n");
  CHECK(world.load().empty());
  CHECK(world.rows(region) == Rows{"B ? ? ? ?", "A ? ? ? ?"});
  CHECK(world.facts[region].find("A") == Row{1});
  CHECK_FALSE(world.facts[region].find("C").has_value());
  CHECK(world.facts[person].row_count == 0);
}

TEST_CASE("entities refer to each other and to themselves in any order") {
  World world;
  world.folder.write("region.csv", "code,parent\nA,B\nB,\n");
  world.folder.write("person.csv", "person number,home,temperature,floor area\np,B,36.65,2.5\nq,A,37,10\nr,A,,\n");
  CHECK(world.load().empty());
  CHECK(world.rows(region) == Rows{"A ? ? B ?", "B ? ? - ?"});
  CHECK(world.rows(person) == Rows{"p B 36.65 0.00025", "q A 37 0.001", "r A - -"});
}

TEST_CASE("classes are read from their own table and from a column of the entity") {
  World world;
  world.folder.write("region.csv", "code,risk\nA,high\nB,\n");
  world.folder.write("risk of region.csv", "region,class,from day,until day\nB,中,2020-02-01,\nA,low,,2020-01-31\n");
  CHECK(world.load().empty());
  CHECK(world.rows(risk) == Rows{"A low - 2020-01-31", "A high - -", "B medium 2020-02-01 -"});
}

TEST_CASE("conduct may be named by the measure alone where one sort has it") {
  World world;
  world.folder.write("mask.csv", "person,done,day\np,1,2020-02-01\np,no,\n");
  CHECK(world.load().empty());
  CHECK(world.rows(mask) == Rows{"p no -", "p yes 2020-02-01"});
}

TEST_CASE("a bad row is left out with its file and line, a bad cell is absent") {
  World world;
  world.folder.write("region.csv", "code,level\nA,city\n,county\nA,county\nB,town\n");
  world.folder.write("case.csv",
                     "region,date,case kind,count\nA,2020-02-30,confirmed,1\nC,2020-02-01,confirmed,1\n"
                     "A,,confirmed,1\nA,2020-02-01,confirmed,1.5\nA,2020-02-02,confirmed\n");
  CHECK(world.load() ==
        Rows{"P0840 region.csv line 3: the key `code` is empty",
             "P0841 region.csv line 4: a second `region` with the key `A`",
             "P0836 region.csv line 5: `town` is not a value of `level`, which may be `city`, `county`",
             "P0833 case.csv line 2: `2020-02-30` in column `date` is not a day of the calendar",
             "P0842 case.csv line 3: column `region` refers to `C`, and there is no such `region`",
             "P0843 case.csv line 4: column `date` is empty, and without it the row cannot be used",
             "P0832 case.csv line 5: `1.5` in column `count` counts something and is not a whole number",
             "P0861 case.csv line 6: the row has 3 values, the first line names 4 columns"});
  CHECK(world.rows(region) == Rows{"A ? city ? ?", "B ? - ? ?"});
  CHECK(world.rows(cases) == Rows{"A 2020-02-01 confirmed -"});
}

TEST_CASE("no message shows what is personal") {
  World world;
  world.folder.write("person.csv", "person number,home\nsecret,A\nsecret,B\n");
  world.folder.write("stay.csv", "person,place,start day\nhidden,A,2020-02-01\n");
  for (const std::string& text : world.load()) {
    CHECK(text.find("secret") == std::string::npos);
    CHECK(text.find("hidden") == std::string::npos);
  }
  CHECK(codes(world.sink) == Rows{"P0841", "P0842"});
}

TEST_CASE("of each kind of finding the first twenty are shown and all are counted") {
  World world;
  std::string text = "region,date,case kind,count\n";
  for (int row = 0; row < 500; ++row) text += "A,never,confirmed,1\n";
  world.folder.write("case.csv", text);
  CHECK(world.load().size() == 20);
}

TEST_CASE("an SQLite database is read by its types") {
  World world;
  const auto path = world.folder.sql(
      "facts.db",
      "CREATE TABLE region(code INTEGER, level TEXT, clean INTEGER);"
      "INSERT INTO region VALUES (450100, 'city', 1), (450200, NULL, 0);"
      "CREATE TABLE people(person_number TEXT PRIMARY KEY, home INTEGER, temperature REAL) WITHOUT ROWID;"
      "INSERT INTO people VALUES ('p', 450100, 36.6), ('q', 450200, 37.0);"
      "CREATE VIEW \"case\" AS SELECT code AS region, '2020-02-01' AS date, 'confirmed' AS case_kind, 2 AS count FROM "
      "region;");
  world.program.vocabulary.relations[person.index].synonyms = {"people"};
  load_into(world, path);
  CHECK(findings(world.sink, world.folder).empty());
  CHECK(world.rows(region) == Rows{"450100 ? city ? yes", "450200 ? - ? no"});
  CHECK(world.rows(person) == Rows{"p 450100 36.6 ?", "q 450200 37 ?"});
  CHECK(world.rows(cases) == Rows{"450100 2020-02-01 confirmed 2", "450200 2020-02-01 confirmed 2"});
}

TEST_CASE("rows of a database are named by table and row") {
  World world;
  load_into(world, world.folder.sql("facts.db",
                                    "CREATE TABLE \"case\"(region, date, case_kind, count);"
                                    "INSERT INTO \"case\"(rowid, region, date, case_kind, count) "
                                    "VALUES (7, 'A', 20200201, 'confirmed', 1);"));
  CHECK(findings(world.sink, world.folder) ==
        Rows{"P0833 facts.db table case row 7: `20200201` in column `date` is not a day of the calendar"});
}

TEST_CASE("a column that is called like the number of a row numbers nothing") {
  World world;
  load_into(world, world.folder.sql("facts.db",
                                    "CREATE TABLE region(code, rowid, \"region name\");"
                                    "INSERT INTO region VALUES ('A', 1, 'x'), ('A', 1, 'y'), ('B', 1, 'z');"));
  CHECK(codes(world.sink) == Rows{"P0841"});
  CHECK(world.rows(region) == Rows{"A x ? ? ?", "B z ? ? ?"});
}

TEST_CASE("numbers too fine to be kept beside the others of their column are refused") {
  World world;
  world.folder.write("person.csv",
                     "person number,home,temperature,floor area\np,A,999999999999999999,0.000000000000000001\n"
                     "q,A,0.1234,1\n");
  CHECK(codes((world.load(), world.sink)) == Rows{"P0831", "P0831"});
  CHECK(world.rows(person) == Rows{"p A 999999999999999999 -", "q A - 0.0001"});
}

}  // namespace
