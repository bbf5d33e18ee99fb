// SPDX-License-Identifier: Apache-2.0
// English words -> tokens: reserved phrases, longest first; units after a number; everything else up to the next
// reserved word, number or mark is one name.
#pragma once

#include <cstddef>
#include <span>

#include "compiler/parse/keywords.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/sentence_builder.h"
#include "compiler/parse/token.h"

namespace polc::parse {

class EnglishWords {
 public:
  EnglishWords(const Letters& letters, std::span<const RawWord> words, const Keywords& keywords, SentenceBuilder& out)
      : letters_(letters), words_(words), keywords_(keywords), out_(out) {}

  /// Puts the token that begins at word `at`, a LATIN_WORD or HAN_WORD; returns the index of the next word.
  std::size_t read(std::size_t at);

  struct Phrase {
    const Keyword* keyword = nullptr;  ///< Null: no reserved phrase begins here.
    std::size_t words = 0;
  };
  /// The longest reserved phrase that begins at word `at`.
  [[nodiscard]] Phrase phrase_at(std::size_t at, const Spot& spot) const;

 private:
  [[nodiscard]] bool is_word(std::size_t at) const;
  [[nodiscard]] bool is_unit(std::size_t at, TokenType before) const;
  [[nodiscard]] std::u32string_view text(std::size_t at) const {
    return letters_.folded(words_[at].begin, words_[at].end);
  }
  std::size_t read_other_script(std::size_t at);
  std::size_t read_name(std::size_t at);

  const Letters& letters_;
  std::span<const RawWord> words_;
  const Keywords& keywords_;
  SentenceBuilder& out_;
};

}  // namespace polc::parse
