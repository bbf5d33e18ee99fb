// SPDX-License-Identifier: Apache-2.0
// Chinese words -> tokens. A word is what stands between blanks, digits and marks. Reserved words of two characters or
// more are cut out of it wherever they stand; reserved words of one character count only when they are the whole word,
// but for a few places behind numbers and days where no name can stand (`14天内`, `20时起`, `7至14天`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "compiler/parse/keywords.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/sentence_builder.h"
#include "compiler/parse/token.h"

namespace polc::parse {

class ChineseWords {
 public:
  ChineseWords(const Letters& letters, std::span<const RawWord> words, const Keywords& keywords, SentenceBuilder& out)
      : letters_(letters), words_(words), keywords_(keywords), out_(out) {}

  /// Puts the tokens of the word that begins at raw word `at`; returns the index of the next raw word.
  std::size_t read(std::size_t at);

 private:
  /// The letters of a word that are not cut off yet.
  struct Rest {
    std::uint32_t begin;
    std::uint32_t end;
    [[nodiscard]] bool empty() const { return begin == end; }
  };

  [[nodiscard]] std::u32string_view text(Rest rest) const { return letters_.folded(rest.begin, rest.end); }
  void put(TokenType type, Rest& rest, std::size_t letters);
  bool cut_ordinal(Rest& rest);
  void cut_joint_of_articles(Rest& rest);
  void cut_unit(Rest& rest);
  void cut_behind_moment(Rest& rest, bool touching);
  bool cut_through(Rest& rest, std::size_t next_word);
  void cut_rhythm(Rest& rest);
  bool put_whole(Rest rest, TokenType next);
  void cut_keywords(Rest rest);
  void put_piece(Rest piece);

  const Letters& letters_;
  std::span<const RawWord> words_;
  const Keywords& keywords_;
  SentenceBuilder& out_;
};

/// How many letters of `text` are a unit's name, the longest that fits; 0 when none does. Only time units if so asked.
[[nodiscard]] std::size_t unit_letters(std::u32string_view text, bool only_time);

/// The number written 十五, 一百零一 or 零 in front of `text`, and how many letters it takes (0: none).
struct ChineseNumber {
  int number = 0;
  std::size_t letters = 0;
};
[[nodiscard]] ChineseNumber chinese_number(std::u32string_view text);

}  // namespace polc::parse
