// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/csv_reader.h"

#include <doctest/doctest.h>

#include "tests/unit/facts/small_world.h"

namespace {

using polc::diag::Kind;
using polc::facts::CsvReader;
using polc::facts::test::Folder;

struct Records {
  std::vector<std::string> rows;  // `line: a|b|c`
  std::optional<Kind> failure;
};

Records read(const std::filesystem::path& path) {
  Records result;
  auto reader = CsvReader::open(path.string(), "t.csv");
  if (!reader) {
    result.failure = reader.error().kind;
    return result;
  }
  while (true) {
    auto record = reader->next();
    if (!record) {
      result.failure = record.error().kind;
      return result;
    }
    if (!*record) return result;
    std::string text = std::to_string(reader->line()) + ": ";
    for (std::size_t at = 0; at < (*record)->size(); ++at) {
      if (at > 0) text += '|';
      text += (**record)[at];
    }
    result.rows.push_back(std::move(text));
  }
}
Records read_text(std::string_view text) {
  const Folder folder;
  return read(folder.write("t.csv", text));
}

using Rows = std::vector<std::string>;

TEST_CASE("records are split at commas and line ends") {
  CHECK(read_text("a,b\n1,2\n").rows == Rows{"1: a|b", "2: 1|2"});
  CHECK(read_text("a,b\r\n1,2\r\n").rows == Rows{"1: a|b", "2: 1|2"});
  CHECK(read_text("a,b\n1,2").rows == Rows{"1: a|b", "2: 1|2"});
  CHECK(read_text("a,,\n,,\n").rows == Rows{"1: a||", "2: ||"});
  CHECK(read_text("\xEF\xBB\xBF"
                  "a,b\n")
            .rows == Rows{"1: a|b"});
  CHECK(read_text("").rows.empty());
  CHECK(read_text("\n\r\na\n\nb\n").rows == Rows{"3: a", "5: b"});
}

TEST_CASE("quotes protect commas, quotes and line ends") {
  CHECK(read_text("\"a,b\",\"c\"\"d\"\n").rows == Rows{"1: a,b|c\"d"});
  CHECK(read_text("\"a\nb\",c\r\nd,e\n").rows == Rows{"1: a\nb|c", "3: d|e"});
  CHECK(read_text("\"\",\"\"\n").rows == Rows{"1: |"});
  CHECK(read_text("5\" pipe,2\n").rows == Rows{"1: 5\" pipe|2"});
  CHECK(read_text("a\"\"b,\"c\"").rows == Rows{"1: a\"\"b|c"});
}

TEST_CASE("what cannot be split is a failure") {
  CHECK(read_text("a\n\"b,c\n").failure == Kind::CsvOpenQuote);
  CHECK(read_text("\"a\"b,c\n").failure == Kind::CsvTextAfterQuote);
  CHECK(read_text("a,\xB5\xD8\xC7\xF8\n").failure == Kind::CsvNotUtf8);
  CHECK(read_text(std::string_view("a,\0b\n", 5)).failure == Kind::CsvNotText);
  CHECK(read_text("a\n" + std::string(10'000'000, 'x') + "\nb\n").failure == Kind::CsvRecordTooLong);
  CHECK(read_text("a\n" + std::string(2'000'000, 'x')).failure == Kind::CsvRecordTooLong);
  CHECK(read_text("\"" + std::string(3'000'000, '\n')).failure == Kind::CsvRecordTooLong);
}

TEST_CASE("records may cross the buffer anywhere") {
  std::string text;
  Rows expected;
  for (int row = 1; row <= 60'000; ++row) {
    const std::string number = std::to_string(row);
    text += number + ",\"x" + number + "\",地区\n";
    expected.push_back(number + ": " + number + "|x" + number + "|地区");
  }
  CHECK(read_text(text).rows == expected);
  const std::string wide(900'000, 'w');
  CHECK(read_text(wide + ",1\n" + wide + ",2\n").rows == Rows{"1: " + wide + "|1", "2: " + wide + "|2"});
}

TEST_CASE("gzip is read by its content and refused when damaged") {
  const Folder folder;
  std::string text;
  for (int row = 0; row < 50'000; ++row) text += std::to_string(row * 7919) + "\n";
  const auto good = folder.write_gzip("good.csv.gz", text);
  CHECK(read(good).rows.size() == 50'000);
  std::filesystem::resize_file(good, std::filesystem::file_size(good) / 2);
  CHECK(read(good).failure == Kind::GzipDamaged);
  CHECK(read(folder.path() / "none.csv").failure == Kind::FactsUnreadable);
}

}  // namespace
