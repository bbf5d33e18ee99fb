// SPDX-License-Identifier: Apache-2.0
// A policy: its header, its articles, its tests and the findings it accepts.
#pragma once

#include "compiler/ast/rules.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace polc::ast {

// ---- header ----------------------------------------------------------------------------------------------------

/// `by Pubei` / `发布机关：浦北县`.
struct ByHeader {
  Name authority;
};
/// `under p, q` / `上位政策：…`: the policies it stands under.
struct UnderHeader {
  std::vector<Name> policies;
};
/// `uses epidemic` / `使用词汇：疫情`.
struct UsesHeader {
  std::vector<Name> vocabularies;
};
/// `supersedes p` / `取代 p`.
struct SupersedesHeader {
  std::vector<Name> policies;
};
/// `amends p` / `修订 p`.
struct AmendsHeader {
  std::vector<Name> policies;
};
/// `over Pubei` / `适用地区：浦北县`.
struct OverHeader {
  std::vector<Name> places;
};
/// `in force from 2020-02-24 20:00 until 2020-06-01` / `自2020年2月24日20时起至…施行`.
struct InForceHeader {
  Moment from;
  std::optional<Moment> until;  ///< A bare day is included, a moment is not.
};
/// `time zone "Asia/Shanghai"` / `时区："Asia/Shanghai"`.
struct TimeZoneHeader {
  Name zone;
};
/// `0 to 54`, `60` in the extent of a source. Chinese numerals have become digits.
struct ArticleStretch {
  std::string first;
  std::optional<std::string> last;  ///< None: one article.
  Span span;
};
/// `source guidance, 2020-02-26, "page 3", articles 0 to 54 and 60` / `来源：…，第0条至第54条、第60条`.
struct SourceHeader {
  Name title;
  std::optional<Date> date;
  std::optional<Name> detail;
  std::vector<ArticleStretch> extent{};  ///< Which articles the source has; empty where it is not said.
};
/// `lapses if C` / `失效 若 C`.
struct LapsesHeader {
  Condition condition;
};
/// `supposes C` / `前提 C`: what the whole policy rests on.
struct SupposesHeader {
  Condition condition;
};

struct Header {
  std::variant<ByHeader, UnderHeader, UsesHeader, SupersedesHeader, AmendsHeader, OverHeader, InForceHeader,
               TimeZoneHeader, SourceHeader, LapsesHeader, SupposesHeader, Note>
      kind;
  Span span;
  Marks marks{};
};

// ---- articles --------------------------------------------------------------------------------------------------

/// `article 15.7 "Entrances"` / `第十五条 “进出村”` and the sentences below it.
struct Article {
  std::string number;         ///< `15.7`; Chinese numerals have become digits.
  std::optional<Name> title;  ///< `Entrances`.
  std::vector<Statement> statements;
  std::vector<std::variant<Limit, Note>> limits;  ///< Below `limits on lower authorities` / `对下级的限制`.
  Span span;                                      ///< Of the first line.
};

// ---- tests -----------------------------------------------------------------------------------------------------

/// `level is county`, `date is 2020-02-20`.
struct Assignment {
  Name attribute;
  Item value;
  Span span;
};

/// `given case of "A": date is …` / `已知 “A” 的 病例：…`; `given region "A": level is county`.
struct GivenFact {
  Name kind;                  ///< An entity or an event.
  std::optional<Name> key;    ///< `"A"` of an entity.
  std::optional<Name> owner;  ///< `"A"` in `case of "A"`: whose row it is.
  std::vector<Assignment> assignments;
};

/// `given no report of case of "C" on 2020-03-02` / `已知 “C” 的 未报告 病例 于2020年3月2日`.
struct GivenNoReport {
  Name event;
  std::optional<Name> owner;
  std::optional<Period> period;
};

/// `on 2020-03-01` / `于2020年3月1日`: the expectations below are about this moment.
struct OnMoment {
  Moment moment;
};

/// `breach of article 23`, `no breach`, `breach: "above ceiling"` / `违反第二十三条`.
struct ExpectBreach {
  bool none = false;                   ///< `no breach`.
  std::optional<std::string> article;  ///< `23`.
  std::optional<Name> policy;          ///< `p` in `breach of article 23 of p`.
  std::optional<Name> kind;            ///< `above ceiling`.
};

/// `"A" is low risk`, `"C"'s risk is unknown` / `“C” 的 风险 是 未知`.
struct ExpectValue {
  Operand subject;
  bool negated = false;  ///< `is not`.
  Item value;
};

/// `expect E` / `预期 E`, `expect not E` / `预期 并非 E`. A rule is expected to bind.
struct Expect {
  bool negated = false;
  std::variant<ExpectBreach, ExpectValue, Rule> what;
};

struct TestStep {
  std::variant<GivenFact, GivenNoReport, OnMoment, Expect, Note> kind;
  Span span;
};

/// `test "tiers by cases"` and the sentences below it.
struct Test {
  Name title;
  std::vector<TestStep> steps;
  Span span;  ///< Of the first line.
};

/// `waive "F-1" until 2020-03-31 by Qinzhou because "under review"`.
struct Waiver {
  Name finding;
  Date until;
  std::optional<Name> by;
  Name reason;
  Span span;
};

/// `policy p / 政策名` and everything up to the next `policy` or `vocabulary`.
struct Policy {
  Label label;
  std::vector<Header> headers;
  std::vector<Article> articles;
  std::vector<Test> tests;
  std::vector<Waiver> waivers;
  Span span;  ///< Of the first line.
};

}  // namespace polc::ast
