// SPDX-License-Identifier: Apache-2.0
// The reserved words of one language, from grammar/keywords.tsv: what a word or phrase means where it stands, and how
// a token is spelt when a finding speaks of it. Phrases are folded as in letters.h, words parted by one space.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/parse/token.h"
#include "compiler/source/language.h"

namespace polc::parse {

/// Where a word is reserved; the column `place` of the table.
enum class Place : std::uint8_t {
  Sentence,
  Line,
  Header,
  HeaderLine,
  Limits,
  Vocabulary,
  VocabularyLine,
  Type,
  Property,
  Test,
  TestLine,
  Number,
  Mistaken,
};

/// The part of the file that a sentence stands in.
enum class Part : std::uint8_t { Start, Vocabulary, Header, Article, Limits, Test };

/// The surroundings that decide whether a word counts.
struct Spot {
  Part part = Part::Start;
  bool first = false;           ///< First word of a sentence.
  TokenType before = no_token;  ///< The token before it in the sentence.
};

struct Keyword {
  std::array<TokenType, 2> tokens{};  ///< The second is none but for `without`; both are none for a word read over.
  Place place = Place::Sentence;
};

class Keywords {
 public:
  explicit Keywords(source::Language language);

  /// What the phrase is reserved for at that spot; null when it is not.
  [[nodiscard]] const Keyword* find(std::u32string_view phrase, const Spot& spot) const;
  /// The token that people mean by a word that is not reserved: MUST for `shall`. None when the table does not say.
  [[nodiscard]] TokenType meant_by(std::u32string_view phrase) const;
  /// Whether a reserved phrase begins with this word.
  [[nodiscard]] bool begins_phrase(std::u32string_view word) const {
    return first_words_.find(word) != first_words_.end();
  }
  /// Words of the longest phrase (English), letters of the longest one (Chinese).
  [[nodiscard]] std::size_t longest() const { return longest_; }

  struct Row {
    std::u32string phrase;
    std::string written;  ///< UTF-8, as in the table.
    Keyword keyword;
  };
  /// All reserved words in the order of the table, mistaken ones included.
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// The first spelling of a token in this language; empty when it has none.
  [[nodiscard]] std::string_view spelling(TokenType token) const;
  [[nodiscard]] source::Language language() const { return language_; }

 private:
  struct PhraseHash {
    using is_transparent = void;
    std::size_t operator()(std::u32string_view phrase) const { return std::hash<std::u32string_view>{}(phrase); }
  };
  template <typename Value>
  using ByPhrase = std::unordered_map<std::u32string, Value, PhraseHash, std::equal_to<>>;

  void add(const Keyword& keyword, std::string_view spellings);

  source::Language language_;
  std::vector<Row> rows_;
  ByPhrase<std::vector<std::size_t>> by_phrase_;  ///< Into rows_, the narrowest place first.
  std::unordered_set<std::u32string, PhraseHash, std::equal_to<>> first_words_;
  std::size_t longest_ = 0;
};

/// Whether a word that is reserved at `place` for `token` counts at that spot.
[[nodiscard]] bool counts_at(Place place, TokenType token, const Spot& spot);

}  // namespace polc::parse
