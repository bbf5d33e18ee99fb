// SPDX-License-Identifier: Apache-2.0
// A table of things is read twice, first its keys and then whole rows, and what SQLite has at hand for the one and for the other
// may differ: an index that has the keys comes in their order.
#include <doctest/doctest.h>

#include "runtime/facts/bind.h"
#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

using Rows = std::vector<std::string>;

const std::string in_disorder = " VALUES ('C', 'third', 'A'), ('A', 'first', NULL), ('B', 'second', 'A');";

// The regions of the table, in their order, and what was found.
std::pair<Rows, Rows> regions(const std::string& sql) {
  const Folder folder;
  const auto path = folder.sql("facts.db", sql);
  LoadedWorld world;
  world.program = small_world();
  const auto opened = open_facts(path, std::nullopt, world.sources, world.sink);
  REQUIRE(opened.ok());
  std::vector<Rows> read;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    diag::Sink sink;
    const Binding binding = bind(world.program, *opened->store, opened->mapping, sink);
    RowFindings row_findings(sink);
    const auto loaded =
        load_rows(world.program, *opened->store, binding, {.threads = threads, .piece_bytes = 16}, row_findings);
    REQUIRE(loaded.ok());
    read.push_back(rows_text(world.program, loaded->facts, region));
    read.push_back(findings(sink, folder));
  }
  CHECK(read[2] == read[0]);
  CHECK(read[3] == read[1]);
  CHECK(read[4] == read[0]);
  CHECK(read[5] == read[1]);
  return {read[0], read[1]};
}

const Rows by_row = {"C third ? A ?", "A first ? - ?", "B second ? A ?"};
const Rows by_key = {"A first ? - ?", "B second ? A ?", "C third ? A ?"};
const Rows by_key_downwards = {"C third ? A ?", "B second ? A ?", "A first ? - ?"};

TEST_CASE("a table with an index on its key is read in the order of its rows") {
  CHECK(regions("CREATE TABLE region(code TEXT PRIMARY KEY, region_name TEXT, parent TEXT);"
                "INSERT INTO region" +
                in_disorder) == std::pair{by_row, Rows{}});
  CHECK(regions("CREATE TABLE region(code TEXT, region_name TEXT, parent TEXT);"
                "CREATE INDEX by_code ON region(code DESC);"
                "CREATE INDEX by_all ON region(region_name, code, parent);"
                "INSERT INTO region" +
                in_disorder) == std::pair{by_row, Rows{}});
}

TEST_CASE("a second row with a key is the one behind the first, whatever indexes there are") {
  const auto [rows, found] = regions(
      "CREATE TABLE region(code TEXT, region_name TEXT, parent TEXT);"
      "CREATE INDEX by_code ON region(code, region_name);"
      "INSERT INTO region VALUES ('B', 'z', NULL), ('A', 'y', NULL), ('B', 'a', NULL), ('A', 'b', NULL);");
  CHECK(rows == Rows{"B z ? - ?", "A y ? - ?"});
  REQUIRE(found.size() == 2);
  CHECK(found[0].starts_with("P0841 facts.db table region row 3"));
  CHECK(found[1].starts_with("P0841 facts.db table region row 4"));
}

TEST_CASE("a table without rowids is read in the order of its primary key, whatever indexes there are") {
  const std::string table = "CREATE TABLE region(code TEXT PRIMARY KEY, region_name TEXT, parent TEXT) WITHOUT ROWID;";
  CHECK(regions(table + "INSERT INTO region" + in_disorder) == std::pair{by_key, Rows{}});
  CHECK(regions(table +
                "CREATE INDEX by_name ON region(region_name DESC);"
                "INSERT INTO region" +
                in_disorder) == std::pair{by_key, Rows{}});
  CHECK(regions("CREATE TABLE region(code TEXT, region_name TEXT, parent TEXT, PRIMARY KEY (code DESC)) WITHOUT ROWID;"
                "CREATE INDEX by_parent ON region(parent);"
                "INSERT INTO region" +
                in_disorder) == std::pair{by_key_downwards, Rows{}});
}

TEST_CASE("a view and a table with a column named rowid are read in one order") {
  const std::string table =
      "CREATE TABLE divisions(code TEXT PRIMARY KEY, region_name TEXT, parent TEXT);"
      "INSERT INTO divisions" +
      in_disorder;
  CHECK(regions(table + "CREATE VIEW region AS SELECT * FROM divisions;") == std::pair{by_row, Rows{}});
  CHECK(regions(table + "CREATE VIEW region AS SELECT * FROM divisions ORDER BY region_name;") ==
        std::pair{by_key, Rows{}});
  CHECK(regions("CREATE TABLE region(code TEXT PRIMARY KEY, region_name TEXT, parent TEXT, \"RowID\" TEXT DEFAULT 7);"
                "INSERT INTO region(code, region_name, parent)" +
                in_disorder) == std::pair{by_row, Rows{}});
  CHECK(regions("CREATE TABLE region(code TEXT PRIMARY KEY, region_name TEXT, parent TEXT, "
                "rowid INTEGER GENERATED ALWAYS AS (1));"
                "INSERT INTO region" +
                in_disorder) == std::pair{by_row, Rows{}});
}

}  // namespace
