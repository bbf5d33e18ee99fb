// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/reserved.h"

#include <algorithm>

#include "compiler/parse/keywords.h"
#include "compiler/source/unicode.h"

namespace polc::parse {
namespace {

constexpr char32_t first_han = 0x3400;
constexpr char32_t last_han = 0x9FFF;

bool is_han(char32_t letter) { return letter >= first_han && letter <= last_han; }

bool is_letter(char32_t letter, source::Language language) {
  const bool latin = letter >= U'a' && letter <= U'z';
  // Blanks and hyphens stand inside English names.
  const bool joins = language == source::Language::English && (letter == U' ' || letter == U'-');
  return latin || joins || is_han(letter);
}

bool counts(Place place) { return place == Place::Sentence || place == Place::Test || place == Place::TestLine; }

bool holds(std::u32string_view name, std::u32string_view phrase, source::Language language) {
  // A Chinese word of one character counts between blanks alone.
  if (language == source::Language::Chinese && phrase.size() == 1) return name == phrase;
  for (std::size_t at = name.find(phrase); at != std::u32string_view::npos; at = name.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool is_word = (at == 0 || name[at - 1] == U' ') && (end == name.size() || name[end] == U' ');
    if (is_word || language == source::Language::Chinese) return true;
  }
  return false;
}

}  // namespace

bool needs_quotes(std::string_view name, source::Language language) {
  static const Keywords english(source::Language::English);
  static const Keywords chinese(source::Language::Chinese);
  const Keywords& keywords = language == source::Language::English ? english : chinese;
  std::u32string folded = source::to_utf32(name);
  for (char32_t& letter : folded) letter = source::fold_character(letter);
  if (!std::all_of(folded.begin(), folded.end(), [&](char32_t letter) { return is_letter(letter, language); }))
    return true;
  return std::any_of(keywords.rows().begin(), keywords.rows().end(), [&](const Keywords::Row& row) {
    return counts(row.keyword.place) && holds(folded, row.phrase, language);
  });
}

}  // namespace polc::parse
