// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "compiler/source/unicode.h"

using namespace polc::source;

TEST_CASE("spellings of one name have one key") {
  CHECK(fold_key("High-Risk  Person") == "high risk person");
  CHECK(fold_key("  high \t risk--person ") == "high risk person");
  CHECK(fold_key("ＰＣＲ检测") == "pcr检测");
  CHECK(fold_key("high\u00A0risk") == "high risk");
  CHECK(fold_key("high\u2011risk") == "high risk");
  CHECK(fold_key("高風險　地區") == "高风险 地区");
  CHECK(fold_key("") == "");
  CHECK(fold_key(" - ") == "");
}

TEST_CASE("traditional and simplified spellings of the same words meet") {
  const std::pair<const char*, const char*> pairs[] = {
      {"確診病例", "确诊病例"}, {"集中隔離", "集中隔离"}, {"無症狀感染者", "无症状感染者"},
      {"發熱門診", "发热门诊"}, {"頭髮", "头发"},         {"乾燥", "干燥"},
      {"答覆", "答复"},         {"憑藉", "凭借"},         {"著裝", "着装"},
      {"臺灣颱風", "台湾台风"}, {"餘額", "余额"},         {"週期", "周期"},
      {"僱員", "雇员"},         {"覈酸檢測", "核酸检测"}, {"麵粉", "面粉"},
      {"什麼", "什么"},
  };
  for (const auto& [traditional, simplified] : pairs) CHECK(fold_key(traditional) == fold_key(simplified));
}

TEST_CASE("folding does not merge different words") {
  CHECK(fold_key("高风险") != fold_key("低风险"));
  CHECK(fold_key("highrisk") != fold_key("high risk"));
  CHECK(fold_key("m2") != fold_key("m²"));
}

TEST_CASE("folding twice changes nothing more, for every character") {
  std::size_t wrong = 0;
  std::size_t folded = 0;
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;
    const char32_t once = fold_han(c);
    if (once != c) ++folded;
    if (fold_han(once) != once || (once != c && !is_han(once))) ++wrong;
    if (fold_character(fold_character(c)) != fold_character(c)) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(folded > 6000);
}

TEST_CASE("letters beyond ASCII fold by Unicode") {
  CHECK(fold_key("ÉTÉ") == fold_key("e\u0301te\u0301"));
  CHECK(fold_key("STRASSE") == fold_key("straße"));
  CHECK(fold_key("ΟΔΟΣ") == fold_key("οδος"));
  CHECK(fold_key("high\u200Brisk") == "highrisk");  // an invisible character from a word processor
}
