// SPDX-License-Identifier: Apache-2.0
// What the reports for other programs make of text that their formats reserve, and of findings at odd places.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "compiler/diagnostics/render_github.h"
#include "compiler/diagnostics/render_junit.h"
#include "compiler/diagnostics/render_sarif.h"

using namespace polc;
using diag::Kind;
using nlohmann::json;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

json result_of(const diag::Sink& sink, const source::SourceMap& sources, const diag::Report& report) {
  return json::parse(diag::render_sarif(sink, sources, report))["runs"][0]["results"][0];
}

}  // namespace

TEST_CASE("a workflow command keeps its line and its properties") {
  source::SourceMap sources;
  const source::FileId file = sources.add("50%,a:b.pol", "abc\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {file, 0, 3}, "100%: a, b\r\n::error::\x1B[1m");
  const std::string out = diag::render_github(sink, sources, {});
  CHECK(out.starts_with("::error file=50%25%2Ca%3Ab.pol,line=1,endLine=1,col=1,endColumn=3,title=P1001::"));
  CHECK(contains(out, "`100%25: a, b  ::error::\uFFFD[1m`%0Ahelp: "));
  CHECK(std::count(out.begin(), out.end(), '\n') == 1);
}

TEST_CASE("a workflow command has columns on one line only, and no place where there is none") {
  source::SourceMap sources;
  const source::FileId file = sources.add("a.pol", "低风险 x\nsecond\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {file, 0, 10}, "one line");
  sink.emit(Kind::FileNotFound, {file, 0, 12}, "its line break");
  sink.emit(Kind::FileNotFound, {file, 0, 14}, "two lines");
  sink.emit(Kind::FileNotFound, {file, 4, 4}, "a point");
  sink.emit(Kind::FileNotFound, {}, "nowhere");
  const std::string out = diag::render_github(sink, sources, {});
  CHECK(contains(out, "line=1,endLine=1,col=1,endColumn=4,title=P1001::there is no file `one line`"));
  CHECK(contains(out, "line=1,endLine=1,col=1,endColumn=6,title=P1001::there is no file `its line break`"));
  CHECK(contains(out, "line=1,endLine=2,title=P1001::there is no file `two lines`"));
  CHECK(contains(out, "::error title=P1001::there is no file `nowhere`"));
}

TEST_CASE("XML holds no character that it forbids, and gives back every other") {
  source::SourceMap sources;
  const source::FileId file = sources.add("a<b>&\"c\".pol", "x\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {file, 0, 1}, "]]> & <b> \"q\" \x01\x0B\x1B\uFFFE\uFFFF \xE9 1\t2");
  const std::string out = diag::render_junit(sink, sources, {});
  CHECK(contains(out, "<testsuite name=\"a&lt;b&gt;&amp;&quot;c&quot;.pol\" tests=\"1\" failures=\"1\""));
  CHECK(contains(out, "`]]&gt; &amp; &lt;b&gt; &quot;q&quot; \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD \uFFFD 1 2`"));
  for (const char c : out) CHECK((static_cast<unsigned char>(c) >= 0x20 || c == '\n'));
}

TEST_CASE("an attribute keeps its line breaks") {
  source::SourceMap sources;
  diag::Report report;
  report.files.push_back(sources.add("a\nb\t.pol", "x\n"));
  CHECK(contains(diag::render_junit(diag::Sink(), sources, report), "<testsuite name=\"a&#10;b&#9;.pol\" tests=\"1\""));
}

TEST_CASE("a test fails from the severity on that fails the check") {
  source::SourceMap sources;
  const source::FileId file = sources.add("a.pol", "x\n");
  diag::Sink sink;
  sink.emit(Kind::PolicyNotFound, {file, 0, 1}, "above");
  diag::Report report;
  CHECK(contains(diag::render_junit(sink, sources, report), "tests=\"1\" failures=\"0\" errors=\"0\""));
  CHECK(contains(diag::render_junit(sink, sources, report), "<system-out>a.pol:1:1: warning[P0652]"));
  report.fails_from = diag::Severity::Warning;
  CHECK(contains(diag::render_junit(sink, sources, report), "<failure type=\"P0652\""));
  sink.emit(Kind::FileNotFound, {}, "b.pol");
  CHECK(contains(diag::render_junit(sink, sources, report), "tests=\"2\" failures=\"1\" errors=\"1\""));
}

TEST_CASE("what is counted but not shown is said") {
  diag::Sink sink(diag::Limits{1});
  sink.emit(Kind::FileNotFound, {}, "a");
  sink.emit(Kind::FileNotFound, {}, "b");
  CHECK(contains(diag::render_github(sink, {}, {}), "::notice title=polc::1 more are counted but not shown"));
  CHECK(contains(diag::render_junit(sink, {}, {}), "name=\"1 more are counted but not shown\">\n      <skipped/>"));
  CHECK(contains(diag::render_sarif(sink, {}, {}), "1 more are counted but not shown"));
}

TEST_CASE("columns of SARIF count UTF-16 code units") {
  source::SourceMap sources;
  const source::FileId file = sources.add("a.pol", "x\n😀低 ab\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {file, 10, 12}, "ab");
  CHECK(result_of(sink, sources, {})["locations"][0]["physicalLocation"]["region"] ==
        json({{"startLine", 2}, {"startColumn", 5}, {"endLine", 2}, {"endColumn", 7}}));
}

TEST_CASE("addresses are relative to the folder of the run, and encoded") {
  source::SourceMap sources;
  const source::FileId inside = sources.add("/policies/./a b/100%#低.pol", "x\n");
  const source::FileId outside = sources.add("/else where/a.pol", "x\n");
  const source::FileId beside = sources.add("./b/../c:d\xE9.pol", "x\n");
  diag::Report report;
  report.folder = "/policies";
  report.files = {inside, outside, beside};
  const json artifacts = json::parse(diag::render_sarif(diag::Sink(), sources, report))["runs"][0]["artifacts"];
  CHECK(artifacts[0]["location"] == json({{"uri", "a%20b/100%25%23%E4%BD%8E.pol"}, {"uriBaseId", "%SRCROOT%"}}));
  CHECK(artifacts[1]["location"] == json({{"uri", "file:///else%20where/a.pol"}}));
  CHECK(artifacts[2]["location"]["uri"] == "c%3Ad%E9.pol");
}

TEST_CASE("a message of SARIF holds no link") {
  source::SourceMap sources;
  const source::FileId file = sources.add("a.pol", "x\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {file, 0, 1}, "[a](b) \x01 \"");
  CHECK(contains(result_of(sink, sources, {})["message"]["text"], "`[a\\](b) \x01 \"`"));
}

TEST_CASE("a fingerprint is that of the line, not of its number or of the language") {
  const auto print = [](const char* text, std::uint32_t begin, diag::Language language) {
    source::SourceMap sources;
    const source::FileId file = sources.add("a.pol", text);
    diag::Sink sink;
    sink.emit(Kind::FileNotFound, {file, begin, begin + 1}, "x");
    diag::Report report;
    report.language = language;
    return result_of(sink, sources, report)["partialFingerprints"].dump();
  };
  const std::string before = print("one\n", 0, diag::Language::English);
  CHECK(before == print("zero\n  one\n", 7, diag::Language::Chinese));
  CHECK(before != print("two\n", 0, diag::Language::English));
}

TEST_CASE("replacements of one finding are one fix") {
  source::SourceMap sources;
  const source::FileId file = sources.add("a.pol", "a b c\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {file, 0, 5}, "x").fix({file, 2, 2}, "(").fix({file, 4, 5}, "");
  const json fixes = result_of(sink, sources, {})["fixes"];
  REQUIRE(fixes.size() == 1);
  CHECK(fixes[0]["artifactChanges"][0]["replacements"].size() == 2);
  CHECK(fixes[0]["description"]["text"] == "write `(`, leave out `c`");
}
