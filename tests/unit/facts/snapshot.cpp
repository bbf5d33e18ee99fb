// SPDX-License-Identifier: Apache-2.0
// Snapshots: the same facts as before, and never facts from a file that is not as it was written.
#include "runtime/facts/snapshot.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <random>

#include "runtime/facts/crc32c.h"
#include "runtime/facts/snapshot_format.h"
#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;
using diag::Kind;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Every relation as text, with its rows by subject and its gaps.
std::vector<std::string> all_text(const core::Program& program, const FactBase& facts) {
  std::vector<std::string> all;
  for (std::uint32_t index = 0; index < facts.tables.size(); ++index) {
    const Table& table = facts.tables[index];
    all.push_back("relation " + std::to_string(index));
    for (const std::string& row : rows_text(program, facts, {index})) all.push_back(row);
    for (Row subject = 0; subject < table.by_subject.group_count(); ++subject)
      all.push_back(std::to_string(table.rows_of(subject).first) + " " + std::to_string(table.rows_of(subject).second));
    if (!table.reports) continue;
    for (Row subject = 0; subject + 1 < table.reports->first_gap.size(); ++subject)
      for (const Gap& gap : table.reports->gaps_of(subject))
        all.push_back(std::to_string(gap.first.since_epoch) + " " + std::to_string(gap.last.since_epoch));
  }
  return all;
}

// Facts of every kind of column, with absent ones among them.
class SnapshotWorld {
 public:
  explicit SnapshotWorld(int people = 300) {
    world.program = small_world();
    in.write("region.csv",
             "code,region name,level,parent,clean\nA,Alpha,county,,yes\nB,,city,,\nC,\"Ga, mma\",county,A,no\n");
    std::string persons = "person number,home,temperature,floor area\n";
    std::string stays = "person,place,start day,end day\n";
    std::string entries = "person,at moment\n";
    for (int person = 0; person < people; ++person) {
      const std::string number = "P" + std::to_string(person);
      persons += number + (person % 3 == 0 ? ",,36.6," : ",A,,12.25") + "\n";
      if (person % 7 == 0) stays += number + ",B,2020-02-0" + std::to_string(1 + person % 9) + ",\n";
      if (person % 11 == 0) entries += number + ",2020-02-03 12:30\n";
    }
    in.write("person.csv", persons);
    in.write("stay.csv", stays);
    in.write("entry.csv", entries);
    in.write("case.csv", "region,date,case kind,count\nA,2020-02-01,confirmed,1\nA,2020-02-04,suspected,70000\n");
    in.write("mask.csv", "person,done,day\nP1,yes,2020-02-01\nP2,no,\n");
  }

  [[nodiscard]] std::filesystem::path snapshot() const { return out.path() / "facts.snapshot"; }
  std::optional<Kind> make() {
    auto opened = open_facts(in.path(), std::nullopt, world.sources, world.sink);
    REQUIRE(opened.ok());
    const auto made = make_snapshot(world.program, *opened, snapshot(), world.sink);
    return made ? std::nullopt : std::optional(made.error().kind);
  }
  // What the facts come to, by way of the snapshot; or the failure.
  Result<FactBase> load_snapshot_file(diag::Sink& sink) const {
    source::SourceMap sources;
    auto opened = open_facts(snapshot(), std::nullopt, sources, sink);
    if (!opened) return opened.error();
    return facts::load(world.program, *opened, sink);
  }
  std::optional<Kind> loading() const {
    diag::Sink sink;
    const auto loaded = load_snapshot_file(sink);
    return loaded ? std::nullopt : std::optional(loaded.error().kind);
  }

  LoadedWorld world;
  Folder in;
  Folder out;
};

TEST_CASE("the sum is that of RFC 3720, by instruction and by tables") {
  const auto bytes_of = [](std::string_view text) { return std::as_bytes(std::span(text)); };
  CHECK(crc32c(bytes_of("123456789")) == 0xe3069283);
  CHECK(crc32c(bytes_of(std::string(32, '\0'))) == 0x8a9136aa);
  CHECK(crc32c(bytes_of(std::string(32, '\xff'))) == 0x62a8ab43);
  std::mt19937 random(1);
  std::string text;
  for (int length = 0; length < 200; ++length) {
    CHECK(crc32c(bytes_of(text)) == crc32c_by_tables(bytes_of(text)));
    const std::string second(text.rbegin(), text.rend()), third(text.size(), 'c');
    CHECK(crc32c({bytes_of(text), bytes_of(second), bytes_of(third)}) ==
          std::array{crc32c(bytes_of(text)), crc32c(bytes_of(second)), crc32c(bytes_of(third))});
    text.push_back(static_cast<char>(random()));
  }
}

TEST_CASE("a snapshot holds the same facts as what it was made of") {
  SnapshotWorld small;
  load_into(small.world, small.in.path());
  const std::vector<std::string> before = all_text(small.world.program, small.world.facts);
  REQUIRE(before.size() > 700);
  REQUIRE(findings(small.world.sink, small.in) == std::vector<std::string>());
  REQUIRE_FALSE(small.make().has_value());
  CHECK(small.out.files() == std::vector<std::string>{"facts.snapshot"});
  diag::Sink sink;
  {
    const auto loaded = small.load_snapshot_file(sink);
    REQUIRE(loaded.ok());
    CHECK(all_text(small.world.program, *loaded) == before);
    CHECK((*loaded)[person].find("P17") == Row{17});
    CHECK_FALSE((*loaded)[person].find("P300").has_value());
    // The file may go while its facts are used, and a newer one may take its name.
    REQUIRE_FALSE(small.make().has_value());
    std::filesystem::remove(small.snapshot());
    CHECK(all_text(small.world.program, *loaded) == before);
  }
  CHECK(codes(sink).empty());
  REQUIRE_FALSE(small.make().has_value());
  const std::string first = content(small.snapshot());
  REQUIRE_FALSE(small.make().has_value());
  CHECK(content(small.snapshot()) == first);
}

TEST_CASE("facts of a vocabulary alone, without any row") {
  SnapshotWorld empty(0);
  for (const char* name : {"region.csv", "stay.csv", "entry.csv", "case.csv", "mask.csv"})
    std::filesystem::remove(empty.in.path() / name);
  REQUIRE_FALSE(empty.make().has_value());
  CHECK_FALSE(empty.loading().has_value());
}

TEST_CASE("facts that are not valid make no snapshot") {
  SnapshotWorld small;
  small.in.write("entry.csv", "person,at moment\nP1,yesterday\n");
  REQUIRE_FALSE(small.make().has_value());
  CHECK(codes(small.world.sink) == std::vector<std::string>{"P0834"});
  CHECK(small.out.files().empty());
}

TEST_CASE("a snapshot of other facts than there are now is not used") {
  SnapshotWorld small;
  REQUIRE_FALSE(small.make().has_value());
  SUBCASE("a file is longer") { small.in.write("mask.csv", "person,done,day\nP1,yes,2020-02-01\n"); }
  SUBCASE("a file of the same length was written again") {
    const auto path = small.in.path() / "mask.csv";
    std::filesystem::last_write_time(path, std::filesystem::last_write_time(path) + std::chrono::milliseconds(10));
  }
  SUBCASE("a file came") { small.in.write("risk.csv", "region,class\n"); }
  SUBCASE("a mapping file came") { small.in.write("facts.map", "# nothing\n"); }
  SUBCASE("a file went") { std::filesystem::remove(small.in.path() / "mask.csv"); }
  CHECK(small.loading() == Kind::SnapshotStale);
  REQUIRE_FALSE(small.make().has_value());
  CHECK_FALSE(small.loading().has_value());
}

TEST_CASE("a database that has a journal beside it is another than before") {
  SnapshotWorld small;
  const Folder folder;
  const auto path = folder.sql("facts.db", "CREATE TABLE region(code TEXT); INSERT INTO region VALUES ('A');");
  auto opened = open_facts(path, std::nullopt, small.world.sources, small.world.sink);
  REQUIRE(opened.ok());
  REQUIRE(make_snapshot(small.world.program, *opened, small.snapshot(), small.world.sink).ok());
  CHECK_FALSE(small.loading().has_value());
  folder.write("facts.db-wal", "something");
  CHECK(small.loading() == Kind::SnapshotStale);
}

TEST_CASE("a snapshot whose facts are gone says so") {
  SnapshotWorld small;
  REQUIRE_FALSE(small.make().has_value());
  std::filesystem::remove_all(small.in.path());
  diag::Sink sink;
  CHECK(small.load_snapshot_file(sink).ok());
  CHECK(codes(sink) == std::vector<std::string>{"P0884"});
  CHECK_FALSE(sink.has_errors());
}

TEST_CASE("facts that change while they are read make no snapshot") {
  SnapshotWorld small;
  auto opened = open_facts(small.in.path(), std::nullopt, small.world.sources, small.world.sink);
  REQUIRE(opened.ok());
  small.in.write("mask.csv", "person,done,day\n");
  const auto made = make_snapshot(small.world.program, *opened, small.snapshot(), small.world.sink);
  REQUIRE_FALSE(made.ok());
  CHECK(made.error().kind == Kind::FactsChangedMeanwhile);
  CHECK(small.out.files().empty());
}

TEST_CASE("what needs the facts themselves takes no snapshot") {
  SnapshotWorld small;
  REQUIRE_FALSE(small.make().has_value());
  const auto mapped = open_facts(small.snapshot(), small.in.path() / "any.map", small.world.sources, small.world.sink);
  REQUIRE_FALSE(mapped.ok());
  CHECK(mapped.error().kind == Kind::SnapshotNotTheFacts);
  auto opened = open_facts(small.snapshot(), std::nullopt, small.world.sources, small.world.sink);
  REQUIRE(opened.ok());
  const auto checked = check_facts(small.world.program, *opened, small.world.sink);
  REQUIRE_FALSE(checked.ok());
  CHECK(checked.error().kind == Kind::SnapshotNotTheFacts);
  const auto again = make_snapshot(small.world.program, *opened, small.out.path() / "2", small.world.sink);
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().kind == Kind::SnapshotNotTheFacts);
}

TEST_CASE("a snapshot for another vocabulary is not used") {
  SnapshotWorld small;
  REQUIRE_FALSE(small.make().has_value());
  core::Vocabulary& words = small.world.program.vocabulary;
  SUBCASE("a value more") { words.enumerations[0].values.push_back({"province", "省", {}}); }
  SUBCASE("values in another order") { std::swap(words.enumerations[0].values[0], words.enumerations[0].values[1]); }
  SUBCASE("another unit") { words.relations[person.index].columns[3].type.unit_factor = value::Rational(1); }
  SUBCASE("another name") { words.relations[stay.index].columns[1].label.english = "destination"; }
  SUBCASE("another duty to report") { words.relations[cases.index].report_every = 7; }
  SUBCASE("another meaning of counts") { words.relations[cases.index].counting = core::Counting::Total; }
  CHECK(small.loading() == Kind::SnapshotVocabulary);
}

TEST_CASE("a snapshot of another version or byte order is not used") {
  SnapshotWorld small;
  REQUIRE_FALSE(small.make().has_value());
  const std::string whole = content(small.snapshot());
  for (const std::size_t place : {offsetof(SnapshotHeader, version), offsetof(SnapshotHeader, byte_order)}) {
    std::string other = whole;
    other[place] = static_cast<char>(other[place] + 1);
    small.out.write("facts.snapshot", other);
    CHECK(small.loading() == Kind::SnapshotVersion);
  }
}

TEST_CASE("a snapshot that is cut off is never facts") {
  SnapshotWorld small(30'000);
  REQUIRE_FALSE(small.make().has_value());
  const std::uintmax_t size = std::filesystem::file_size(small.snapshot());
  REQUIRE(size > 500'000);
  std::size_t tried = 0;
  const auto cut = [&](std::uintmax_t length) {
    std::filesystem::resize_file(small.snapshot(), length);
    const auto found = small.loading();
    CHECK_MESSAGE(found.has_value(), length);
    ++tried;
  };
  cut(size - 1);
  for (std::uintmax_t length = (size - 1) / 4096 * 4096; length > 0; length -= 4096) cut(length);
  cut(7);
  cut(0);
  CHECK(tried > 120);
}

TEST_CASE("no single flipped bit becomes facts") {
  SnapshotWorld small;
  REQUIRE_FALSE(small.make().has_value());
  const std::string whole = content(small.snapshot());
  REQUIRE(whole.size() > snapshot_header_size + 8192);
  std::fstream file(small.snapshot(), std::ios::in | std::ios::out | std::ios::binary);
  const auto put = [&](std::size_t byte, char value) {
    file.seekp(static_cast<std::streamoff>(byte));
    file.put(value);
    file.flush();
  };
  const auto flip = [&](std::size_t byte, unsigned bit) {
    put(byte, static_cast<char>(whole[byte] ^ (1 << bit)));
    const auto found = small.loading();
    put(byte, whole[byte]);
    if (!found) FAIL("bit ", bit, " of byte ", byte, " was not noticed");
  };
  for (std::size_t byte = 0; byte < snapshot_header_size; ++byte)
    for (unsigned bit = 0; bit < 8; ++bit) flip(byte, bit);
  std::mt19937 random(20200305);
  for (int sample = 0; sample < 20'000; ++sample)
    flip(snapshot_header_size + random() % (whole.size() - snapshot_header_size), random() % 8);
  CHECK_FALSE(small.loading().has_value());
}

// Somebody who makes the sums agree again: what is said must still be refused or be facts, and break nothing.
TEST_CASE("a snapshot made by a stranger breaks nothing") {
  SnapshotWorld small(50);
  REQUIRE_FALSE(small.make().has_value());
  const std::string whole = content(small.snapshot());
  std::mt19937 random(7);
  int refused = 0;
  const int rounds = 4000;
  for (int round = 0; round < rounds; ++round) {
    std::string other = whole;
    SnapshotHeader header;
    std::memcpy(&header, other.data(), sizeof header);
    // Half of them in the directory, where it says what lies where.
    const std::size_t begin = round % 2 == 0 ? snapshot_header_size : header.directory_at;
    const std::size_t end = snapshot_header_size + header.body_size;
    const std::size_t at = begin + random() % (end - begin);
    other[at] = static_cast<char>(round % 3 == 0 ? 0xff : random());
    const std::span<const std::byte> bytes = std::as_bytes(std::span(other));
    REQUIRE(header.body_size <= snapshot_block_size);
    const std::uint32_t sum = crc32c(bytes.subspan(snapshot_header_size, header.body_size));
    std::memcpy(other.data() + end, &sum, sizeof sum);
    header.sum_of_sums = crc32c(bytes.subspan(end, sizeof sum));
    std::memcpy(other.data(), &header, sizeof header);
    const std::uint32_t of_header = crc32c(bytes.first(snapshot_header_size - sizeof sum));
    std::memcpy(other.data() + snapshot_header_size - sizeof sum, &of_header, sizeof of_header);
    small.out.write("facts.snapshot", other);
    diag::Sink sink;
    const auto loaded = small.load_snapshot_file(sink);
    if (!loaded)
      ++refused;
    else
      CHECK_FALSE(all_text(small.world.program, *loaded).empty());
  }
  CHECK(refused > rounds / 4);
  CHECK(refused < rounds);
}

TEST_CASE("a snapshot replaces an older one, and nothing else") {
  SnapshotWorld small;
  const auto mine = small.out.write("facts.snapshot", "dear diary");
  CHECK(small.make() == Kind::NotASnapshot);
  CHECK(content(mine) == "dear diary");
  std::filesystem::remove(mine);
  std::filesystem::create_directory(mine);
  CHECK(small.make() == Kind::NotASnapshot);
  std::filesystem::remove(mine);
  REQUIRE_FALSE(small.make().has_value());
  const std::string first = content(mine);
  small.in.write("mask.csv", "person,done,day\n");
  REQUIRE_FALSE(small.make().has_value());
  CHECK(content(mine) != first);
  std::filesystem::remove_all(small.out.path());
  CHECK(small.make() == Kind::SnapshotUnwritable);
}

// A limit on the size of files stands for a full disk: to the writer both are "no room".
TEST_CASE("a snapshot without room leaves the older one as it was") {
  SnapshotWorld small(30'000);
  REQUIRE_FALSE(small.make().has_value());
  const std::string before = content(small.snapshot());
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  for (const rlim_t room : {rlim_t{0}, rlim_t{4096}, rlim_t{before.size() / 2}, rlim_t{before.size() - 1}}) {
    const rlimit tight{room, limit.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
    const auto failed = small.make();
    REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    CHECK(failed == Kind::SnapshotUnwritable);
    CHECK(small.out.files() == std::vector<std::string>{"facts.snapshot"});
    CHECK(content(small.snapshot()) == before);
  }
  std::signal(SIGXFSZ, handler);
}

TEST_CASE("whoever is killed while writing leaves the older snapshot or the newer one, whole") {
  SnapshotWorld small(30'000);
  REQUIRE_FALSE(small.make().has_value());
  std::mt19937 random(3);
  int killed = 0;
  for (int round = 0; round < 30; ++round) {
    // Another number of people each time: another file.
    small.in.write("mask.csv", "person,done,day\nP" + std::to_string(round) + ",yes,\n");
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) _exit(small.make().has_value() ? 1 : 0);
    usleep(static_cast<useconds_t>(random() % 60'000));
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    killed += WIFSIGNALED(status) ? 1 : 0;
    const auto found = small.loading();
    // The older one is no longer current.
    CHECK((!found || found == Kind::SnapshotStale));
  }
  CHECK(killed > 0);
}

}  // namespace
