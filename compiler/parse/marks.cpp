// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/marks.h"

#include <string>
#include <string_view>

#include "compiler/source/unicode.h"

namespace polc::parse {
namespace {

bool is_blank(char32_t letter) { return letter == U' ' || letter == U'\t' || letter == 0xa0; }

bool belongs_to_id(char32_t letter) {
  if (letter < 0x80)
    return (letter >= U'a' && letter <= U'z') || (letter >= U'0' && letter <= U'9') ||
           std::u32string_view(U"-._/").find(letter) != std::u32string_view::npos;
  return source::is_han(letter);
}

// As written, in half width.
std::string id(const Letters& letters, std::uint32_t begin, std::uint32_t end) {
  std::u32string text = source::to_utf32(letters.written(begin, end));
  for (char32_t& letter : text) letter = source::fold_full_width(letter);
  return source::to_utf8(text);
}

}  // namespace

ast::Marks marks_of(const Letters& letters, std::uint32_t begin, std::uint32_t end) {
  ast::Marks norms;
  const std::u32string_view text = letters.folded();
  std::uint32_t first = begin + 1;
  while (first < end) {
    std::uint32_t behind = first;
    while (behind + 1 < end && text[behind] != U',' && text[behind] != U'、') ++behind;
    std::uint32_t last = behind;
    while (first < last && is_blank(text[first])) ++first;
    while (first < last && is_blank(text[last - 1])) --last;
    if (first == last) return {};
    for (std::uint32_t at = first; at < last; ++at)
      if (!belongs_to_id(text[at])) return {};
    norms.push_back({id(letters, first, last), letters.span(first, last), false});
    first = behind + 1;
  }
  return norms;
}

}  // namespace polc::parse
