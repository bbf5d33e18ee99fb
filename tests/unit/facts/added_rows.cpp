// SPDX-License-Identifier: Apache-2.0
// Rows that are added to facts come to what all rows together would have come to: the same bytes, the same findings.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "runtime/facts/load_store.h"
#include "runtime/facts/snapshot.h"
#include "tests/unit/facts/random_tables.h"
#include "tests/unit/facts/small_world.h"
#include "tests/unit/test_size.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;
using diag::Kind;

using Lines = std::vector<std::string>;
// By table: its columns, and by part its rows; of a part without the table nothing.
struct Parts {
  std::string columns;
  std::vector<std::optional<Lines>> rows;
};
using Tables = std::map<std::string, Parts>;

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The tables of the parts first … last, one after the other.
void write_parts(const Folder& folder, const Tables& tables, std::size_t first, std::size_t last) {
  for (const auto& [name, parts] : tables) {
    std::optional<std::string> text;
    for (std::size_t part = first; part <= last; ++part) {
      if (!parts.rows[part]) continue;
      if (!text) text = parts.columns + "\n";
      for (const std::string& row : *parts.rows[part]) *text += row + "\n";
    }
    if (text) folder.write(name + ".csv", *text);
  }
  folder.write("unused.csv", "nothing\n");
}

std::string arrays_of(const core::Program& program, const FactBase& facts) {
  const Folder folder;
  REQUIRE(write_snapshot(program, facts, {}, folder.path() / "facts.snapshot").ok());
  return text_of_file(folder.path() / "facts.snapshot");
}

struct Came {
  Lines findings;
  std::string failure;
  std::optional<FactBase> facts;  // when there are no findings
};
Came load_folder(const core::Program& program, const Folder& folder, const FactsBefore* before) {
  source::SourceMap sources;
  diag::Sink sink;
  Came came;
  const auto opened = open_facts(folder.path(), std::nullopt, sources, sink);
  REQUIRE(opened.ok());
  auto loaded = load_store(program, *opened, before, sink);
  came.findings = findings(sink, folder);
  if (!loaded)
    came.failure = std::string(diag::info(loaded.error().kind).code);
  else if (!sink.has_errors())
    came.facts = std::move(*loaded);
  return came;
}

// Facts without a mistake, in parts; what comes refers to what is there by then.
class WorldInParts {
 public:
  WorldInParts(std::uint64_t seed, std::size_t parts) : random_(seed), parts_(parts) {
    many_ = one_in(10) ? 700 : 9;
    prefix_ = one_in(2) ? "" : "R";
    // The part from which on there is a table; none at all: things exist by being referred to.
    regions_from_ = one_in(3) ? parts : one_in(4) ? static_cast<std::size_t>(below(static_cast<int>(parts))) : 0;
    people_from_ = one_in(3) ? parts : one_in(4) ? static_cast<std::size_t>(below(static_cast<int>(parts))) : 0;
    for (std::size_t part = 0; part < parts; ++part) {
      most_decimals_ = static_cast<int>(part) + (one_in(2) ? 0 : below(3));
      is_wide_ = part > 0 && one_in(3);
      rows_ = one_in(6) ? 0 : 1 + below(many_ > 100 ? 300 : 30);
      make_part(part);
    }
  }
  [[nodiscard]] const Tables& tables() const { return tables_; }
  // Whether every key of a region is a whole number.
  [[nodiscard]] bool has_numbers_for_keys() const { return prefix_.empty(); }

 private:
  bool one_in(int many) { return below(many) == 0; }
  int below(int many) { return std::uniform_int_distribution<int>(0, many - 1)(random_); }

  std::string a_key(const std::string& prefix, std::size_t from, std::size_t part, std::set<std::string>& known) {
    if (from > part) {
      // Without a table: any.
      const std::string key = prefix + std::to_string(below(many_));
      known.insert(key);
      return key;
    }
    auto at = known.begin();
    std::advance(at, below(static_cast<int>(known.size())));
    return *at;
  }
  std::string region(std::size_t part) { return a_key(prefix_, regions_from_, part, regions_); }
  std::string person(std::size_t part) { return a_key("p", people_from_, part, people_); }
  bool has_regions(std::size_t part) const { return regions_from_ > part || !regions_.empty(); }
  bool has_people(std::size_t part) const { return people_from_ > part || !people_.empty(); }
  std::string day() { return "2020-0" + std::to_string(1 + below(3)) + "-" + std::to_string(10 + below(19)); }
  std::string number() {
    std::string text = (one_in(9) ? "-" : "") + std::to_string(below(is_wide_ ? 1'000'000'000 : 90));
    if (most_decimals_ == 0 || one_in(3)) return text;
    text += '.';
    for (int decimals = 1 + below(most_decimals_); decimals > 0; --decimals) text += static_cast<char>('0' + below(10));
    return text;
  }
  std::string maybe(std::string text) { return one_in(4) ? "" : text; }
  std::string word(const char* one, const char* other) { return one_in(2) ? one : other; }

  void put(std::size_t part, const std::string& table, const std::string& columns, Lines rows, bool always = false) {
    Parts& parts = tables_[table];
    parts.columns = columns;
    parts.rows.resize(parts_);
    if (always || !rows.empty() || one_in(2)) parts.rows[part] = std::move(rows);
  }
  template <class Row>
  Lines rows(bool possible, Row row) {
    Lines made;
    for (int count = possible && !one_in(4) ? below(rows_ + 1) : 0; count > 0; --count) made.push_back(row());
    return made;
  }
  // The keys that get rows in this part: new ones, and in the first part with a table those that were referred to.
  Lines new_keys(const std::string& prefix, std::size_t from, std::size_t part, std::set<std::string>& known) {
    std::set<std::string> keys;
    if (from == part) keys = known;
    for (int count = below(rows_ + 1); count > 0; --count) {
      const std::string key = prefix + std::to_string(below(2 * many_));
      if (from == part || !known.contains(key)) keys.insert(key);
    }
    known.insert(keys.begin(), keys.end());
    Lines list(keys.begin(), keys.end());
    std::shuffle(list.begin(), list.end(), random_);
    return list;
  }

  void make_part(std::size_t part) {
    if (regions_from_ <= part) {
      Lines made;
      for (const std::string& key : new_keys(prefix_, regions_from_, part, regions_))
        made.push_back(key + "," + maybe("name " + std::to_string(below(20))) + "," + maybe(word("city", "县")) + "," +
                       maybe(region(part)) + "," + maybe(word("yes", "否")) + "," + maybe(word("low", "high")));
      put(part, "region", "code,region name,level,parent,clean,risk", std::move(made), part == regions_from_);
    }
    if (people_from_ <= part) {
      Lines made;
      for (const std::string& key : new_keys("p", people_from_, part, people_))
        made.push_back(key + "," + (has_regions(part) ? maybe(region(part)) : "") + "," + maybe(number()) + "," +
                       maybe(number()));
      put(part, "person", "person number,home,temperature,floor area", std::move(made), part == people_from_);
    }
    put(part, "case", "region,date,case kind,count", rows(has_regions(part), [&] {
          return region(part) + "," + day() + "," + maybe(word("confirmed", "疑似")) + "," +
                 maybe(std::to_string(below(is_wide_ ? 100'000 : 200)));
        }));
    put(part, "stay", "person,place,start day,end day", rows(has_people(part) && has_regions(part), [&] {
          return person(part) + "," + maybe(region(part)) + "," + day() + "," +
                 maybe("2020-0" + word("4", "5") + "-01");
        }));
    put(part, "entry", "person,at moment",
        rows(has_people(part), [&] { return person(part) + "," + day() + " 2" + word("0", "1") + ":15"; }));
    put(part, "mask", "person,done,day",
        rows(has_people(part), [&] { return person(part) + "," + word("yes", "no") + "," + maybe(day()); }));
    put(part, "case report", "region,date", rows(has_regions(part), [&] { return region(part) + "," + day(); }));
  }

  std::mt19937_64 random_;
  std::size_t parts_;
  int many_ = 9;
  std::string prefix_;
  std::size_t regions_from_ = 0, people_from_ = 0;
  int most_decimals_ = 0;
  bool is_wide_ = false;
  int rows_ = 0;
  std::set<std::string> regions_, people_;
  Tables tables_;
};

core::Program program_for(std::uint64_t seed) {
  core::Program program =
      small_world(seed % 3 == 0 ? core::Counting::Total : core::Counting::Sum, core::Corrections::Ignored);
  core::Relation& event = program.vocabulary.relations[cases.index];
  if (seed % 4 == 1) event.report_every = 7;
  if (seed % 5 == 2) event.report_from = *value::make_day(2020, 2, 15);
  return program;
}

TEST_CASE("rows that are added come to what all rows together come to") {
  std::size_t compared = 0;
  const auto [first_seed, seed_count] = test_size::seeds(500, 60);
  for (std::uint64_t seed = first_seed; seed < first_seed + seed_count; ++seed) {
    CAPTURE(seed);
    core::Program program = program_for(seed);
    const std::size_t parts = 2 + seed % 3;
    const WorldInParts world(seed, parts);
    if (seed % 7 == 3 && world.has_numbers_for_keys())
      program.vocabulary.relations[region.index].columns[0].type.kind = core::TypeKind::Number;
    std::optional<FactBase> there;
    const Folder out;
    for (std::size_t part = 0; part < parts; ++part) {
      CAPTURE(part);
      const Folder all, alone;
      write_parts(all, world.tables(), 0, part);
      write_parts(alone, world.tables(), part, part);
      const Came whole = load_folder(program, all, nullptr);
      // Two totals of one day are a mistake that parts may have together.
      if (program[cases].counting != core::Counting::Total) REQUIRE(whole.findings == Lines());
      std::optional<FactsBefore> before;
      if (there) before.emplace(FactsBefore{*there, "the facts before"});
      Came came = load_folder(program, alone, before ? &*before : nullptr);
      REQUIRE(came.failure == "");
      CHECK(came.findings.size() == whole.findings.size());
      if (!whole.facts || !came.facts) break;
      REQUIRE((arrays_of(program, *came.facts) == arrays_of(program, *whole.facts)));
      compared += part > 0 ? 1 : 0;
      // In turn from memory and from a file.
      if (seed % 2 == 0) {
        there = std::move(came.facts);
        continue;
      }
      REQUIRE(write_snapshot(program, *came.facts, {}, out.path() / "facts.snapshot").ok());
      auto snapshot = load_snapshot(program, out.path() / "facts.snapshot");
      REQUIRE(snapshot.ok());
      there = std::move(snapshot->facts);
    }
  }
  MESSAGE(compared, " times compared");
  CHECK(compared > seed_count);
}

// Findings of rows that stand behind so many others of their table. What says a row by its content says it of either.
Lines as_of_whole(const Lines& findings, const Tables& tables) {
  Lines moved;
  for (std::string text : findings) {
    const std::string line = ".csv line ";
    if (const std::size_t at = text.find(line); at != std::string::npos) {
      const std::size_t begin = text.find(' ') + 1, number = at + line.size();
      const auto table = tables.find(text.substr(begin, at - begin));
      const std::size_t before = table == tables.end() || !table->second.rows[0] ? 0 : table->second.rows[0]->size();
      const std::size_t end = text.find(':', number);
      text.replace(number, end - number, std::to_string(std::stoul(text.substr(number, end - number)) + before));
    } else if (text.starts_with("P085")) {
      text.erase(5, text.find(", ") - 5);
    }
    moved.push_back(std::move(text));
  }
  return moved;
}

TEST_CASE("mistakes in rows that are added are those of all rows together") {
  std::size_t with_mistakes = 0, lacking = 0;
  const auto [first_seed, seed_count] = test_size::seeds(400, 40);
  for (std::uint64_t seed = first_seed; seed < first_seed + seed_count; ++seed) {
    CAPTURE(seed);
    const core::Program program = small_world(seed % 2 == 0 ? core::Counting::Total : core::Counting::Sum);
    Tables tables = WorldInParts(seed, 1).tables();
    const Folder base;
    write_parts(base, tables, 0, 0);
    const Came there = load_folder(program, base, nullptr);
    if (!there.facts) continue;
    for (auto& [name, parts] : tables) parts.rows.resize(2);
    for (const auto& [name, rows] : RandomTables(seed).tables()) {
      Parts& parts = tables[name];
      parts.rows.resize(2);
      parts.rows[1].emplace();
      for (const std::vector<std::string>& row : rows) {
        std::string text;
        for (std::size_t at = 0; at < row.size(); ++at) text += (at == 0 ? "" : ",") + row[at];
        if (&row == &rows.front())
          parts.columns = text;
        else
          parts.rows[1]->push_back(text);
      }
    }
    const Folder all, alone;
    write_parts(all, tables, 0, 1);
    write_parts(alone, tables, 1, 1);
    const Came whole = load_folder(program, all, nullptr);
    const FactsBefore before{*there.facts, "the facts before"};
    const Came came = load_folder(program, alone, &before);
    if (came.failure == "P0891") {
      CHECK_FALSE(whole.findings.empty());
      ++lacking;
      continue;
    }
    REQUIRE(came.failure == "");
    REQUIRE(as_of_whole(came.findings, tables) == as_of_whole(whole.findings, {}));
    if (whole.facts) REQUIRE((arrays_of(program, *came.facts) == arrays_of(program, *whole.facts)));
    with_mistakes += whole.findings.empty() ? 0 : 1;
  }
  MESSAGE(with_mistakes, " with mistakes, ", lacking, " with a table that lacks things");
  CHECK(with_mistakes * 4 > seed_count);
  CHECK(lacking * 40 > seed_count);
}

// ---------------------------------------------------------------- files

struct Days {
  core::Program program = small_world();
  Folder base, day, out;
  source::SourceMap sources;
  diag::Sink sink;

  Days() {
    base.write("region.csv", "code,region name\nA,Alpha\nB,\n");
    base.write("case.csv", "region,date,case kind,count\nA,2020-02-01,confirmed,1\nB,2020-02-01,confirmed,2\n");
    day.write("case.csv", "region,date,case kind,count\nA,2020-02-02,confirmed,3\nC,2020-02-02,confirmed,4\n");
    day.write("region.csv", "code,region name\nC,Gamma\n");
    REQUIRE(kept(base.path(), snapshot()));
  }
  [[nodiscard]] std::filesystem::path snapshot() const { return out.path() / "facts.snapshot"; }
  bool kept(const std::filesystem::path& facts, const std::filesystem::path& target) {
    const auto opened = open_facts(facts, std::nullopt, sources, sink);
    REQUIRE(opened.ok());
    const auto made = make_snapshot(program, *opened, target, sink);
    return made.ok() && *made;
  }
  // Nothing when it was written, and when findings were in the way.
  std::optional<Kind> add(const std::filesystem::path& added, const std::filesystem::path& to,
                          const std::filesystem::path& target) {
    const auto opened = open_facts(added, std::nullopt, sources, sink);
    REQUIRE(opened.ok());
    const auto made = add_to_snapshot(program, to, *opened, target, sink);
    return made ? std::nullopt : std::optional(made.error().kind);
  }
  Lines cases_of(const std::filesystem::path& path) {
    const auto opened = open_facts(path, std::nullopt, sources, sink);
    REQUIRE(opened.ok());
    const auto loaded = load(program, *opened, sink);
    if (!loaded) return {std::string(diag::info(loaded.error().kind).code)};
    return rows_text(program, *loaded, cases);
  }
};
const Lines cases_of_both = {"A 2020-02-01 confirmed 1", "A 2020-02-02 confirmed 3", "B 2020-02-01 confirmed 2",
                             "C 2020-02-02 confirmed 4"};

TEST_CASE("a snapshot is added to, in its own place and day after day") {
  Days days;
  SUBCASE("under another name") {
    const auto other = days.out.path() / "2";
    REQUIRE_FALSE(days.add(days.day.path(), days.snapshot(), other).has_value());
    CHECK(days.cases_of(other) == cases_of_both);
    CHECK(days.cases_of(days.snapshot()).size() == 2);
  }
  SUBCASE("in its place") {
    REQUIRE_FALSE(days.add(days.day.path(), days.snapshot(), days.snapshot()).has_value());
    CHECK(days.out.files() == Lines{"facts.snapshot"});
    CHECK(days.cases_of(days.snapshot()) == cases_of_both);
    const Folder next;
    next.write("case.csv", "region,date,case kind,count\nB,2020-02-03,suspected,5\n");
    REQUIRE_FALSE(days.add(next.path(), days.snapshot(), days.snapshot()).has_value());
    CHECK(days.cases_of(days.snapshot()).size() == 5);
    // It depends on all that it was made of.
    next.write("case.csv", "region,date,case kind,count\n");
    CHECK(days.cases_of(days.snapshot()) == Lines{"P0883"});
    CHECK(days.add(days.day.path(), days.snapshot(), days.snapshot()) == Kind::SnapshotStale);
    std::filesystem::remove_all(next.path());
    CHECK(days.cases_of(days.snapshot()).size() == 5);
    CHECK(codes(days.sink) == Lines{"P0884"});
    days.day.write("case.csv", "region,date,case kind,count\n");
    CHECK(days.cases_of(days.snapshot()) == Lines{"P0883"});
  }
  SUBCASE("a database, to one of a database") {
    const Folder folder;
    const auto first = folder.sql("first.db", "CREATE TABLE region(code TEXT); INSERT INTO region VALUES ('A');");
    const auto second = folder.sql("second.db",
                                   "CREATE TABLE \"case\"(region TEXT, date TEXT, case_kind TEXT, count INTEGER);"
                                   "INSERT INTO \"case\" VALUES ('A', '2020-02-05', 'confirmed', 7);");
    REQUIRE(days.kept(first, days.snapshot()));
    REQUIRE_FALSE(days.add(second, days.snapshot(), days.snapshot()).has_value());
    CHECK(days.cases_of(days.snapshot()) == Lines{"A 2020-02-05 confirmed 7"});
  }
}

TEST_CASE("rows that are not valid are not added") {
  Days days;
  const std::string before = text_of_file(days.snapshot());
  days.day.write("region.csv", "code,region name\nC,Gamma\nA,Alpha again\n");
  days.day.write("case.csv", "region,date,case kind,count\nD,2020-02-02,confirmed,3\n");
  REQUIRE_FALSE(days.add(days.day.path(), days.snapshot(), days.snapshot()).has_value());
  REQUIRE(findings(days.sink, days.day) ==
          Lines{"P0841 region.csv line 3: a second `region` with the key `A`",
                "P0842 case.csv line 2: column `region` refers to `D`, and there is no such `region`"});
  const auto& help = days.sink.diagnostics().front().help;
  REQUIRE(help.has_value());
  CHECK(help->arguments.front().text(source::Language::English) == days.snapshot().string());
  CHECK(text_of_file(days.snapshot()) == before);
  CHECK(days.out.files() == Lines{"facts.snapshot"});
}

TEST_CASE("totals are compared with those that were there before") {
  Days days;
  days.program = small_world(core::Counting::Total);
  REQUIRE(days.kept(days.base.path(), days.snapshot()));
  days.day.write("region.csv", "code\n");
  days.day.write("case.csv",
                 "region,date,case kind,count\nA,2020-02-02,confirmed,0\nB,2020-02-01,confirmed,2\n"
                 "B,2020-01-31,confirmed,9\n");
  REQUIRE_FALSE(days.add(days.day.path(), days.snapshot(), days.snapshot()).has_value());
  CHECK(codes(days.sink) == Lines{"P0852", "P0852", "P0853"});
}

TEST_CASE("what cannot be added to, or is no addition, is a failure") {
  Days days;
  const auto other = days.out.path() / "2";
  const std::string before = text_of_file(days.snapshot());
  CHECK(days.add(days.day.path(), days.base.path(), other) == Kind::AddToNoSnapshot);
  CHECK(days.add(days.day.path(), days.out.path() / "none", other) == Kind::AddToNoSnapshot);
  CHECK(days.add(days.snapshot(), days.snapshot(), other) == Kind::SnapshotNotTheFacts);
  CHECK(days.add(days.base.path(), days.snapshot(), other) == Kind::AddedAlready);
  CHECK(days.add(days.base.path() / "case.csv", days.snapshot(), other) == Kind::AddedAlready);
  CHECK(days.add(days.base.path() / "." / "", days.snapshot(), other) == Kind::AddedAlready);
  CHECK(days.add(days.day.path(), days.snapshot(), days.out.path() / "none" / "2") == Kind::SnapshotUnwritable);
  CHECK(days.add(days.day.path(), days.snapshot(), days.day.path() / "case.csv") == Kind::NotASnapshot);
  CHECK(days.out.files() == Lines{"facts.snapshot"});
  SUBCASE("of another vocabulary") {
    days.program.vocabulary.enumerations[0].values.push_back({"province", "省", {}});
    CHECK(days.add(days.day.path(), days.snapshot(), days.snapshot()) == Kind::SnapshotVocabulary);
    CHECK(text_of_file(days.snapshot()) == before);
  }
  SUBCASE("damaged") {
    std::string damaged = before;
    damaged[5000] = static_cast<char>(damaged[5000] + 1);
    days.out.write("facts.snapshot", damaged);
    CHECK(days.add(days.day.path(), days.snapshot(), days.snapshot()) == Kind::SnapshotDamaged);
    CHECK(text_of_file(days.snapshot()) == damaged);
  }
  SUBCASE("added to once already") {
    REQUIRE_FALSE(days.add(days.day.path(), days.snapshot(), days.snapshot()).has_value());
    CHECK(days.add(days.day.path(), days.snapshot(), days.snapshot()) == Kind::AddedAlready);
  }
}

TEST_CASE("a table of things that existed by being referred to") {
  Days days;
  std::filesystem::remove(days.base.path() / "region.csv");
  REQUIRE(days.kept(days.base.path(), days.snapshot()));
  CHECK(days.add(days.day.path(), days.snapshot(), days.snapshot()) == Kind::ThingNotInTable);
  days.day.write("region.csv", "code,region name\nC,Gamma\nB,Beta\nA,Alpha\n");
  REQUIRE_FALSE(days.add(days.day.path(), days.snapshot(), days.snapshot()).has_value());
  CHECK(days.cases_of(days.snapshot()) == Lines{"C 2020-02-02 confirmed 4", "B 2020-02-01 confirmed 2",
                                                "A 2020-02-01 confirmed 1", "A 2020-02-02 confirmed 3"});
}

}  // namespace
