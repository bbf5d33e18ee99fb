// SPDX-License-Identifier: Apache-2.0
// The folding part of unicode.h: which spellings are one name. han_fold.inc holds the simplified forms.
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "compiler/source/unicode.h"

namespace polc::source {
namespace {

struct Pair {
  char32_t from;
  char32_t to;
};

constexpr auto han_pairs = std::to_array<Pair>({
#include "compiler/source/han_fold.inc"
});

// The plane that nearly all text is in is looked up by index: 0 = stays as it is, `beyond` = see han_pairs.
constexpr char32_t dense_begin = 0x3400;
constexpr char32_t dense_end = 0xA000;
constexpr char16_t beyond = 0xFFFF;

constexpr auto dense = [] {
  std::array<char16_t, dense_end - dense_begin> table{};
  for (const Pair& pair : han_pairs)
    if (pair.from >= dense_begin && pair.from < dense_end)
      table[pair.from - dense_begin] = pair.to < beyond ? static_cast<char16_t>(pair.to) : beyond;
  return table;
}();

char32_t find_pair(char32_t code_point) {
  const auto at = std::lower_bound(han_pairs.begin(), han_pairs.end(), code_point,
                                   [](const Pair& pair, char32_t wanted) { return pair.from < wanted; });
  return at != han_pairs.end() && at->from == code_point ? at->to : code_point;
}

bool is_separator(char32_t c) {
  return c == U' ' || c == U'-' || (c >= U'\t' && c <= U'\r') || c == 0x00A0 || c == 0x2010 || c == 0x2011;
}

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Characters that fold one for one, so that the general machinery of Unicode is not needed.
bool is_simple(char32_t c) { return c < 0x80 || (c >= 0x3000 && c < 0xA000) || (c >= 0xFF01 && c <= 0xFF5E); }

// Canonical composition and full case folding, invisible characters left out; the text itself if that fails.
std::string normalize(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

// One more character for the key: a separator waits in `gap` until something follows it.
void append_folded(std::string& key, bool& gap, char32_t folded) {
  if (is_separator(folded)) {
    gap = !key.empty();
    return;
  }
  if (gap) key += ' ';
  gap = false;
  append_utf8(key, folded);
}

}  // namespace

char32_t fold_full_width(char32_t code_point) {
  if (code_point >= 0xFF01 && code_point <= 0xFF5E) return code_point - 0xFF01 + U'!';
  return code_point == 0x3000 ? U' ' : code_point;
}

char32_t fold_han(char32_t code_point) {
  if (code_point < dense_begin) return code_point;
  if (code_point >= dense_end) return code_point < 0x20000 ? code_point : find_pair(code_point);
  const char16_t folded = dense[code_point - dense_begin];
  if (folded == 0) return code_point;
  return folded == beyond ? find_pair(code_point) : folded;
}

char32_t fold_character(char32_t code_point) {
  const char32_t half = fold_full_width(code_point);
  if (half < 0x80) return static_cast<char32_t>(ascii_lower(static_cast<char>(half)));
  if (is_han(half)) return fold_han(half);
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(half)));
}

std::string fold_key(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  bool gap = false;
  for (std::size_t at = 0; at < name.size();) {
    const Decoded next = decode(name, at);
    if (!is_simple(next.code_point)) {
      const std::string normal = normalize(name);
      key.clear();
      gap = false;
      for (std::size_t i = 0; i < normal.size();) {
        const Decoded character = decode(normal, i);
        append_folded(key, gap, fold_character(character.code_point));
        i += character.length;
      }
      return key;
    }
    append_folded(key, gap, fold_character(next.code_point));
    at += next.length;
  }
  return key;
}

}  // namespace polc::source
