// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/sink.h"

#include <doctest/doctest.h>

#include <string>

using namespace polc::diag;
using polc::source::FileId;

namespace {

constexpr FileId one{0};
constexpr FileId two{1};

}  // namespace

TEST_CASE("a finding keeps its notes, help and fixes") {
  Sink sink;
  sink.emit(Kind::FileNotFound, {one, 1, 2}, "a.pol")
      .note(Kind::NotAFile, {two, 3, 4}, "b")
      .help(Kind::LeaveOut, "c")
      .fix({one, 1, 2}, "d");
  REQUIRE(sink.diagnostics().size() == 1);
  const Diagnostic& finding = sink.diagnostics().front();
  CHECK(finding.primary.kind == Kind::FileNotFound);
  CHECK(finding.severity() == Severity::Error);
  REQUIRE(finding.notes.size() == 1);
  CHECK(finding.notes[0].span == Span{two, 3, 4});
  REQUIRE(finding.help.has_value());
  CHECK(finding.help->kind == Kind::LeaveOut);
  REQUIRE(finding.fixes.size() == 1);
  CHECK(finding.fixes[0].replacement == "d");
}

TEST_CASE("the same kind at the same place is one finding") {
  Sink sink;
  sink.emit(Kind::FileNotFound, {one, 1, 2}, "a");
  sink.emit(Kind::FileNotFound, {one, 1, 2}, "a").note(Kind::NotAFile, {}, "lost with its finding");
  sink.emit(Kind::NotAFile, {one, 1, 2}, "a");
  sink.emit(Kind::FileNotFound, {one, 1, 3}, "a");
  CHECK(sink.error_count() == 3);
  CHECK(sink.diagnostics().size() == 3);
  CHECK(sink.diagnostics()[0].notes.empty());
  // What has no place may come several times: two files that are not there.
  sink.emit(Kind::FileNotFound, {}, "a");
  sink.emit(Kind::FileNotFound, {}, "b");
  CHECK(sink.error_count() == 5);
}

TEST_CASE("past the limit findings are counted and not kept") {
  Sink sink(Limits{3});
  for (std::uint32_t i = 0; i < 10; ++i) {
    CHECK(sink.keeps_more_errors() == (i < 3));
    sink.emit(Kind::FileNotFound, {one, i, i + 1}, std::string(1000, 'x')).note(Kind::NotAFile, {}, "y");
  }
  sink.emit(Kind::FileNotFound, {one, 0, 1}, "a duplicate of a kept one");
  CHECK(sink.error_count() == 10);
  CHECK(sink.diagnostics().size() == 3);
  CHECK(sink.dropped_count() == 7);
  // Notes have room of their own: many of one severity do not hide the other.
  sink.emit(Kind::WordNote, {one, 5, 6});
  CHECK(sink.diagnostics().size() == 4);
}

TEST_CASE("findings are shown by file and place, equal places as they came") {
  Sink sink;
  sink.emit(Kind::FileNotFound, {}, "nowhere");
  sink.emit(Kind::FileNotFound, {two, 0, 1}, "second file");
  sink.emit(Kind::FileNotFound, {one, 5, 6}, "later");
  sink.emit(Kind::NotAFile, {one, 1, 2}, "first");
  sink.emit(Kind::FileNotFound, {one, 1, 2}, "next");
  std::string order;
  for (const Diagnostic* finding : sink.in_source_order())
    order += finding->primary.arguments[0].text(Language::English) + ";";
  CHECK(order == "first;next;later;second file;nowhere;");
}

TEST_CASE("a kind chosen at run time") {
  Sink sink;
  sink.emit_any(Kind::FileUnreadable, {}, {Argument("a"), Argument("b")});
  CHECK(sink.has_errors());
  CHECK(arity(Kind::FileUnreadable) == 2);
  CHECK(arity(Kind::WordNote) == 0);
}

TEST_CASE("of a file that was only looked up, errors alone are taken") {
  Sink sink;
  sink.errors_only(two);
  sink.emit(Kind::PolicyNotFound, {two, 0, 1}, "a");
  sink.emit(Kind::PolicyNotFound, {one, 0, 1}, "a");
  sink.emit(Kind::FileNotFound, {two, 0, 1}, "a");
  CHECK(sink.warning_count() == 1);
  CHECK(sink.error_count() == 1);
}
