// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/possible_cuts.h"

#include <cstddef>

#include "compiler/parse/keywords.h"
#include "compiler/source/unicode.h"

namespace polc::parse {
namespace {

constexpr std::size_t most_words = 3;
constexpr std::size_t most_places = 10;

std::vector<std::size_t> reserved_letters(std::u32string_view name) {
  const Keywords keywords(source::Language::Chinese);
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < name.size() && places.size() < most_places; ++at) {
    const char32_t letter = source::fold_character(name[at]);
    if (keywords.find(std::u32string_view(&letter, 1), Spot{}) != nullptr) places.push_back(at);
  }
  return places;
}

PossibleCut cut_at(std::u32string_view name, const std::vector<std::size_t>& places) {
  PossibleCut cut;
  const auto add = [&](std::u32string_view piece, bool is_name) {
    if (piece.empty()) return;
    const std::string text = source::to_utf8(piece);
    if (!cut.spaced.empty()) cut.spaced += ' ';
    cut.spaced += text;
    if (is_name) cut.names.push_back(text);
  };
  std::size_t begin = 0;
  for (const std::size_t place : places) {
    add(name.substr(begin, place - begin), true);
    add(name.substr(place, 1), false);
    begin = place + 1;
  }
  add(name.substr(begin), true);
  return cut;
}

void choose(std::u32string_view name, const std::vector<std::size_t>& places, std::size_t from, std::size_t count,
            std::vector<std::size_t>& chosen, std::vector<PossibleCut>& cuts) {
  if (count == 0) {
    cuts.push_back(cut_at(name, chosen));
    return;
  }
  for (std::size_t next = from; next + count <= places.size(); ++next) {
    chosen.push_back(places[next]);
    choose(name, places, next + 1, count - 1, chosen, cuts);
    chosen.pop_back();
  }
}

}  // namespace

std::vector<PossibleCut> possible_cuts(std::string_view name) {
  const std::u32string letters = source::to_utf32(name);
  const std::vector<std::size_t> places = reserved_letters(letters);
  std::vector<PossibleCut> cuts;
  std::vector<std::size_t> chosen;
  for (std::size_t count = 1; count <= most_words; ++count) choose(letters, places, 0, count, chosen, cuts);
  return cuts;
}

}  // namespace polc::parse
