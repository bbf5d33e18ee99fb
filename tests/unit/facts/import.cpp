// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sqlite3.h>

#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

using Rows = std::vector<std::string>;

struct World : LoadedWorld {
  Folder in;
  Folder out;
  ImportReport report;
  std::optional<diag::Kind> failure;
  World() { program = small_world(); }
  std::filesystem::path target() const { return out.path() / "facts.db"; }
  bool import(ImportOptions options = {}) {
    auto done = import_csv(program, {in.path()}, target(), sources, sink, options);
    if (!done) failure = done.error().kind;
    if (done) report = std::move(*done);
    return done.ok() && report.written;
  }
};
constexpr const char* head = "region,date,case kind,count\n";

Rows query(const std::filesystem::path& path, const char* sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK);
  Rows rows;
  while (sqlite3_step(statement) == SQLITE_ROW)
    rows.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return rows;
}

TEST_CASE("what is imported loads as the files themselves do") {
  World world;
  world.in.write("地区.csv", "代码,名称,级别,上级地区,无本土疫情,risk\nA,甲,市,,是,高\nB,乙,县,A,,\n");
  world.in.write("person.csv", "person number,home,temperature,floor area\np,A,36.65,2.5\nq,B,1234567890.12345678,\n");
  world.in.write("entry.csv", "person,at moment\np,2020-02-01 08:30:15\nq,2020-02-01T09:00\n");
  world.in.write("stay.csv", "person,place,start day,end day\np,A,2020-02-01,\n");
  world.in.write_gzip("case.csv.gz", std::string(head) + "A,2020-02-02,疑似,-0\nA,2020-02-01,confirmed,12\n");
  world.in.write("case report.csv", "region,date\nB,2020-02-02\n");
  REQUIRE(world.import());
  CHECK(world.out.files() == Rows{"facts.db"});
  LoadedWorld files;
  LoadedWorld database;
  files.program = database.program = small_world();
  load_into(files, world.in.path());
  load_into(database, world.target());
  for (std::uint32_t index = 0; index < files.program.vocabulary.relations.size(); ++index)
    CHECK(rows_text(files.program, files.facts, {index}) == rows_text(database.program, database.facts, {index}));
  CHECK(files.facts[cases].reports->gaps == database.facts[cases].reports->gaps);
  CHECK(codes(database.sink).empty());
}

TEST_CASE("the tables of a database are named and typed by the vocabulary") {
  World world;
  world.in.write("病例.csv", std::string(head) + "A,2020-02-01,确诊,12\n");
  world.in.write("person.csv", "person number,home,temperature\np,A,36.6\nq,A,37\n");
  REQUIRE(world.import());
  CHECK(query(world.target(), "SELECT name FROM sqlite_master ORDER BY name") == Rows{"case", "person"});
  CHECK(query(world.target(), "SELECT region||' '||date||' '||case_kind||' '||typeof(count) FROM \"case\"") ==
        Rows{"A 2020-02-01 confirmed integer"});
  CHECK(query(world.target(), "SELECT temperature FROM person ORDER BY person_number") == Rows{"36.6", "37"});
}

TEST_CASE("one bad row and there is no database") {
  World world;
  world.in.write("case.csv", std::string(head) + "A,2020-02-01,confirmed,12\nA,2020-02-30,confirmed,1\n");
  CHECK_FALSE(world.import());
  CHECK(codes(world.sink) == Rows{"P0833"});
  CHECK(world.out.files().empty());
  CHECK(world.report.counts.size() == 1);
}

TEST_CASE("a second row of one key is a bad row") {
  World world;
  world.in.write("region.csv", "code\nA\nB\nA\n");
  CHECK_FALSE(world.import());
  CHECK(findings(world.sink, world.in) == Rows{"P0841 region.csv line 4: a second `region` with the key `A`"});
}

TEST_CASE("an existing database is replaced only when asked for, anything else never") {
  World world;
  world.in.write("region.csv", "code\nA\n");
  REQUIRE(world.import());
  CHECK_FALSE(world.import());
  CHECK(world.failure == diag::Kind::TargetExists);
  world.in.write("region.csv", "code\nA\nB\n");
  ImportOptions replace;
  replace.replace = true;
  CHECK(world.import(replace));
  CHECK(query(world.target(), "SELECT code FROM region") == Rows{"A", "B"});
  world.out.write("facts.db", "a diary");
  CHECK_FALSE(world.import(replace));
  CHECK(world.failure == diag::Kind::NotADatabase);
  CHECK(world.out.files() == Rows{"facts.db"});
}

TEST_CASE("a failed import leaves the database that was there") {
  World world;
  world.in.write("region.csv", "code\nA\n");
  REQUIRE(world.import());
  world.in.write("region.csv", "code\nA\nA\n");
  ImportOptions replace;
  replace.replace = true;
  CHECK_FALSE(world.import(replace));
  CHECK(query(world.target(), "SELECT code FROM region") == Rows{"A"});
  CHECK(world.out.files() == Rows{"facts.db"});
}

TEST_CASE("progress is told from nothing to everything") {
  World world;
  std::string text = head;
  for (int row = 0; row < 200'000; ++row) text += "A,2020-02-01,confirmed,1\n";
  world.in.write("case.csv", text);
  std::vector<ImportProgress> seen;
  ImportOptions options;
  options.progress = [&](const ImportProgress& progress) { seen.push_back(progress); };
  REQUIRE(world.import(options));
  REQUIRE(seen.size() > 3);
  CHECK(seen.back().bytes_done == seen.back().bytes_total);
  CHECK(seen.back().rows == 200'000);
  CHECK(seen.back().table == "case");
  for (std::size_t at = 1; at < seen.size(); ++at) CHECK(seen[at].bytes_done >= seen[at - 1].bytes_done);
}

}  // namespace
