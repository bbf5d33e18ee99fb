// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/english_words.h"

#include <antlr4-runtime.h>

#include <algorithm>

#include "PolicyLexer.h"
#include "runtime/value/units.h"

namespace polc::parse {

bool EnglishWords::is_word(std::size_t at) const {
  return at < words_.size() && words_[at].type == PolicyLexer::LATIN_WORD;
}

EnglishWords::Phrase EnglishWords::phrase_at(std::size_t at, const Spot& spot) const {
  if (!is_word(at) || !keywords_.begins_phrase(text(at))) return {};
  Phrase longest;
  std::u32string phrase;
  for (std::size_t count = 1; count <= keywords_.longest() && is_word(at + count - 1); ++count) {
    if (count > 1) phrase += U' ';
    phrase += text(at + count - 1);
    if (const Keyword* keyword = keywords_.find(phrase, spot)) longest = {keyword, count};
  }
  // A declaration may use such a word as a name: `source / 来源: text` in a vocabulary.
  const std::size_t next = at + longest.words;
  const bool named = spot.part == Part::Vocabulary && spot.first && longest.keyword != nullptr &&
                     next < words_.size() &&
                     (words_[next].type == PolicyLexer::COLON || words_[next].type == PolicyLexer::SLASH);
  return named ? Phrase{} : longest;
}

bool EnglishWords::is_unit(std::size_t at, TokenType before) const {
  const bool after_number = before == PolicyLexer::NUMBER;
  const bool after_rhythm = before == PolicyLexer::PER || before == PolicyLexer::EVERY || before == PolicyLexer::ANY;
  if (!after_number && !after_rhythm) return false;
  const auto unit = value::find_unit(text(at));
  if (!unit) return false;
  // Counters are names in English (`at least 3 cases`): only measures are cut off.
  const value::Dimension dimension = value::unit(*unit).dimension;
  if (after_number) return dimension != value::Dimension::Number;
  // `a day` is a rhythm, `a day trip` is a trip, unless a number of times stands before it: `once a day temperature check`.
  const TokenType count = out_.before(2);
  const bool counted = count == PolicyLexer::TIMES || count == PolicyLexer::ONCE || count == PolicyLexer::TWICE;
  const bool name_follows = is_word(at + 1) && phrase_at(at + 1, Spot{}).keyword == nullptr;
  return (before != PolicyLexer::ANY || counted || !name_follows) &&
         (dimension == value::Dimension::Duration || dimension == value::Dimension::CalendarMonths);
}

std::size_t EnglishWords::read(std::size_t at) {
  const bool han_follows =
      at + 1 < words_.size() && words_[at + 1].type == PolicyLexer::HAN_WORD && words_[at + 1].begin == words_[at].end;
  if (words_[at].type == PolicyLexer::HAN_WORD || han_follows) return read_other_script(at);
  const Spot spot = out_.spot();
  if (is_unit(at, spot.before)) {
    out_.put(PolicyLexer::UNIT, words_[at].begin, words_[at].end);
    return at + 1;
  }
  const Phrase phrase = phrase_at(at, spot);
  if (phrase.keyword == nullptr) return read_name(at);
  for (const TokenType token : phrase.keyword->tokens)
    if (token != no_token) out_.put(token, words_[at].begin, words_[at + phrase.words - 1].end);
  return at + phrase.words;
}

// Letters of the other language that touch each other are one name: `PCR检测` as a label.
std::size_t EnglishWords::read_other_script(std::size_t at) {
  std::size_t end = at + 1;
  while (end < words_.size() && words_[end].begin == words_[end - 1].end &&
         (words_[end].type == PolicyLexer::HAN_WORD || words_[end].type == PolicyLexer::LATIN_WORD))
    ++end;
  out_.put(PolicyLexer::NAME, words_[at].begin, words_[end - 1].end);
  return end;
}

std::size_t EnglishWords::read_name(std::size_t at) {
  std::size_t last = at;
  std::size_t next = at + 1;
  for (; is_word(next); ++next) {
    const Phrase phrase = phrase_at(next, Spot{out_.spot().part, false, PolicyLexer::NAME});
    const bool read_over = phrase.keyword != nullptr && phrase.keyword->tokens[0] == no_token;  // `the`
    if (phrase.keyword != nullptr && !read_over) break;
    if (!read_over) last = next;
  }
  out_.put(PolicyLexer::NAME, words_[at].begin, words_[last].end);
  return next;
}

}  // namespace polc::parse
