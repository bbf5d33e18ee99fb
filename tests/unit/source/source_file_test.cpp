// SPDX-License-Identifier: Apache-2.0
#include "compiler/source/source_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace polc::source;
namespace fs = std::filesystem;

namespace {

// A folder of its own, gone at the end of the test.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("polc_source_test_" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

LoadError refusal(std::string_view bytes, const LoadLimits& limits = {}) {
  const auto result = check_text("test.pol", bytes, limits);
  REQUIRE_FALSE(result.ok());
  return result.error();
}

}  // namespace

TEST_CASE("spans are joined into the smallest that covers both") {
  const FileId one{0};
  const FileId two{1};
  CHECK(join({one, 3, 5}, {one, 8, 9}) == Span{one, 3, 9});
  CHECK(join({one, 8, 9}, {one, 3, 5}) == Span{one, 3, 9});
  CHECK(join({}, {one, 3, 5}) == Span{one, 3, 5});
  CHECK(join({one, 3, 5}, {}) == Span{one, 3, 5});
  CHECK(join({one, 3, 5}, {two, 0, 9}) == Span{one, 3, 5});
  CHECK_FALSE(join({}, {}).is_known());
}

TEST_CASE("lines and columns count code points") {
  const SourceFile file("a.pol", "政策 甲\r\nlow risk\n\n😀x");
  CHECK(file.line_count() == 4);
  CHECK(file.line(1) == "政策 甲");
  CHECK(file.line(2) == "low risk");
  CHECK(file.line(3).empty());
  CHECK(file.line(4) == "😀x");
  CHECK(file.position(0) == Position{1, 1});
  CHECK(file.position(6) == Position{1, 3});
  CHECK(file.position(12) == Position{2, 1});
  CHECK(file.position(16) == Position{2, 5});
  CHECK(file.position(21) == Position{3, 1});
  CHECK(file.position(26) == Position{4, 2});
  CHECK(file.position(27) == Position{4, 3});
  CHECK(file.position(10'000) == Position{4, 3});
}

TEST_CASE("an empty file has one empty line") {
  const SourceFile file("a.pol", "");
  CHECK(file.line_count() == 1);
  CHECK(file.line(1).empty());
  CHECK(file.position(0) == Position{1, 1});
}

TEST_CASE("a byte order mark is not part of the text") {
  const SourceFile file("a.pol", "\xEF\xBB\xBFpolicy");
  CHECK(file.text() == "policy");
  CHECK(file.position(0) == Position{1, 1});
}

TEST_CASE("a span past the end of the text is cut") {
  const SourceFile file("a.pol", "abc");
  CHECK(file.text(Span{FileId{0}, 1, 99}) == "bc");
  CHECK(file.text(Span{FileId{0}, 7, 9}).empty());
}

TEST_CASE("text that is not UTF-8 is refused with its place") {
  const LoadError gbk = refusal("policy a\nlow \xB5\xCD\n");
  CHECK(gbk.problem == LoadProblem::InvalidUtf8);
  CHECK(gbk.line == 2);
  CHECK(gbk.byte_in_line == 5);
  CHECK(gbk.byte_offset == 13);
  CHECK(refusal("\xFF\xFEp\x01").problem == LoadProblem::InvalidUtf8);
  CHECK(refusal("\xE4\xBD").byte_offset == 0);          // a character cut short by the end
  CHECK(refusal("ab\xED\xA0\x80").byte_offset == 2);    // half of a UTF-16 pair
  CHECK(refusal("\xC0\x80").byte_offset == 0);          // longer than needed
  CHECK(refusal("\xF4\x90\x80\x80").byte_offset == 0);  // beyond Unicode
}

TEST_CASE("zero bytes, long lines and large texts are refused") {
  using namespace std::string_view_literals;
  const LoadError nul = refusal("ab\nc\0d"sv);
  CHECK(nul.problem == LoadProblem::NulByte);
  CHECK(nul.line == 2);
  CHECK(nul.byte_in_line == 2);

  const LoadLimits small{100, 10};
  const LoadError line = refusal("short\n12345678901\n", small);
  CHECK(line.problem == LoadProblem::LineTooLong);
  CHECK(line.line == 2);
  CHECK(line.limit == 10);
  CHECK(check_text("t", "1234567890\n1234567890", small).ok());
  CHECK(refusal(std::string(101, '\n'), small).problem == LoadProblem::TooLarge);
  CHECK(check_text("t", std::string(100, '\n'), small).ok());
  CHECK(check_text("t", "").ok());
}

TEST_CASE("loading from a disk") {
  const Folder folder;
  SourceMap sources;
  const auto loaded = sources.load(folder.write("good.pol", "\xEF\xBB\xBFpolicy 甲\r\n"));
  REQUIRE(loaded.ok());
  CHECK(sources.file(*loaded).text() == "policy 甲\r\n");
  CHECK(sources.text(Span{*loaded, 7, 10}) == "甲");
  CHECK(sources.begin_position(Span{*loaded, 7, 10}) == Position{1, 8});

  CHECK(sources.load(folder.path() / "none.pol").error().problem == LoadProblem::NotFound);
  CHECK_FALSE(sources.load(folder.path() / "none.pol").error().system_message.empty());
  CHECK(sources.load(folder.path()).error().problem == LoadProblem::NotAFile);
  CHECK(sources.load(folder.write("good.pol", "x") / "under").error().problem == LoadProblem::Unreadable);
  CHECK(sources.load(folder.write("large.pol", std::string(2000, '\n')), {1999, 10}).error().problem ==
        LoadProblem::TooLarge);
  CHECK(sources.size() == 1);
}

TEST_CASE("a device without end is too large, and does not fill the memory") {
  SourceMap sources;
  CHECK(sources.load("/dev/zero", {1'000'000, 10}).error().problem == LoadProblem::TooLarge);
}
