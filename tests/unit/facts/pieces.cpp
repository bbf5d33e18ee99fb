// SPDX-License-Identifier: Apache-2.0
// What is read and what is found does not depend on how tables are cut into pieces, on how many threads read them, nor on
// whether the same cells come from files or from a database.
#include <doctest/doctest.h>

#include "tests/unit/facts/random_tables.h"
#include "tests/unit/facts/whole_read.h"
#include "tests/unit/test_size.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

TEST_CASE("pieces and threads change nothing") {
  int valid = 0;
  int failed = 0;
  const auto [first_seed, seed_count] = test_size::seeds(400, 40);
  for (std::uint64_t seed = first_seed; seed < first_seed + seed_count; ++seed) {
    CAPTURE(seed);
    RandomTables maker(seed);
    const Folder folder;
    std::size_t largest = 0;
    for (const auto& [name, rows] : maker.tables()) {
      const std::string text = maker.csv(rows);
      largest = std::max(largest, text.size());
      if (maker.one_in(5))
        folder.write_gzip(name + ".csv.gz", text);
      else
        folder.write(name + ".csv", text);
    }
    const WholeRead whole = whole_read(folder, folder.path(), {.threads = 1});
    valid += whole.failure.empty() && whole.findings.empty() ? 1 : 0;
    failed += whole.failure.empty() ? 0 : 1;
    for (const std::size_t pieces : {1U, 2U, 3U, 7U, 1000U})
      for (const std::size_t threads : {1U, 3U}) {
        CAPTURE(pieces);
        CAPTURE(threads);
        const WholeRead cut =
            whole_read(folder, folder.path(), {.threads = threads, .piece_bytes = largest / pieces + 1});
        CHECK(cut.failure == whole.failure);
        CHECK(cut.findings == whole.findings);
        CHECK(cut.counts == whole.counts);
        REQUIRE((cut == whole));
      }
  }
  MESSAGE(failed, " folders could not be read, ", valid, " had no mistakes");
  CHECK(failed * 20 > static_cast<int>(seed_count));
  CHECK(failed * 4 < static_cast<int>(seed_count) * 3);
}

std::string sql_text(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

// `case.csv line 4` and `facts.db table case row 3` are the same row of the same table.
std::string without_store(std::string text) {
  const std::string table = "facts.db table ";
  if (const std::size_t at = text.find(table); at != std::string::npos) {
    const std::size_t row = text.find(" row ", at);
    const std::size_t end = text.find(':', at);
    const std::string name = text.substr(at + table.size(), row - at - table.size());
    const int number = std::stoi(text.substr(row + 5, end - row - 5));
    text.replace(at, end - at, name + ".csv line " + std::to_string(number + 1));
  }
  return text;
}

TEST_CASE("a database with the same cells is read as the same facts") {
  const auto [first_seed, seed_count] = test_size::seeds(100, 20);
  for (std::uint64_t seed = first_seed; seed < first_seed + seed_count; ++seed) {
    CAPTURE(seed);
    RandomTables maker(seed);
    const Folder files;
    const Folder base;
    // Small pages, so that a few rows have several and are read by ranges.
    std::string sql = "PRAGMA page_size=512; BEGIN;";
    for (const auto& [name, rows] : maker.tables()) {
      std::string text;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        std::string cells;
        for (std::size_t at = 0; at < rows[row].size(); ++at) {
          text += (at == 0 ? "" : ",") + rows[row][at];
          if (row == 0) cells += (at == 0 ? "" : ", ") + ('"' + rows[row][at] + "\" TEXT");
          if (row > 0) cells += (at == 0 ? "" : ", ") + sql_text(rows[row][at]);
        }
        text += '\n';
        sql += row == 0 ? "CREATE TABLE \"" + name + "\"(" + cells + ");"
                        : "INSERT INTO \"" + name + "\" VALUES (" + cells + ");";
      }
      files.write(name + ".csv", text);
    }
    const auto database = base.sql("facts.db", sql + "COMMIT;");
    const WholeRead from_files = whole_read(files, files.path(), {.threads = 1});
    for (const std::size_t piece_bytes : {std::size_t{0}, std::size_t{64}, std::size_t{700}}) {
      WholeRead from_database = whole_read(base, database, {.threads = 3, .piece_bytes = piece_bytes});
      for (std::string& finding : from_database.findings) finding = without_store(std::move(finding));
      CHECK(from_database.findings == from_files.findings);
      CHECK(from_database.counts == from_files.counts);
      REQUIRE((from_database.arrays == from_files.arrays));
    }
  }
}

}  // namespace
