// SPDX-License-Identifier: Apache-2.0
#include "compiler/source/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>

namespace polc::source {
namespace {

constexpr char32_t replacement_character = 0xFFFD;

std::uint8_t byte_at(std::string_view text, std::size_t offset) { return static_cast<std::uint8_t>(text[offset]); }

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

// What a lead byte promises: how many bytes follow, and the least code point that needs so many.
struct Lead {
  std::uint8_t following;
  char32_t bits;
  char32_t least;
};

bool read_lead(std::uint8_t byte, Lead& lead) {
  if ((byte & 0xE0) == 0xC0)
    lead = {1, byte & 0x1Fu, 0x80};
  else if ((byte & 0xF0) == 0xE0)
    lead = {2, byte & 0x0Fu, 0x800};
  else if ((byte & 0xF8) == 0xF0)
    lead = {3, byte & 0x07u, 0x10000};
  else
    return false;
  return true;
}

}  // namespace

Decoded decode(std::string_view text, std::size_t offset) {
  const std::uint8_t first = byte_at(text, offset);
  if (first < 0x80) return {first, 1, true};
  const Decoded bad{replacement_character, 1, false};
  Lead lead{};
  if (!read_lead(first, lead) || text.size() - offset <= lead.following) return bad;
  char32_t code_point = lead.bits;
  for (std::size_t i = 1; i <= lead.following; ++i) {
    const std::uint8_t next = byte_at(text, offset + i);
    if (!is_continuation(next)) return bad;
    code_point = (code_point << 6) | (next & 0x3Fu);
  }
  // Neither a longer form than needed, nor half of a UTF-16 pair, nor beyond Unicode.
  if (code_point < lead.least || (code_point >= 0xD800 && code_point <= 0xDFFF) || code_point > 0x10FFFF) return bad;
  return {code_point, static_cast<std::uint8_t>(lead.following + 1), true};
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto push = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code_point < 0x80) {
    push(code_point);
  } else if (code_point < 0x800) {
    push(0xC0 | (code_point >> 6));
    push(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    push(0xE0 | (code_point >> 12));
    push(0x80 | ((code_point >> 6) & 0x3F));
    push(0x80 | (code_point & 0x3F));
  } else {
    push(0xF0 | (code_point >> 18));
    push(0x80 | ((code_point >> 12) & 0x3F));
    push(0x80 | ((code_point >> 6) & 0x3F));
    push(0x80 | (code_point & 0x3F));
  }
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t code_point : text) append_utf8(out, code_point);
  return out;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    out += next.code_point;
    at += next.length;
  }
  return out;
}

std::size_t find_invalid_utf8(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080808080808080u;
  std::size_t at = 0;
  while (at < text.size()) {
    // Most text of most files is ASCII: eight bytes at a step.
    std::uint64_t eight = 0;
    while (text.size() - at >= sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & high_bits) != 0) break;
      at += sizeof eight;
    }
    if (at == text.size()) break;
    const Decoded next = decode(text, at);
    if (!next.valid) return at;
    at += next.length;
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(static_cast<std::uint8_t>(c)); }));
}

bool is_han(char32_t code_point) {
  if (code_point < 0x2E80) return false;
  return (code_point >= 0x4E00 && code_point <= 0x9FFF) || (code_point >= 0x3400 && code_point <= 0x4DBF) ||
         (code_point >= 0xF900 && code_point <= 0xFAFF) || (code_point >= 0x20000 && code_point <= 0x323AF) ||
         (code_point >= 0x2E80 && code_point <= 0x2FDF) || code_point == U'々' || code_point == U'〇';
}

bool is_letter(char32_t code_point) {
  if (code_point < 0x80) return (code_point | 0x20) >= U'a' && (code_point | 0x20) <= U'z';
  if (is_han(code_point)) return true;
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

int display_width(char32_t code_point) {
  if (code_point < 0x7F) return code_point < 0x20 ? 0 : 1;
  return utf8proc_charwidth(static_cast<utf8proc_int32_t>(code_point));
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    width += display_width(next.code_point);
    at += next.length;
  }
  return width;
}

}  // namespace polc::source
