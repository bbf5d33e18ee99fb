// SPDX-License-Identifier: Apache-2.0
// The registry itself: codes, wording that a program can check, pages.
#include "compiler/diagnostics/kinds.h"

#include <doctest/doctest.h>

#include <array>
#include <cctype>
#include <set>
#include <string>

#include "compiler/diagnostics/explain.h"
#include "compiler/source/unicode.h"

using namespace polc::diag;

namespace {

std::set<int> placeholders(std::string_view text) {
  std::set<int> found;
  for (std::size_t at = 0; at + 2 < text.size(); ++at)
    if (text[at] == '{' && text[at + 2] == '}') found.insert(text[at + 1] - '0');
  return found;
}

bool has_han(std::string_view text) {
  for (const char32_t c : polc::source::to_utf32(text))
    if (polc::source::is_han(c)) return true;
  return false;
}

std::size_t count(std::string_view text, char wanted) {
  std::size_t found = 0;
  for (const char c : text) found += c == wanted ? 1 : 0;
  return found;
}

}  // namespace

TEST_CASE("codes are P and four digits, each used once, in order") {
  std::string before;
  for (const KindInfo& kind : kind_table) {
    if (kind.code.empty()) continue;
    const std::string code(kind.code);
    CHECK_MESSAGE(code.size() == 5, code);
    CHECK_MESSAGE(code[0] == 'P', code);
    for (std::size_t i = 1; i < code.size(); ++i)
      CHECK_MESSAGE(std::isdigit(static_cast<unsigned char>(code[i])), code);
    CHECK_MESSAGE(before < code, code << " stands after " << before);
    CHECK(find_kind(code) == kind.kind);
    before = code;
  }
}

TEST_CASE("both languages say it, with the same arguments") {
  for (const KindInfo& kind : kind_table) {
    CHECK_MESSAGE(!kind.english.empty(), kind.name);
    CHECK_MESSAGE(has_han(kind.chinese), kind.name);
    CHECK_MESSAGE(!has_han(std::string(kind.english)), kind.name << ": Han characters in the English text");
    CHECK_MESSAGE(placeholders(kind.english) == placeholders(kind.chinese), kind.name);
    CHECK_MESSAGE(placeholders(kind.english_help) == placeholders(kind.chinese_help), kind.name);
    CHECK_MESSAGE(kind.english_help.empty() == kind.chinese_help.empty(), kind.name);
    // No gap in the numbers: an argument that no text uses would be a mistake.
    std::set<int> used = placeholders(kind.english);
    used.merge(placeholders(kind.english_help));
    for (std::size_t i = 0; i < arity(kind.kind); ++i)
      CHECK_MESSAGE(used.contains(static_cast<int>(i)), kind.name << " does not use {" << i << "}");
  }
}

TEST_CASE("the wording keeps to the rules that a program can check") {
  for (const KindInfo& kind : kind_table) {
    for (const std::string_view text : {kind.english, kind.english_help}) {
      if (text.empty()) continue;
      CHECK_MESSAGE(!text.ends_with('.'), kind.name);
      CHECK_MESSAGE(!text.ends_with(' '), kind.name);
      CHECK_MESSAGE(text.find("  ") == std::string_view::npos, kind.name);
      const bool capital = std::isupper(static_cast<unsigned char>(text[0])) != 0;
      const bool acronym = text.size() > 1 && std::isupper(static_cast<unsigned char>(text[1])) != 0;
      CHECK_MESSAGE((!capital || acronym), kind.name << " begins with a capital");
    }
    for (const std::string_view text : {kind.chinese, kind.chinese_help}) {
      CHECK_MESSAGE(!text.ends_with("。"), kind.name);
      CHECK_MESSAGE(!text.ends_with("."), kind.name);
    }
    for (const std::string_view text : {kind.english, kind.chinese, kind.english_help, kind.chinese_help})
      CHECK_MESSAGE(count(text, '`') % 2 == 0, kind.name << " has a backtick without its twin");
  }
}

TEST_CASE("arguments are filled in, in the language of the text") {
  const std::array<Argument, 3> arguments{Argument("high-risk"), Argument(14), Argument("a class", "类别")};
  CHECK(fill_in("{1} for `{0}`, {1}", arguments, Language::English) == "14 for `high-risk`, 14");
  CHECK(fill_in("{2}", arguments, Language::English) == "a class");
  CHECK(fill_in("{2}", arguments, Language::Chinese) == "类别");
  CHECK(fill_in("{0}", arguments, Language::Chinese) == "high-risk");
  CHECK(fill_in("{} {x} {9} {", arguments, Language::English) == "{} {x} {9} {");
}

TEST_CASE("a long argument is cut between characters") {
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "险";
  const std::string shown = Argument(name).text(Language::English);
  CHECK(shown.size() < 410);
  CHECK(polc::source::find_invalid_utf8(shown) == std::string::npos);
  CHECK(shown.ends_with("…"));
}

TEST_CASE("a page is found by its code in any case") {
  CHECK(explain("P0101", Language::English).has_value());
  CHECK(explain("p0101", Language::Chinese).has_value());
  CHECK_FALSE(explain("P9999", Language::English).has_value());
  CHECK_FALSE(explain("", Language::English).has_value());
}

TEST_CASE("every code has a page in both languages, and every page a code") {
  for (const KindInfo& kind : kind_table) {
    if (kind.code.empty()) continue;
    for (const Language language : {Language::English, Language::Chinese}) {
      const auto page = explain(kind.code, language);
      CHECK_MESSAGE(page.has_value(), kind.code << " has no page in " << (language == Language::Chinese ? "zh" : "en"));
      if (!page) continue;
      CHECK_MESSAGE(page->starts_with("# " + std::string(kind.code) + " "), kind.code);
      CHECK_MESSAGE((language == Language::English || has_han(*page)), kind.code);
    }
  }
  for (const Page& page : all_pages()) CHECK_MESSAGE(find_kind(page.code).has_value(), page.code << " is no kind");
}
