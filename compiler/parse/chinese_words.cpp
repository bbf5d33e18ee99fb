// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/chinese_words.h"

#include <antlr4-runtime.h>

#include <algorithm>

#include "PolicyLexer.h"
#include "compiler/source/unicode.h"
#include "runtime/value/units.h"

namespace polc::parse {
namespace {

constexpr char32_t ordinal_mark = U'第';
constexpr char32_t article_mark = U'条';
constexpr std::u32string_view number_letters = U"零一二三四五六七八九十百";

bool is_moment(TokenType type) { return type == PolicyLexer::DATE || type == PolicyLexer::TIME; }

}  // namespace

ChineseNumber chinese_number(std::u32string_view text) {
  ChineseNumber result;
  int digit = -1;
  for (; result.letters < text.size() && result.letters < 7; ++result.letters) {
    const std::size_t value = number_letters.find(text[result.letters]);
    if (value == std::u32string_view::npos) break;
    if (value < 10) {
      digit = static_cast<int>(value);
      continue;
    }
    result.number += (digit < 0 ? 1 : digit) * (value == 10 ? 10 : 100);
    digit = -1;
  }
  result.number += std::max(digit, 0);
  return result;
}

std::size_t unit_letters(std::u32string_view text, bool only_time) {
  constexpr std::size_t longest_unit = 4;  // 平方厘米
  for (std::size_t length = std::min(text.size(), longest_unit); length > 0; --length) {
    const auto unit = value::find_unit(text.substr(0, length));
    if (!unit) continue;
    const value::Dimension dimension = value::unit(*unit).dimension;
    if (!only_time || dimension == value::Dimension::Duration || dimension == value::Dimension::CalendarMonths)
      return length;
  }
  return 0;
}

std::size_t ChineseWords::read(std::size_t at) {
  std::size_t next = at + 1;
  while (next < words_.size() && words_[next].begin == words_[next - 1].end &&
         (words_[next].type == PolicyLexer::HAN_WORD || words_[next].type == PolicyLexer::LATIN_WORD))
    ++next;
  Rest rest{words_[at].begin, words_[next - 1].end};
  const bool touching = at > 0 && words_[at - 1].end == words_[at].begin;

  if (cut_ordinal(rest)) return next;
  const auto full = rest.begin;
  cut_unit(rest);
  cut_behind_moment(rest, touching || rest.begin != full);
  if (rest.empty() || cut_through(rest, next)) return next;
  cut_rhythm(rest);
  const TokenType following = next < words_.size() ? words_[next].type : no_token;
  if (rest.empty() || put_whole(rest, following)) return next;
  cut_keywords(rest);
  return next;
}

void ChineseWords::put(TokenType type, Rest& rest, std::size_t letters) {
  const auto end = rest.begin + static_cast<std::uint32_t>(letters);
  out_.put(type, rest.begin, end);
  rest.begin = end;
}

// 第十五条 whole; 第 and 条 around digits. True when nothing is left of the word.
bool ChineseWords::cut_ordinal(Rest& rest) {
  const std::u32string_view word = text(rest);
  const bool ends_run = out_.before(2) == PolicyLexer::THROUGH && out_.before(4) == PolicyLexer::ARTICLE;
  if (word[0] == article_mark && out_.before() == PolicyLexer::NUMBER &&
      (out_.before(2) == PolicyLexer::ARTICLE || ends_run)) {
    ++rest.begin;
    cut_joint_of_articles(rest);
    return rest.empty();
  }
  if (word[0] != ordinal_mark) return false;
  if (word.size() == 1) {
    put(PolicyLexer::ARTICLE, rest, 1);
    return true;
  }
  const ChineseNumber number = chinese_number(word.substr(1));
  if (number.letters == 0 || 1 + number.letters >= word.size() || word[1 + number.letters] != article_mark)
    return false;
  put(PolicyLexer::ARTICLE, rest, 1);
  const auto end = rest.begin + static_cast<std::uint32_t>(number.letters);
  out_.put(Token{PolicyLexer::NUMBER, static_cast<std::int16_t>(number.number), rest.begin, end});
  rest.begin = end + 1;
  cut_joint_of_articles(rest);
  return rest.empty();
}

// 至第 behind the number of an article: `第0条至第54条`.
void ChineseWords::cut_joint_of_articles(Rest& rest) {
  const std::u32string_view word = text(rest);
  if (word.size() < 2 || word[1] != ordinal_mark) return;
  const Keyword* keyword = keywords_.find(word.substr(0, 1), out_.spot());
  if (keyword == nullptr) return;
  const TokenType token = keyword->tokens[0];
  if (token != PolicyLexer::UNTIL && token != PolicyLexer::TO) return;
  put(token, rest, 1);
  cut_ordinal(rest);
}

void ChineseWords::cut_unit(Rest& rest) {
  const TokenType before = out_.before();
  if (rest.empty()) return;
  if (before == PolicyLexer::PER) {
    if (const std::size_t length = unit_letters(text(rest), true)) put(PolicyLexer::UNIT, rest, length);
    return;
  }
  if (before != PolicyLexer::NUMBER || out_.before(2) == PolicyLexer::ARTICLE) return;
  const std::size_t length = unit_letters(text(rest), false);
  // `每天2次`: how often, not how many.
  const Keyword* times = length == 1 ? keywords_.find(text(rest).substr(0, 1), out_.spot()) : nullptr;
  if (times != nullptr && times->place == Place::Number)
    put(times->tokens[0], rest, 1);
  else if (length > 0)
    put(PolicyLexer::UNIT, rest, length);
}

// 内 后 前 behind a length or a day, 起 behind a day: no name can stand there.
void ChineseWords::cut_behind_moment(Rest& rest, bool touching) {
  const TokenType before = out_.before();
  if (rest.empty() || !touching || (before != PolicyLexer::UNIT && !is_moment(before))) return;
  const Keyword* keyword = keywords_.find(text(rest).substr(0, 1), out_.spot());
  if (keyword == nullptr) return;
  const TokenType token = keyword->tokens[0];
  const bool ends_a_time = token == PolicyLexer::INSIDE || token == PolicyLexer::PAST || token == PolicyLexer::PRIOR;
  const bool starts_one =
      token == PolicyLexer::STARTING && is_moment(before) && keywords_.find(text(rest), out_.spot()) == nullptr;
  if (ends_a_time || starts_one) put(token, rest, 1);
}

// 至 between two numbers, or two times of day, is a range; elsewhere it is an end.
bool ChineseWords::cut_through(Rest& rest, std::size_t next_word) {
  if (next_word >= words_.size()) return false;
  const Keyword* keyword = keywords_.find(text(rest), out_.spot());
  if (keyword == nullptr || keyword->tokens[0] != PolicyLexer::UNTIL) return false;
  const TokenType before = out_.before();
  const TokenType after = words_[next_word].type;
  const bool amounts = (before == PolicyLexer::NUMBER || before == PolicyLexer::UNIT) && after == PolicyLexer::NUMBER;
  if (!amounts) return false;
  put(PolicyLexer::THROUGH, rest, rest.end - rest.begin);
  return true;
}

// 每月2次: the reserved words know the day and the week only.
void ChineseWords::cut_rhythm(Rest& rest) {
  const std::u32string_view word = text(rest);
  if (word.size() < 2 || keywords_.find(word.substr(0, 2), out_.spot()) != nullptr) return;
  const Keyword* per = keywords_.find(word.substr(0, 1), out_.spot());
  if (per == nullptr || per->tokens[0] != PolicyLexer::PER) return;
  const std::size_t length = unit_letters(word.substr(1), true);
  if (length == 0) return;
  put(PolicyLexer::PER, rest, 1);
  put(PolicyLexer::UNIT, rest, length);
}

bool ChineseWords::put_whole(Rest rest, TokenType next) {
  const Spot spot = out_.spot();
  const Keyword* keyword = keywords_.find(text(rest), spot);
  if (keyword == nullptr) return false;
  // A declaration may use such a word as a name: `单位：文本` in a vocabulary.
  if (spot.part == Part::Vocabulary && spot.first && (next == PolicyLexer::COLON || next == PolicyLexer::SLASH))
    return false;
  put(keyword->tokens[0], rest, rest.end - rest.begin);
  return true;
}

void ChineseWords::cut_keywords(Rest rest) {
  std::uint32_t name_begin = rest.begin;
  for (std::uint32_t at = rest.begin; at < rest.end;) {
    const std::size_t longest = std::min<std::size_t>(keywords_.longest(), rest.end - at);
    std::size_t length = longest;
    const Keyword* keyword = nullptr;
    Spot spot = out_.spot();
    spot.first = spot.first && at == rest.begin;
    for (; length >= 2; --length) {
      keyword = keywords_.find(letters_.folded(at, at + static_cast<std::uint32_t>(length)), spot);
      // First words of a line stand alone: a name may contain them.
      if (keyword != nullptr && keyword->place != Place::VocabularyLine && keyword->place != Place::Line &&
          keyword->place != Place::HeaderLine)
        break;
      keyword = nullptr;
    }
    if (keyword == nullptr) {
      ++at;
      continue;
    }
    put_piece({name_begin, at});
    out_.put(keyword->tokens[0], at, at + static_cast<std::uint32_t>(length));
    at += static_cast<std::uint32_t>(length);
    name_begin = at;
  }
  // The whole word has been looked up before: what was not cut is a name.
  if (name_begin == rest.begin)
    put(PolicyLexer::NAME, rest, rest.end - rest.begin);
  else
    put_piece({name_begin, rest.end});
}

void ChineseWords::put_piece(Rest piece) {
  if (piece.empty() || cut_ordinal(piece)) return;
  if (!put_whole(piece, no_token)) put(PolicyLexer::NAME, piece, piece.end - piece.begin);
}

}  // namespace polc::parse
