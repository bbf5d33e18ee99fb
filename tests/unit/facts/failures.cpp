// SPDX-License-Identifier: Apache-2.0
// What the outside world may do to facts: every failure has its own kind, and nothing half-written stays.
#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;
using diag::Kind;

std::optional<Kind> opening(const std::filesystem::path& path) {
  auto store = open_store(path);
  return store ? std::nullopt : std::optional(store.error().kind);
}
std::optional<Kind> importing(const std::vector<std::filesystem::path>& from, const std::filesystem::path& target) {
  source::SourceMap sources;
  diag::Sink sink;
  auto done = import_csv(small_world(), from, target, sources, sink);
  CHECK(sink.error_count() == 0);
  return done ? std::nullopt : std::optional(done.error().kind);
}
std::string made_regions(int count) {
  std::string text = "code,region name\n";
  for (int row = 0; row < count; ++row) text += std::to_string(row) + ",region number " + std::to_string(row) + "\n";
  return text;
}

TEST_CASE("facts that are not there, or not facts") {
  const Folder folder;
  CHECK(opening(folder.path() / "none.db") == Kind::FactsNotFound);
  CHECK(opening(folder.path()) == Kind::NoCsvFiles);
  CHECK(opening(folder.write("diary.db", "dear diary")) == Kind::NotADatabase);
  CHECK(opening(folder.write("empty.csv", "")) == Kind::CsvEmpty);
  CHECK(opening(folder.write("twice.csv", "a,b,a\n")) == Kind::CsvDuplicateColumn);
  CHECK(opening(folder.write("empty.db", "")) == Kind::NotADatabase);
}

TEST_CASE("a damaged database is found damaged") {
  const Folder folder;
  std::string rows = "CREATE TABLE region(code TEXT);";
  for (int row = 0; row < 3000; ++row)
    rows += "INSERT INTO region VALUES ('region number " + std::to_string(row) + "');";
  const auto path = folder.sql("facts.db", "BEGIN;" + rows + "COMMIT;");
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(3 * 4096);
    file << std::string(8 * 4096, '\x5A');
  }
  LoadedWorld world;
  world.program = small_world();
  auto opened = open_facts(path, std::nullopt, world.sources, world.sink);
  REQUIRE(opened.ok());
  const auto loaded = facts::load(world.program, *opened, world.sink);
  REQUIRE_FALSE(loaded.ok());
  CHECK(loaded.error().kind == Kind::DatabaseDamaged);
  CHECK(is_about_content(loaded.error()));
  const auto checked = check_facts(world.program, *opened, world.sink);
  REQUIRE_FALSE(checked.ok());
  CHECK(checked.error().kind == Kind::DatabaseDamaged);
}

TEST_CASE("a truncated database is found damaged") {
  const Folder folder;
  const auto path = folder.sql("facts.db", "CREATE TABLE region(code TEXT); INSERT INTO region VALUES ('A');");
  std::filesystem::resize_file(path, 5000);
  CHECK(opening(path) == Kind::DatabaseDamaged);
}

TEST_CASE("a database that another program writes is locked") {
  const Folder folder;
  const auto path = folder.sql("facts.db", "CREATE TABLE region(code TEXT);");
  sqlite3* writer = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &writer) == SQLITE_OK);
  REQUIRE(sqlite3_exec(writer, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(opening(path) == Kind::DatabaseLocked);
  sqlite3_close(writer);
  CHECK_FALSE(opening(path).has_value());
}

TEST_CASE("opening and loading leave no trace beside the facts") {
  const Folder folder;
  folder.sql("facts.db", "CREATE TABLE region(code TEXT); INSERT INTO region VALUES ('A');");
  LoadedWorld world;
  world.program = small_world();
  load_into(world, folder.path() / "facts.db");
  CHECK(folder.files() == std::vector<std::string>{"facts.db"});
}

TEST_CASE("an import that cannot begin") {
  const Folder in;
  const Folder out;
  const auto regions = in.write("region.csv", "code\nA\n");
  CHECK(importing({in.path() / "none.csv"}, out.path() / "facts.db") == Kind::FactsNotFound);
  CHECK(importing({in.write("notes.txt", "x")}, out.path() / "facts.db") == Kind::NotACsvFile);
  CHECK(importing({in.path(), regions}, out.path() / "facts.db") == Kind::NotACsvFile);
  CHECK(importing({in.write("unknown.csv", "x\n1\n")}, out.path() / "facts.db") == Kind::NothingToImport);
  CHECK(importing({regions}, out.path()) == Kind::FactsUnwritable);
  CHECK(importing({regions}, out.path() / "no folder" / "facts.db") == Kind::FactsUnwritable);
  CHECK(importing({in.write("region.csv", "code\n\"A\n")}, out.path() / "facts.db") == Kind::CsvOpenQuote);
  CHECK(out.files().empty());
}

TEST_CASE("an import into a folder that may not be written") {
  if (geteuid() == 0) {
    MESSAGE("the superuser may write everywhere: not tested");
    return;
  }
  const Folder in;
  const Folder out;
  std::filesystem::permissions(out.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  CHECK(importing({in.write("region.csv", "code\nA\n")}, out.path() / "facts.db") == Kind::FactsUnwritable);
}

// A limit on the size of files stands for a full disk: to the writer both are "no room".
TEST_CASE("an import without room leaves nothing") {
  const Folder in;
  const Folder out;
  in.write("region.csv", made_regions(200'000));
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit small{1 << 20, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto failed = importing({in.path()}, out.path() / "facts.db");
  REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  REQUIRE(failed.has_value());
  CHECK(diag::info(*failed).name == "DiskFull");
  CHECK(out.files().empty());
}

}  // namespace
