// SPDX-License-Identifier: Apache-2.0
// A table of a database is read by ranges of rowids on several connections: what comes of it is what comes of one query, and all
// of it is of one state of the database, whatever other programs do meanwhile.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <chrono>
#include <fstream>

#include "runtime/facts/sqlite_cuts.h"
#include "runtime/facts/sqlite_range_pieces.h"
#include "runtime/facts/sqlite_store.h"
#include "tests/unit/facts/random_tables.h"
#include "tests/unit/facts/whole_read.h"
#include "tests/unit/test_size.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

const std::string small_pages = "PRAGMA page_size=512;";
const std::string numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) ";
// A row of cases for each number; mistakes all over them.
const std::string columns_of_case = "region, date, case_kind, count";
const std::string some_cases =
    "'R' || (i % 13), CASE WHEN i % 97 = 0 THEN 'no day' ELSE date('2020-01-01', '+' || (i % 300) || ' days') END, "
    "CASE WHEN i % 2 THEN 'confirmed' ELSE 'suspected' END, CASE WHEN i % 211 = 0 THEN '1.5' ELSE i END";

std::string cases_at(const std::string& rowid) {
  return "INSERT INTO \"case\"(rowid, " + columns_of_case + ") " + numbers + "SELECT " + rowid + ", " + some_cases +
         " FROM n;";
}
const std::string create_cases = small_pages + "CREATE TABLE \"case\"(region TEXT, date TEXT, case_kind TEXT, count);";

struct Opened {
  Folder folder;
  std::unique_ptr<SqliteStore> store;
  explicit Opened(const std::string& sql) : Opened(sql, [](const auto& path) { return path; }) {}
  template <class Change>
  Opened(const std::string& sql, Change change) {
    auto opened = SqliteStore::open(change(folder.sql("facts.db", sql)));
    REQUIRE(opened.ok());
    store = std::move(*opened);
  }
};

// The same store, which gives no hold on its state: then a table is one query, as nothing else is sure to be of one state.
class OneQuery final : public FactStore {
 public:
  explicit OneQuery(const FactStore& store) : store_(store) {}
  [[nodiscard]] const std::string& path() const override { return store_.path(); }
  [[nodiscard]] const std::vector<StoreTable>& tables() const override { return store_.tables(); }
  [[nodiscard]] Result<std::unique_ptr<RowPieces>> pieces(std::size_t table, std::span<const std::size_t> columns,
                                                          PiecePlan plan) const override {
    auto made = store_.pieces(table, columns, plan);
    if (made) CHECK(dynamic_cast<SqliteRangePieces*>(made->get()) == nullptr);
    return made;
  }
  [[nodiscard]] diag::Argument place(std::size_t table) const override { return store_.place(table); }
  [[nodiscard]] diag::Argument place(std::size_t table, RowNumber number) const override {
    return store_.place(table, number);
  }
  Outcome verify() const override { return store_.verify(); }
  [[nodiscard]] bool made_by_import() const override { return store_.made_by_import(); }

 private:
  const FactStore& store_;
};

std::size_t table_of(const FactStore& store, const std::string& name) {
  for (std::size_t at = 0; at < store.tables().size(); ++at)
    if (store.tables()[at].name == name) return at;
  FAIL("there is no such table");
  return 0;
}

// Whether so many readers at once read the table by ranges.
bool is_by_ranges(const FactStore& store, std::size_t readers, const std::string& table = "case") {
  const auto held = store.hold_state();
  const std::size_t columns[] = {0};
  const auto pieces = store.pieces(table_of(store, table), columns, {.piece_bytes = 1, .readers = readers});
  REQUIRE(pieces.ok());
  return dynamic_cast<SqliteRangePieces*>(pieces->get()) != nullptr;
}

// What one query comes to, and several connections too.
WholeRead read_every_way(const Opened& opened) {
  const WholeRead serial = whole_read(opened.folder, OneQuery(*opened.store), {}, {.threads = 1});
  for (const std::size_t threads : {1U, 2U, 4U})
    for (const std::size_t piece_bytes : {std::size_t{0}, std::size_t{1}, std::size_t{5000}}) {
      CAPTURE(threads);
      CAPTURE(piece_bytes);
      const WholeRead read =
          whole_read(opened.folder, *opened.store, {}, {.threads = threads, .piece_bytes = piece_bytes});
      CHECK(read.failure == serial.failure);
      CHECK(read.findings == serial.findings);
      CHECK(read.counts == serial.counts);
      REQUIRE((read == serial));
    }
  return serial;
}

class Rows final : public RowVisitor {
 public:
  void row(RowNumber number, std::span<const Cell> cells) override {
    numbers.push_back(number);
    for (const Cell& cell : cells) integers.push_back(cell.integer);
  }
  void bad_row(RowNumber, diag::Kind, std::vector<diag::Argument>) override { FAIL("a row without cells"); }
  std::vector<RowNumber> numbers;
  std::vector<std::int64_t> integers;
};

TEST_CASE("rowids with gaps, below nothing and at the ends of all that there are") {
  const std::string last = std::to_string(std::numeric_limits<std::int64_t>::max());
  const std::string of_all_sizes =
      "CASE WHEN i < 300 THEN i WHEN i < 600 THEN -i * i * i ELSE (i - 500) * 20000000000000000 END";
  for (const std::string& rowid : {std::string("i"), std::string("i * 1000000007"), std::string("1 - i"), of_all_sizes,
                                   "CASE i WHEN 1 THEN -" + last + " - 1 WHEN 900 THEN " + last + " ELSE i END",
                                   last + " - 900 + i", "i - 1 - " + last}) {
    CAPTURE(rowid);
    const Opened opened(create_cases + cases_at(rowid));
    for (const std::size_t readers : {1U, 2U, 4U}) CHECK(is_by_ranges(*opened.store, readers));
    const WholeRead read = read_every_way(opened);
    CHECK(read.failure.empty());
    CHECK(read.findings.size() == 8);
    CHECK(read.origins.size() > 2 * 800);
  }
}

TEST_CASE("parts have a few pages each, however rowids lie") {
  const Opened opened(create_cases + cases_at("CASE WHEN i < 800 THEN i ELSE i * 1000000000000 END"));
  const auto held = opened.store->hold_state();
  for (const std::size_t pages : {1U, 3U, 10U}) {
    const std::size_t columns[] = {3};
    const auto pieces = opened.store->pieces(0, columns, {.piece_bytes = pages * 512, .readers = 2});
    REQUIRE(pieces.ok());
    std::size_t largest = 0;
    std::size_t count = 0;
    const std::size_t places[] = {0};
    std::unique_ptr<RowPiece> piece;
    while ((piece = (*pieces)->take(std::move(piece))) != nullptr) {
      Rows rows;
      REQUIRE(piece->visit(places, rows).ok());
      largest = std::max(largest, rows.numbers.size());
      ++count;
    }
    CHECK(largest <= 20 * pages);
    CHECK(count >= 900 / (20 * pages));
    CHECK(count <= 900 / (5 * pages));
  }
}

TEST_CASE("a column that is the rowid") {
  const Opened opened(
      small_pages +
      "CREATE TABLE \"case\"(region TEXT, date TEXT, case_kind TEXT, count INTEGER PRIMARY KEY);"
      "INSERT INTO \"case\" " +
      numbers + "SELECT 'R' || (i % 13), date('2020-01-01', '+' || (i % 300) || ' days'), 'confirmed', 5 * i FROM n;");
  CHECK(is_by_ranges(*opened.store, 3));
  CHECK(read_every_way(opened).findings.empty());
}

TEST_CASE("what has no rowids to go by is one query") {
  const std::string named = "i, " + some_cases + " FROM n;";
  for (const std::string& sql :
       {small_pages + "CREATE TABLE \"case\"(Rowid TEXT, " + columns_of_case + "); INSERT INTO \"case\" " + numbers +
            "SELECT " + named,
        small_pages + "CREATE TABLE \"case\"(id, " + columns_of_case +
            ", PRIMARY KEY (id)) WITHOUT ROWID; INSERT INTO \"case\" " + numbers + "SELECT " + named,
        small_pages + "CREATE TABLE t(id, " + columns_of_case + "); INSERT INTO t " + numbers + "SELECT " + named +
            "CREATE VIEW \"case\" AS SELECT * FROM t;"}) {
    const Opened opened(sql);
    CHECK_FALSE(is_by_ranges(*opened.store, 3));
    CHECK(read_every_way(opened).findings.size() == 8);
  }
}

TEST_CASE("a table of one page is one query") {
  const Opened opened(create_cases + "INSERT INTO \"case\" VALUES ('R', '2020-01-01', 'confirmed', 1);");
  CHECK_FALSE(is_by_ranges(*opened.store, 3));
}

TEST_CASE("several connections to a write-ahead log are not sure to see the same") {
  const Opened opened("PRAGMA journal_mode=WAL;" + create_cases + cases_at("i"));
  CHECK_FALSE(is_by_ranges(*opened.store, 3));
  CHECK(is_by_ranges(*opened.store, 1));
  CHECK(read_every_way(opened).findings.size() == 8);
}

TEST_CASE("without a hold on the state a table is one query") {
  const Opened opened(create_cases + cases_at("i"));
  const std::size_t columns[] = {0};
  const auto pieces = opened.store->pieces(0, columns, {.piece_bytes = 1, .readers = 1});
  REQUIRE(pieces.ok());
  CHECK(dynamic_cast<SqliteRangePieces*>(pieces->get()) == nullptr);
}

TEST_CASE("tables at random, with rowids at random") {
  const auto [first_seed, seed_count] = test_size::seeds(60, 10);
  std::size_t by_ranges = 0;
  for (std::uint64_t seed = first_seed; seed < first_seed + seed_count; ++seed) {
    CAPTURE(seed);
    RandomTables maker(seed);
    std::string sql = small_pages + "BEGIN;";
    for (const auto& [name, rows] : maker.tables()) {
      std::int64_t rowid = -std::int64_t{maker.below(2000)};
      for (std::size_t row = 0; row < rows.size(); ++row) {
        std::string cells;
        for (const std::string& cell : rows[row])
          cells += (cells.empty() ? "" : ", ") + (row == 0 ? '"' + cell + '"' : "'" + cell + "'");
        rowid += 1 + maker.below(maker.one_in(9) ? 1'000'000'000 : 3);
        sql +=
            row == 0 ? "CREATE TABLE \"" + name + "\"(" + cells + ");" : "INSERT INTO \"" + name + "\"(rowid, " + [&] {
              std::string names;
              for (const std::string& column : rows[0]) names += (names.empty() ? "\"" : ", \"") + column + '"';
              return names;
            }() + ") VALUES (" + std::to_string(rowid) + ", " + cells + ");";
      }
    }
    const Opened opened(sql + "COMMIT;");
    by_ranges += is_by_ranges(*opened.store, 2) ? 1U : 0U;
    (void)read_every_way(opened);
  }
  CHECK(by_ranges * 2 > seed_count);
}

void overwrite(const std::filesystem::path& path, std::size_t at, const std::string& bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(at));
  file << bytes;
  REQUIRE(file.good());
}

TEST_CASE("damage is met at the same row as by one query") {
  std::size_t failed = 0;
  std::size_t after_findings = 0;
  const Folder whole;
  const auto path = whole.sql("facts.db", create_cases + cases_at("i * 3"));
  const std::size_t pages = std::filesystem::file_size(path) / 512;
  REQUIRE(pages > 60);
  for (const char filling : {'\x5A', '\0'})
    for (std::size_t page = 2; page < pages; page += test_size::is_sanitized ? 7 : 1) {
      CAPTURE(page);
      const Opened opened("", [&](const std::filesystem::path& to) {
        std::filesystem::copy_file(path, to, std::filesystem::copy_options::overwrite_existing);
        overwrite(to, page * 512, std::string(512, filling));
        return to;
      });
      const WholeRead read = read_every_way(opened);
      failed += read.failure.starts_with("P0804") ? 1U : 0U;
      after_findings += !read.failure.empty() && !read.findings.empty() ? 1U : 0U;
    }
  CHECK(failed > 10);
  CHECK(after_findings > 5);
}

TEST_CASE("cuts of a file that is no sound table harm nothing") {
  RandomTables random(1);
  const Folder whole;
  const auto path = whole.sql("facts.db", create_cases + cases_at("i"));
  for (int round = 0; round < (test_size::is_sanitized ? 100 : 1000); ++round) {
    const Folder folder;
    std::filesystem::copy_file(path, folder.path() / "facts.db");
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open((folder.path() / "facts.db").c_str(), &connection) == SQLITE_OK);
    REQUIRE(sqlite3_exec(connection, "SELECT count(*) FROM \"case\"", nullptr, nullptr, nullptr) == SQLITE_OK);
    // The root of the table is the second page; what it refers to comes behind it.
    for (int bytes = 1 + random.below(6); bytes > 0; --bytes)
      overwrite(folder.path() / "facts.db",
                static_cast<std::size_t>(512 + random.below(random.one_in(2) ? 512 : 60'000)),
                std::string(1, static_cast<char>(random.below(256))));
    for (const std::uint32_t root : {2U, 0U, 1U, 3U, 0xffffffffU}) {
      const auto cuts = cut_rowids(connection, root, 1);
      for (std::size_t at = 1; at < cuts.size(); ++at) REQUIRE(cuts[at - 1] < cuts[at]);
      if (!cuts.empty()) REQUIRE(cuts.back() < std::numeric_limits<std::int64_t>::max());
    }
    sqlite3_close(connection);
  }
}

// ---- other programs

struct Writer {
  sqlite3* connection = nullptr;
  explicit Writer(const std::filesystem::path& path) { REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { sqlite3_close(connection); }
  [[nodiscard]] int run(const std::string& sql) const {
    return sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr);
  }
};

TEST_CASE("who only prepares to write hinders nobody") {
  const Opened opened(create_cases + cases_at("i"));
  const Writer writer(opened.folder.path() / "facts.db");
  REQUIRE(writer.run("BEGIN IMMEDIATE; DELETE FROM \"case\"") == SQLITE_OK);
  CHECK(is_by_ranges(*opened.store, 4));
  CHECK(read_every_way(opened).origins.size() > 2 * 800);
}

TEST_CASE("while a program waits to write, what is held is read on at once, as it was") {
  const Opened opened(create_cases + cases_at("i"));
  const Writer writer(opened.folder.path() / "facts.db");
  const WholeRead before = whole_read(opened.folder, *opened.store, {}, {.threads = 1});
  {
    const auto held = opened.store->hold_state();
    const std::size_t columns[] = {0};
    Rows rows;
    REQUIRE(opened.store->scan(0, columns, rows).ok());
    REQUIRE(writer.run("BEGIN IMMEDIATE; DELETE FROM \"case\"") == SQLITE_OK);
    REQUIRE(writer.run("COMMIT") == SQLITE_BUSY);
    const auto begin = std::chrono::steady_clock::now();
    CHECK_FALSE(is_by_ranges(*opened.store, 4));
    CHECK(is_by_ranges(*opened.store, 1));
    CHECK((whole_read(opened.folder, *opened.store, {}, {.threads = 4}) == before));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(1500));
    REQUIRE(writer.run("COMMIT") == SQLITE_BUSY);
  }
  CHECK(writer.run("COMMIT") == SQLITE_OK);
  CHECK(whole_read(opened.folder, *opened.store, {}, {.threads = 4}).origins.empty());
}

TEST_CASE("a database that is locked is said to be, by ranges too") {
  const Opened opened(create_cases + cases_at("i"));
  const Writer writer(opened.folder.path() / "facts.db");
  REQUIRE(writer.run("BEGIN EXCLUSIVE") == SQLITE_OK);
  const WholeRead read = whole_read(opened.folder, *opened.store, {}, {.threads = 4, .piece_bytes = 1});
  CHECK(read.failure == "P0805 " + (opened.folder.path() / "facts.db").string());
  REQUIRE(writer.run("ROLLBACK") == SQLITE_OK);
  CHECK(read_every_way(opened).failure.empty());
}

TEST_CASE("a file that took the place of the database is not read with it") {
  const Opened opened(create_cases + cases_at("i"));
  const WholeRead before = whole_read(opened.folder, *opened.store, {}, {.threads = 1});
  opened.folder.sql("other.db", create_cases + cases_at("2 * i"));
  std::filesystem::rename(opened.folder.path() / "other.db", opened.folder.path() / "facts.db");
  CHECK_FALSE(is_by_ranges(*opened.store, 2));
  CHECK((whole_read(opened.folder, *opened.store, {}, {.threads = 4, .piece_bytes = 1}) == before));
  std::filesystem::remove(opened.folder.path() / "facts.db");
  CHECK_FALSE(is_by_ranges(*opened.store, 2));
}

TEST_CASE("a link that leads elsewhere since is not followed again") {
  const Opened opened(create_cases + cases_at("i"), [](const std::filesystem::path& path) {
    std::filesystem::create_symlink(path, path.parent_path() / "link");
    return path.parent_path() / "link";
  });
  const WholeRead before = whole_read(opened.folder, *opened.store, {}, {.threads = 1});
  const auto other = opened.folder.sql("other.db", create_cases + cases_at("2 * i"));
  std::filesystem::remove(opened.folder.path() / "link");
  std::filesystem::create_symlink(other, opened.folder.path() / "link");
  CHECK(is_by_ranges(*opened.store, 2));
  CHECK((whole_read(opened.folder, *opened.store, {}, {.threads = 4, .piece_bytes = 1}) == before));
}

// Writes before every reading but the first one.
class WrittenMeanwhile final : public FactStore {
 public:
  WrittenMeanwhile(const FactStore& store, std::function<void()> write) : store_(store), write_(std::move(write)) {}
  [[nodiscard]] const std::string& path() const override { return store_.path(); }
  [[nodiscard]] const std::vector<StoreTable>& tables() const override { return store_.tables(); }
  [[nodiscard]] Result<std::unique_ptr<RowPieces>> pieces(std::size_t table, std::span<const std::size_t> columns,
                                                          PiecePlan plan) const override {
    if (readings_++ > 0) write_();
    return store_.pieces(table, columns, plan);
  }
  [[nodiscard]] std::unique_ptr<HeldState> hold_state() const override { return store_.hold_state(); }
  [[nodiscard]] diag::Argument place(std::size_t table) const override { return store_.place(table); }
  [[nodiscard]] diag::Argument place(std::size_t table, RowNumber number) const override {
    return store_.place(table, number);
  }
  Outcome verify() const override { return store_.verify(); }
  [[nodiscard]] bool made_by_import() const override { return store_.made_by_import(); }
  [[nodiscard]] int readings() const { return readings_; }

 private:
  const FactStore& store_;
  std::function<void()> write_;
  mutable int readings_ = 0;
};

TEST_CASE("all that is loaded is of one state of the database") {
  for (const char* mode : {"DELETE", "WAL"}) {
    CAPTURE(mode);
    const Opened opened("PRAGMA journal_mode=" + std::string(mode) +
                        "; CREATE TABLE region(code TEXT, region_name TEXT);"
                        "INSERT INTO region VALUES ('A', 'a'), ('B', 'b'), ('C', 'c');");
    const Writer writer(opened.folder.path() / "facts.db");
    const WholeRead before = whole_read(opened.folder, *opened.store, {}, {.threads = 1});
    std::vector<int> codes;
    const WrittenMeanwhile written(*opened.store, [&] {
      codes.push_back(writer.run("DELETE FROM region WHERE rowid = (SELECT min(rowid) FROM region)"));
    });
    CHECK((whole_read(opened.folder, written, {}, {.threads = 1}) == before));
    CHECK(written.readings() == 2);
    CHECK(codes == std::vector<int>{mode == std::string("WAL") ? SQLITE_OK : SQLITE_BUSY});
    CHECK(writer.run("DELETE FROM region") == SQLITE_OK);
  }
}

}  // namespace
