// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/spacing.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "compiler/source/unicode.h"

namespace polc::format {
namespace {

using parse::WrittenSentence;
using parse::WrittenWord;
using source::Language;

constexpr std::array<std::string_view, 5> tight_marks{"COMMA", "LIST_COMMA", "COLON", "LP", "RP"};
constexpr std::array<std::string_view, 10> no_reserved_words{"NAME", "STRING", "NUMBER", "UNIT",    "DATE",
                                                             "TIME", "SLASH",  "LESS",   "THROUGH", "MINUS"};
constexpr std::array<std::string_view, 26> first_words{
    "VOCABULARY", "POLICY", "UNDER",   "USES",    "TIME_ZONE", "SUPERSEDES", "AMENDS", "LAPSES",   "SUPPOSES",
    "OVER",       "SOURCE", "BY",      "TEST",    "WAIVE",     "GIVEN",      "EXPECT", "SCALE",    "ENTITY",
    "EVENT",      "LIST",   "MEASURE", "UNIT_IS", "AUTHORITY", "PARAMETER",  "LIMITS", "NO_REPORT"};

bool is_reserved(const WrittenWord& word) {
  return !is_one_of(word.token, no_reserved_words) && !is_one_of(word.token, tight_marks) && word.token != "NOTE";
}

bool is_single(const WrittenWord& word) {
  return is_reserved(word) && word.token != "ARTICLE" && source::count_code_points(word.text) == 1;
}

bool is_moment(const WrittenWord& word) { return word.token == "DATE" || word.token == "TIME"; }

bool space_in_english(const WrittenWord& left, const WrittenWord& right) {
  if (right.token == "COMMA" || right.token == "LIST_COMMA" || right.token == "COLON" || right.token == "RP" ||
      right.token == "POSSESSIVE")
    return false;
  return left.token != "LP" && left.token != "MINUS" && left.token != "LIST_COMMA";
}

// 至 in `第0条至第54条`.
bool joins_articles(const WrittenSentence& sentence, std::size_t at) {
  const auto token = [&](std::size_t i) { return i < sentence.words.size() ? sentence.words[i].token : ""; };
  return at >= 2 && (token(at) == "UNTIL" || token(at) == "TO") && token(at - 2) == "ARTICLE" &&
         token(at + 1) == "ARTICLE";
}

// Behind a figure a unit, and behind a day or a length what ends it, stands without a space: `14天内`, `20时起`.
bool touches_figures(const WrittenSentence& sentence, std::size_t left) {
  const WrittenWord& word = sentence.words[left];
  const WrittenWord& next = sentence.words[left + 1];
  if (next.token == "THROUGH" || joins_articles(sentence, left) || joins_articles(sentence, left + 1)) return true;
  if (word.token == "NUMBER") return next.token == "UNIT" || next.token == "TIMES" || next.token == "ARTICLE";
  if (word.token == "MINUS" || word.token == "ARTICLE") return true;
  if (word.token == "DATE" && next.token == "TIME")
    return word.text.find('-') == std::string::npos && next.text.find(':') == std::string::npos;
  if (word.token == "UNIT" || is_moment(word))
    return next.token == "INSIDE" || next.token == "PAST" || next.token == "PRIOR" || next.token == "STARTING";
  if (word.token == "PER" || word.token == "EVERY") return next.token == "UNIT" || next.token == "NUMBER";
  if (word.token == "ON" || (word.token == "FROM" && left == 0)) return is_moment(next);
  if (word.token == "STARTING") return next.token == "UNTIL";
  if (word.token == "UNTIL") return left > 0 && sentence.words[left - 1].token == "STARTING" && is_moment(next);
  return word.token == "THROUGH";
}

bool space_in_chinese(const WrittenSentence& sentence, std::size_t left) {
  const WrittenWord& word = sentence.words[left];
  const WrittenWord& next = sentence.words[left + 1];
  if (is_one_of(word.token, tight_marks) || is_one_of(next.token, tight_marks)) return false;
  if (word.token == "SLASH" || next.token == "SLASH" || word.token == "LESS" || next.token == "LESS") return true;
  if (touches_figures(sentence, left)) return false;
  const bool opens = left == 0 && (is_one_of(word.token, first_words) ||
                                   (sentence.part == parse::Part::Header && word.token != "FROM"));
  if (opens || word.token == "NO_REPORT") return true;
  if (sentence.part == parse::Part::Vocabulary && (is_reserved(word) || is_reserved(next))) return true;
  if (word.token == "DATE" && next.token == "TIME") return true;
  // A title behind the number of its article.
  if (word.token == "NUMBER" && next.token == "STRING") return true;
  // `14天内没有`, `至少1次消毒`: the last character reads as one with what it ends.
  const bool ends_figures = left > 0 && (word.token == "TIMES" || touches_figures(sentence, left - 1));
  if ((is_single(word) && !ends_figures) || is_single(next)) return true;
  if (word.token == "WHERE" || next.token == "WHERE" || (next.token == "EVER" && word.token == "NAME")) return true;
  if (word.token == "STRING") return true;
  if (is_reserved(word) || is_reserved(next)) return false;
  return !(word.token == "NAME" && next.token == "NUMBER");
}

std::string quoted(const std::string& text, Language language) {
  const source::Decoded opening = source::decode(text, 0);
  const std::string inside = text.substr(opening.length, text.size() - 2 * opening.length);
  const bool may_be_straight = inside.find('"') == std::string::npos;
  if (language == Language::English) return may_be_straight ? '"' + inside + '"' : text;
  return text;
}

}  // namespace

std::string spelt(const WrittenSentence& sentence, std::size_t word, Language language) {
  const WrittenWord& here = sentence.words[word];
  const bool chinese = language == Language::Chinese;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> wide{
      {{"COMMA", "，"}, {"COLON", "："}, {"LP", "（"}, {"RP", "）"}, {"LIST_COMMA", "、"}}};
  if (chinese) {
    for (const auto& [token, mark] : wide)
      if (token == here.token) return std::string(mark);
    // The lexer reads over the 条 of 第十五条.
    const auto is = [&](std::size_t at, std::string_view token) {
      return at < sentence.words.size() && sentence.words[at].token == token;
    };
    const bool numbers = here.token == "NUMBER" && word > 0;
    if (numbers && is(word - 1, "ARTICLE") && !is(word + 1, "THROUGH")) return here.text + "条";
    if (numbers && word > 2 && is(word - 1, "THROUGH") && is(word - 3, "ARTICLE")) return here.text + "条";
  }
  if (here.token == "STRING") return quoted(here.text, language);
  return here.text;
}

std::string mark(const std::vector<std::string>& norms, Language language) {
  const bool chinese = language == Language::Chinese;
  std::string text;
  for (const std::string& norm : norms) text += (text.empty() ? "" : chinese ? "、" : ", ") + norm;
  if (text.empty()) return text;
  return chinese ? "【" + text + "】" : "[" + text + "] ";
}

bool space_behind(const WrittenSentence& sentence, std::size_t left, Language language) {
  return language == Language::English ? space_in_english(sentence.words[left], sentence.words[left + 1])
                                       : space_in_chinese(sentence, left);
}

}  // namespace polc::format
