// SPDX-License-Identifier: Apache-2.0
#include "compiler/source/unicode.h"

#include <doctest/doctest.h>

#include <string>

using namespace polc::source;

TEST_CASE("every code point survives encoding and decoding") {
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;
    std::string text;
    append_utf8(text, c);
    const Decoded back = decode(text, 0);
    if (!back.valid || back.code_point != c || back.length != text.size()) ++wrong;
    if (find_invalid_utf8(text) != std::string::npos || count_code_points(text) != 1) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("a bad byte decodes as one replacement character") {
  const Decoded bad = decode("\xC3(", 0);
  CHECK_FALSE(bad.valid);
  CHECK(bad.length == 1);
  CHECK(bad.code_point == 0xFFFD);
  CHECK(to_utf32("a\xFF"
                 "b") == U"a\uFFFDb");
}

TEST_CASE("the first bad byte is found behind any number of good ones") {
  for (std::size_t before = 0; before < 40; ++before) {
    CHECK(find_invalid_utf8(std::string(before, 'x') + "\x80" + "yyyyyyyyyy") == before);
    CHECK(find_invalid_utf8(std::string(before, 'x') + "甲\xE7" + "yyyyyyyyyy") == before + 3);
  }
}

TEST_CASE("display width of wide, plain and combining characters") {
  CHECK(display_width("low risk") == 8);
  CHECK(display_width("低风险") == 6);
  CHECK(display_width("ＰＣＲ，") == 8);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("\u200B") == 0);
  CHECK(display_width("37.3℃") == 5);
  CHECK(display_width("𫔭") == 2);
  CHECK(display_width("") == 0);
}

TEST_CASE("Han characters and letters of other scripts") {
  for (const char32_t c : U"低險々〇𫔭") {
    if (c == 0) continue;
    CHECK(is_han(c));
    CHECK(is_letter(c));
  }
  for (const char32_t c : {U'a', U'1', U'，', U'。', U'“', U'か', U'ａ'}) CHECK_FALSE(is_han(c));
  for (const char32_t c : {U'a', U'Z', U'é', U'Ж', U'か', U'ａ'}) CHECK(is_letter(c));
  for (const char32_t c : {U'1', U'-', U'@', U'[', U'`', U'{', U'，', U'²', U'℃', U'１'}) CHECK_FALSE(is_letter(c));
}
