// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/keywords.h"

#include <algorithm>
#include <optional>

#include <antlr4-runtime.h>

#include "PolicyLexer.h"
#include "compiler/source/unicode.h"
#include "runtime/value/check_macro.h"

namespace polc::grammar {
extern const std::string_view keyword_table;
}

namespace polc::parse {
namespace {

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(mark, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<Place> place_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Place>, 13> names{{{"sentence", Place::Sentence},
                                                                      {"line", Place::Line},
                                                                      {"header", Place::Header},
                                                                      {"header-line", Place::HeaderLine},
                                                                      {"limits", Place::Limits},
                                                                      {"vocabulary", Place::Vocabulary},
                                                                      {"vocabulary-line", Place::VocabularyLine},
                                                                      {"type", Place::Type},
                                                                      {"property", Place::Property},
                                                                      {"test", Place::Test},
                                                                      {"test-line", Place::TestLine},
                                                                      {"number", Place::Number},
                                                                      {"mistaken", Place::Mistaken}}};
  for (const auto& [text, place] : names)
    if (text == name) return place;
  return std::nullopt;
}

using TokenNames = std::unordered_map<std::string_view, TokenType>;

TokenNames token_names(const antlr4::dfa::Vocabulary& vocabulary, std::vector<std::string>& keep) {
  for (std::size_t type = 0; type <= vocabulary.getMaxTokenType(); ++type)
    keep.push_back(vocabulary.getSymbolicName(type));
  TokenNames names;
  for (std::size_t type = 1; type < keep.size(); ++type) names[keep[type]] = static_cast<TokenType>(type);
  return names;
}

Keyword keyword_of(std::string_view tokens, std::string_view place, const TokenNames& names) {
  Keyword keyword;
  const auto named = place_named(place);
  POLC_CHECK(named.has_value(), "keywords.tsv names a place that there is not");
  keyword.place = *named;
  if (tokens == "-") return keyword;
  const auto parts = split(tokens, '+');
  POLC_CHECK(parts.size() <= keyword.tokens.size(), "keywords.tsv gives a word more than two tokens");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto token = names.find(parts[i]);
    POLC_CHECK(token != names.end(), "keywords.tsv names a token that there is not");
    keyword.tokens[i] = token->second;
  }
  return keyword;
}

std::u32string fold(std::string_view text) {
  std::u32string letters = source::to_utf32(text);
  for (char32_t& letter : letters) letter = source::fold_character(letter);
  return letters;
}

}  // namespace

bool counts_at(Place place, TokenType token, const Spot& spot) {
  const bool vocabulary = spot.part == Part::Vocabulary;
  switch (place) {
    case Place::Sentence:
      return true;
    // A vocabulary declares names freely; only what ends it, and notes, count there.
    case Place::Line:
      return spot.first && (!vocabulary || token == PolicyLexer::VOCABULARY || token == PolicyLexer::POLICY ||
                            token == PolicyLexer::NOTE);
    case Place::Header:
      // Names of policies may speak of articles: those of a source stand behind a comma.
      return spot.part == Part::Header && (token != PolicyLexer::ARTICLES || spot.before == PolicyLexer::COMMA);
    case Place::HeaderLine:
      return spot.part == Part::Header && spot.first;
    case Place::Limits:
      return spot.part == Part::Limits;
    case Place::Vocabulary:
      return vocabulary && !spot.first;
    case Place::VocabularyLine:
      return vocabulary && spot.first;
    case Place::Type:
      return vocabulary && spot.before == PolicyLexer::COLON;
    case Place::Property:
      return vocabulary && spot.before == PolicyLexer::COMMA;
    case Place::Test:
      return spot.part == Part::Test;
    case Place::TestLine:
      return spot.part == Part::Test && spot.first;
    case Place::Number:
      return spot.before == PolicyLexer::NUMBER;
    case Place::Mistaken:
      return false;
  }
  POLC_UNREACHABLE("a place without a rule");
}

Keywords::Keywords(source::Language language) : language_(language) {
  PolicyLexer lexer(nullptr);
  std::vector<std::string> keep;
  const TokenNames names = token_names(lexer.getVocabulary(), keep);
  for (const std::string_view line : split(grammar::keyword_table, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    const auto columns = split(line, '\t');
    const std::size_t wanted = language == source::Language::English ? 2 : 3;
    if (columns.size() > wanted) add(keyword_of(columns[0], columns[1], names), columns[wanted]);
  }
  // A narrow place wins over `sentence`: below the heading of the limits 不得采取 is more than `must not`.
  for (auto& [phrase, found] : by_phrase_)
    std::stable_partition(found.begin(), found.end(),
                          [this](std::size_t row) { return rows_[row].keyword.place != Place::Sentence; });
}

void Keywords::add(const Keyword& keyword, std::string_view spellings) {
  for (const std::string_view spelling : split(spellings, '|')) {
    if (spelling.empty()) continue;
    Row row{fold(spelling), std::string(spelling), keyword};
    by_phrase_[row.phrase].push_back(rows_.size());
    const bool english = language_ == source::Language::English;
    if (english) first_words_.insert(row.phrase.substr(0, row.phrase.find(U' ')));
    const auto spaces = static_cast<std::size_t>(std::count(row.phrase.begin(), row.phrase.end(), U' '));
    longest_ = std::max(longest_, english ? spaces + 1 : row.phrase.size());
    rows_.push_back(std::move(row));
  }
}

const Keyword* Keywords::find(std::u32string_view phrase, const Spot& spot) const {
  const auto found = by_phrase_.find(phrase);
  if (found == by_phrase_.end()) return nullptr;
  for (const std::size_t row : found->second) {
    const Keyword& keyword = rows_[row].keyword;
    if (counts_at(keyword.place, keyword.tokens[0], spot)) return &keyword;
  }
  return nullptr;
}

TokenType Keywords::meant_by(std::u32string_view phrase) const {
  const auto found = by_phrase_.find(phrase);
  if (found == by_phrase_.end()) return no_token;
  for (const std::size_t row : found->second)
    if (rows_[row].keyword.place == Place::Mistaken) return rows_[row].keyword.tokens[0];
  return no_token;
}

std::string_view Keywords::spelling(TokenType token) const {
  std::string_view first;
  for (const Row& row : rows_) {
    if (row.keyword.tokens[0] != token || row.keyword.place == Place::Mistaken) continue;
    // A Chinese word of one character would need spaces on both sides: its longer twin is shown, where there is one.
    if (language_ != source::Language::Chinese || row.phrase.size() > 1) return row.written;
    if (first.empty()) first = row.written;
  }
  return first;
}

}  // namespace polc::parse
