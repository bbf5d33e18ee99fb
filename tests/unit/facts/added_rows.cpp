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
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    core::Program program = program_for(seed);
    const std::size_t parts = 2 + seed % 3;
    const WorldInParts world(seed, parts);
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
  CHECK(compared > 500);
}

}  // namespace
