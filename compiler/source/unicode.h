// SPDX-License-Identifier: Apache-2.0
// Characters: UTF-8 in and out, classes, display width, and the folding under which two spellings are one
// name (full-width = half-width, case, hyphens = spaces, traditional = simplified). Input is valid UTF-8
// (SourceMap::load sees to it); a bad byte decodes as U+FFFD of length 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace polc::source {

struct Decoded {
  char32_t code_point = 0;
  std::uint8_t length = 1;  // bytes used, 1..4
  bool valid = true;
};

// The character that begins at `offset`, which must be inside the text.
[[nodiscard]] Decoded decode(std::string_view text, std::size_t offset);
void append_utf8(std::string& out, char32_t code_point);
[[nodiscard]] std::string to_utf8(std::u32string_view text);
[[nodiscard]] std::u32string to_utf32(std::string_view text);
// Offset of the first byte that is not UTF-8, or npos.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);
[[nodiscard]] std::size_t count_code_points(std::string_view text);

[[nodiscard]] bool is_han(char32_t code_point);
[[nodiscard]] bool is_letter(char32_t code_point);  // any script, Han included

// Columns on a terminal: 2 for wide characters, 0 for combining marks.
[[nodiscard]] int display_width(char32_t code_point);
[[nodiscard]] int display_width(std::string_view text);

// One character for one: FF01..FF5E -> 21..7E, U+3000 -> space; everything else as it is.
[[nodiscard]] char32_t fold_full_width(char32_t code_point);
// Traditional -> simplified, one character for one; everything else as it is.
[[nodiscard]] char32_t fold_han(char32_t code_point);
// fold_full_width, fold_han and lower case, one character for one: what keyword lookup compares.
[[nodiscard]] char32_t fold_character(char32_t code_point);

// The key under which a name is declared and looked up: every character folded, runs of hyphens and white
// space made one space, none at either end.
[[nodiscard]] std::string fold_key(std::string_view name);

}  // namespace polc::source
