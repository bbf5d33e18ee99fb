// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/unit/parse/reading.h"

using polc::parse::test::read;
using polc::parse::test::read_article;

namespace {

std::string tree(const char* sentence) { return read_article(sentence).tree; }
std::string chinese_tree(const char* sentence) { return read_article(sentence, true).tree; }

}  // namespace

TEST_CASE("the two sentences that the language began with") {
  CHECK(tree("low risk if no new case in 14 days") ==
        R"((rule "low risk" (if (exists no "new case" (within (quantity 14 days))))))");
  CHECK(tree("centralized quarantine 14 days for high-risk") ==
        R"((rule (head "centralized quarantine" (quantity 14 days)) (for (phrase "high-risk"))))");
  CHECK(chinese_tree("低风险 若 14天内 无 新增病例") ==
        R"((rule "低风险" (if (exists no "新增病例" (within (quantity 14 天))))))");
}

TEST_CASE("a part is the same wherever it stands in the sentence") {
  CHECK(chinese_tree("高风险人员应当 自 到达 起 集中隔离14天") ==
        chinese_tree("高风险人员应当集中隔离14天 自 到达 起"));
  CHECK(chinese_tree("对于高风险人员，应当集中隔离14天") == chinese_tree("应当集中隔离14天 对于高风险人员"));
  CHECK(tree("person must within 24 hours of arrival, report to police") ==
        tree("person must report to police within 24 hours of arrival"));
  CHECK(tree("staff must on entry have mask") == tree("staff must have mask on entry"));
}

TEST_CASE("amounts, frequencies, deadlines") {
  CHECK(tree("home quarantine between 7 and 14 days for P") ==
        R"((rule (head "home quarantine" (between 7 (quantity 14 days))) (for (phrase "P"))))");
  CHECK(tree("risk at most low for P") == R"((rule (head "risk" (at-most "low")) (for (phrase "P"))))");
  CHECK(tree("at most 2 visitors per dwelling per day") ==
        R"((rule (counted (per "visitors" "dwelling") (at-most 2)) (frequency (every (quantity 1 day)))))");
  CHECK(tree("disinfect at least twice a week for venue") ==
        R"((rule "disinfect" (for (phrase "venue")) (frequency at-least 2 (every (quantity 1 week)))))");
  CHECK(tree("passengers at most 50 % of rated capacity for vehicle") ==
        R"((rule (head "passengers" (at-most (share (quantity 50 %) "rated capacity"))) (for (phrase "vehicle"))))");
  CHECK(chinese_tree("人员应当 到达 后 24小时内 申报") ==
        R"((rule (subject (phrase "人员")) must "申报" (deadline (within (quantity 24 小时) (after "到达")))))");
}

TEST_CASE("modals") {
  CHECK(tree("in principle at most 1 entrance for village") ==
        R"((rule in-principle (counted "entrance" (at-most 1)) (for (phrase "village"))))");
  CHECK(tree("P should X") == R"((rule (subject (phrase "P")) should "X"))");
  CHECK(tree("P need only X, Y") == R"((rule (subject (phrase "P")) need-only (all "X" "Y")))");
  CHECK(tree("P must not have X") == R"((rule (subject (phrase "P")) must-not "X"))");
  CHECK(chinese_tree("员工原则上不得进入") == R"((rule (subject (phrase "员工")) in-principle-not "进入"))");
}

TEST_CASE("conditions") {
  CHECK(tree("X if job is one of q, r and the like") == R"((rule "X" (if (compare "job" (is "q" "r" and-the-like)))))");
  CHECK(chinese_tree("人员（岗位 取值 甲、乙）应当扫码") ==
        R"((rule (subject (phrase "人员" (where (compare "岗位" (is "甲" "乙"))))) must "扫码"))");
  CHECK(
      tree("X if not (home is clean) and (q is yes or r is no)") ==
      R"((rule "X" (if (and (not (compare "home" (is "clean"))) (or (compare "q" (is yes)) (compare "r" (is no)))))))");
  CHECK(tree("X if any stay in 14 days before arrival where place has a case ever") ==
        R"((rule "X" (if (exists any "stay" (within (quantity 14 days) (before "arrival")) )"
        R"((where (exists (owner "place") any "case" ever))))))");
  CHECK(tree("X if any entry between 08:00 and 18:00") ==
        R"((rule "X" (if (exists any "entry" (times 08:00 18:00)))))");
  CHECK(tree("X if risk of home is between low and medium") ==
        R"((rule "X" (if (compare (of "risk" "home") (between "low" "medium")))))");
  CHECK(tree("X unless a stricter measure applies") == R"((rule "X" unless-stricter))");
}

TEST_CASE("vocabulary: what counts, what corrections do, what measures do to each other") {
  const auto result = read(
      "vocabulary v\n"
      "event case of region, reported daily from 2020-01-20\n"
      "  total: number, counting total, corrections subtract\n"
      "entity flat\n"
      "  house: house, part of, located by\n"
      "measure q of person, rules out b, counts as c, opposite of d\n"
      "list l of person, for enter: q, b and the like\n");
  CHECK(result.findings == "");
  CHECK(result.tree ==
        "(vocabulary \"v\")\n"
        "  (event \"case\" (of \"region\") (reported daily (from 2020-01-20)))\n"
        "    (attribute \"total\" \"number\" counting-total corrections-subtract)\n"
        "  (entity \"flat\")\n"
        "    (attribute \"house\" \"house\" part-of located-by)\n"
        "  (measure \"q\" (of \"person\") (rules-out \"b\") (counts-as \"c\") (opposite-of \"d\"))\n"
        "  (list \"l\" (of \"person\") (for \"enter\") \"q\" \"b\" and-the-like)\n");
}

TEST_CASE("Chinese numerals of articles become digits") {
  CHECK(read("政策 甲\n第一百零一条 “甲”\n第十五条\n第零条\n").tree ==
        "(policy \"甲\")\n  (article 101 |甲|)\n  (article 15)\n  (article 0)\n");
}
