// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/unit/parse/reading.h"

using polc::parse::test::tokens;

TEST_CASE("English: phrases before words, names up to the next reserved word") {
  CHECK(tokens("policy p\narticle 1\nlow risk if no new case in 14 days") ==
        "POLICY NAME . ARTICLE NUMBER . NAME IF NO NAME IN NUMBER UNIT");
  CHECK(tokens("policy p\narticle 1\nno case on each of 14 days") ==
        "POLICY NAME . ARTICLE NUMBER . NO NAME EACH_OF NUMBER UNIT");
  CHECK(tokens("policy p\narticle 1\nperson without the home") == "POLICY NAME . ARTICLE NUMBER . NAME WHERE NO NAME");
  CHECK(tokens("policy p\narticle 1\nin principle must not hold") ==
        "POLICY NAME . ARTICLE NUMBER . IN_PRINCIPLE_NOT NAME");
}

TEST_CASE("English: units stand behind numbers, counters are names") {
  CHECK(tokens("policy p\narticle 1\nat least 25000 cm² floor area") ==
        "POLICY NAME . ARTICLE NUMBER . AT_LEAST NUMBER UNIT NAME");
  CHECK(tokens("policy p\narticle 1\nat least 3 cases") == "POLICY NAME . ARTICLE NUMBER . AT_LEAST NUMBER NAME");
  CHECK(tokens("policy p\narticle 1\nonce a day check") == "POLICY NAME . ARTICLE NUMBER . ONCE ANY UNIT NAME");
  CHECK(tokens("policy p\narticle 1\na day trip") == "POLICY NAME . ARTICLE NUMBER . ANY NAME");
}

TEST_CASE("Chinese: longer words are cut anywhere, words of one character stand alone") {
  CHECK(tokens("政策 甲\n第一条\n低风险如果14天内没有新增病例") ==
        "POLICY NAME . ARTICLE NUMBER . NAME IF NUMBER UNIT INSIDE NO NAME");
  CHECK(tokens("政策 甲\n第一条\n低风险 若 14天内 无 新增病例") ==
        "POLICY NAME . ARTICLE NUMBER . NAME IF NUMBER UNIT INSIDE NO NAME");
  CHECK(tokens("政策 甲\n第一条\n有症状员工应当佩戴口罩") == "POLICY NAME . ARTICLE NUMBER . NAME MUST NAME");
}

TEST_CASE("Chinese: behind numbers and days") {
  CHECK(tokens("政策 甲\n自2020年2月24日20时起至2020年6月1日施行") ==
        "POLICY NAME . FROM DATE TIME STARTING UNTIL DATE IN_FORCE");
  CHECK(tokens("政策 甲\n第2.1条 「本县」\n健康监测7至14天") ==
        "POLICY NAME . ARTICLE NUMBER STRING . NAME NUMBER THROUGH NUMBER UNIT");
  CHECK(tokens("政策 甲\n第一条\n每天2次测量体温") == "POLICY NAME . ARTICLE NUMBER . DAILY NUMBER TIMES NAME");
  CHECK(tokens("政策 甲\n第一条\n每月2次测量体温") == "POLICY NAME . ARTICLE NUMBER . PER UNIT NUMBER TIMES NAME");
  CHECK(tokens("政策 甲\n第一条\n入住人数不超过6人") == "POLICY NAME . ARTICLE NUMBER . NAME AT_MOST NUMBER UNIT");
}

TEST_CASE("full width, traditional characters and capitals are the same words") {
  CHECK(tokens("政策 甲\n第一条\n地區如果１４天內沒有病例，屬於低風險") ==
        "POLICY NAME . ARTICLE NUMBER . NAME IF NUMBER UNIT INSIDE NO NAME COMMA IS NAME");
  CHECK(tokens("POLICY p\nArticle 1\nMask FOR staff") == "POLICY NAME . ARTICLE NUMBER . NAME FOR NAME");
}

TEST_CASE("where a sentence ends") {
  const std::string head = "POLICY NAME . ARTICLE NUMBER . ";
  CHECK(tokens("policy p\narticle 1\nmask. gloves; code scan") == head + "NAME . NAME . NAME");
  CHECK(tokens("policy p\narticle 1\nmask\n  if any case\n\n  and no cluster") ==
        head + "NAME IF ANY NAME AND NO NAME");
  CHECK(tokens("policy p\narticle 1\nmask,\ngloves") == head + "NAME COMMA NAME");
  CHECK(tokens("policy p\narticle 1\nmask for staff with (home\nis clean)\ngloves") ==
        head + "NAME FOR NAME WHERE LP NAME IS NAME RP . NAME");
  // An open bracket does not swallow the next article.
  CHECK(tokens("policy p\narticle 1\nmask for staff with (home\narticle 2\ngloves") ==
        head + "NAME FOR NAME WHERE LP NAME . ARTICLE NUMBER . NAME");
  // `for` opens a sentence in Chinese only.
  CHECK(tokens("政策 甲\n第一条\n佩戴口罩\n对于员工，佩戴口罩") == head + "NAME . FOR NAME COMMA NAME");
}

TEST_CASE("notes take their line as it is") {
  CHECK(tokens("policy p\narticle 1\nnote: \"odd & (marks; no. end\nmask") ==
        "POLICY NAME . ARTICLE NUMBER . NOTE . NAME");
  CHECK(tokens("vocabulary v\nentity trip\n  travel note: text") == "VOCABULARY NAME . ENTITY NAME . NAME COLON NAME");
}

TEST_CASE("a declaration may use the first words of other lines as names") {
  CHECK(tokens("vocabulary v\nentity law\n  source: text\n  list: text") ==
        "VOCABULARY NAME . ENTITY NAME . NAME COLON NAME . NAME COLON NAME");
  CHECK(tokens("词汇 甲\n对象 规定\n  单位：文本\n  名单：文本") ==
        "VOCABULARY NAME . ENTITY NAME . NAME COLON NAME . NAME COLON NAME");
}
