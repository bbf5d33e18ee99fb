// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_text.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/diagnostics/excerpt.h"

using namespace polc;
using diag::Kind;
using source::FileId;
using source::Span;

namespace {

// The span of the first `part` in the text of a file.
Span at(const source::SourceMap& sources, FileId file, std::string_view part) {
  const std::size_t begin = sources.file(file).text().find(part);
  REQUIRE(begin != std::string_view::npos);
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + part.size())};
}

std::string excerpt_of(std::string text, std::string_view part) {
  source::SourceMap sources;
  const FileId file = sources.add("a.pol", std::move(text));
  return diag::excerpt(sources.file(file), at(sources, file, part), {});
}

}  // namespace

TEST_CASE("a whole finding over two files, with help and a fix") {
  source::SourceMap sources;
  const FileId policy = sources.add("policy.pol", "policy a\nuses epidemic\nlow risk if no nw case in 14 days\n");
  const FileId words = sources.add("epidemic.pol", "vocabulary epidemic\n  event case of region\n");
  diag::Sink sink;
  sink.emit(Kind::NotAFile, at(sources, policy, "nw case"), "nw case")
      .note(Kind::FileNotFound, at(sources, words, "case"), "case")
      .help(Kind::LeaveOut, "nw")
      .fix(at(sources, policy, "nw case"), "new case");
  CHECK(diag::render_text(sink, sources) ==
        "policy.pol:3:16: error[P1003]: `nw case` is not a file\n"
        "   3 | low risk if no nw case in 14 days\n"
        "     |                ^^^^^^^\n"
        "epidemic.pol:2:9: note: there is no file `case`\n"
        "   2 |   event case of region\n"
        "     |         ^^^^\n"
        "help: leave out `nw`\n"
        "help: write `new case`\n"
        "   3 | low risk if no new case in 14 days\n"
        "     |                ~~~~~~~~\n"
        "\n"
        "errors: 1, warnings: 0\n");
}

TEST_CASE("in Chinese") {
  source::SourceMap sources;
  const FileId policy = sources.add("政策.pol", "政策 甲\n低风险如果14天内没有新增病历\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, at(sources, policy, "新增病历"), "新增病历");
  CHECK(diag::render_text(sink, sources, {diag::Language::Chinese, false}) ==
        "政策.pol:2:12: 错误[P1001]: 找不到文件 `新增病历`\n"
        "   2 | 低风险如果14天内没有新增病历\n"
        "     |                     ^^^^^^^^\n"
        "建议: 请检查文件名和所在文件夹；文件名区分大小写\n"
        "\n"
        "错误 1 个，警告 0 个\n");
}

TEST_CASE("a finding without a place begins with its severity") {
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {}, "a.pol");
  CHECK(
      diag::render_text(sink.diagnostics().front(), {}).starts_with("error[P1001]: there is no file `a.pol`\nhelp: "));
}

TEST_CASE("nothing found, nothing said") { CHECK(diag::render_text(diag::Sink(), {}).empty()); }

TEST_CASE("what is past the limit is counted in the closing line") {
  diag::Sink sink(diag::Limits{1});
  for (int i = 0; i < 3; ++i) sink.emit(Kind::FileNotFound, {}, i);
  const std::string text = diag::render_text(sink, {});
  CHECK(text.ends_with("errors: 3, warnings: 0; 2 more are counted but not shown\n"));
}

TEST_CASE("marks stand under display columns") {
  CHECK(excerpt_of("ＰＣＲ检测 x", "x") == "   1 | ＰＣＲ检测 x\n     |            ^\n");
  CHECK(excerpt_of("e\u0301te\u0301 x", "x") == "   1 | e\u0301te\u0301 x\n     |     ^\n");
  CHECK(excerpt_of("\tx", "x") == "   1 |     x\n     |     ^\n");
  CHECK(excerpt_of("ab\tx", "x") == "   1 | ab  x\n     |     ^\n");
  CHECK(excerpt_of("low 风险 x", "风险") == "   1 | low 风险 x\n     |     ^^^^\n");
}

TEST_CASE("an empty span has one mark, at the end of a line and of the file too") {
  source::SourceMap sources;
  const FileId file = sources.add("a.pol", "low risk if\nx\n");
  CHECK(diag::excerpt(sources.file(file), {file, 11, 11}, {}) == "   1 | low risk if\n     |            ^\n");
  CHECK(diag::excerpt(sources.file(file), {file, 11, 12}, {}) == "   1 | low risk if\n     |            ^\n");
  CHECK(diag::excerpt(sources.file(file), {file, 14, 14}, {}) == "   3 |\n     | ^\n");
}

TEST_CASE("a span over lines") {
  CHECK(excerpt_of("aa bb\r\n  cc dd\r\n", "bb\r\n  cc") ==
        "   1 | aa bb\n     |    ^^\n   2 |   cc dd\n     |   ^^\n");
  CHECK(excerpt_of("1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5\n6") ==
        "   1 | 1\n     | ^\n   2 | 2\n     | ^\n ... |\n   6 | 6\n     | ^\n");
  CHECK(excerpt_of("1\n\n3", "1\n\n3") == "   1 | 1\n     | ^\n   3 | 3\n     | ^\n");
}

TEST_CASE("a long line is cut around the span") {
  const std::string text = excerpt_of(std::string(5000, 'a') + "甲乙x" + std::string(5000, 'b'), "x");
  CHECK(text.size() < 700);
  CHECK(text.find("…a") != std::string::npos);
  CHECK(text.find("b…") != std::string::npos);
  const std::size_t mark = text.rfind('^');
  // 5 for the gutter and its bar, then a space, the cut mark, the letters before, two wide characters.
  const std::size_t line = text.find('\n') + 1;
  CHECK(mark - line == 5 + 2 + 1 + (90 - 6) + 4);
  const std::string wide = excerpt_of(
      [] {
        std::string line_of_han;
        for (int i = 0; i < 3000; ++i) line_of_han += "险";
        return line_of_han + "x" + line_of_han;
      }(),
      "x");
  CHECK(wide.find("\uFFFD") == std::string::npos);
}

TEST_CASE("control characters do not reach the terminal") {
  CHECK(excerpt_of("a\x1b[31mb x", "x") == "   1 | a\uFFFD[31mb x\n     |         ^\n");
  CHECK(excerpt_of("a\u202Eb x", "x") == "   1 | a\uFFFDb x\n     |     ^\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {}, "a\x1b]0;x\x07\nb");
  CHECK(diag::render_text(sink.diagnostics().front(), {})
            .starts_with("error[P1001]: there is no file `a\uFFFD]0;x\uFFFD b`\n"));
}

TEST_CASE("wide line numbers widen the gutter") {
  const std::string text = excerpt_of(std::string(12344, '\n') + "x", "x");
  CHECK(text == " 12345 | x\n       | ^\n");
}

TEST_CASE("fixes that remove and that insert") {
  source::SourceMap sources;
  const FileId file = sources.add("a.pol", "must must not\n");
  diag::Sink sink;
  sink.emit(Kind::WordNote, {file, 0, 4}).fix({file, 0, 5}, "").fix({file, 13, 13}, " seal road");
  CHECK(diag::render_text(sink.diagnostics().front(), sources) ==
        "a.pol:1:1: note: note\n"
        "   1 | must must not\n"
        "     | ^^^^\n"
        "help: leave out `must `\n"
        "help: write ` seal road`\n"
        "   1 | must must not seal road\n"
        "     |              ~~~~~~~~~~\n");
}

TEST_CASE("colour wraps the same text") {
  source::SourceMap sources;
  const FileId file = sources.add("a.pol", "low risk\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {file, 0, 3}, "low");
  const std::string plain = diag::render_text(sink, sources);
  const std::string coloured = diag::render_text(sink, sources, {diag::Language::English, true});
  std::string stripped;
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b')
      i = coloured.find('m', i);
    else
      stripped += coloured[i];
  }
  CHECK(coloured != plain);
  CHECK(stripped == plain);
}
