// SPDX-License-Identifier: Apache-2.0
// The small parts that every sentence is made of: names, quantities, days, and chains of names.
// Written down as they stand in the text; what a name means is settled by compiler/check.
// Every example shows English and Chinese text that gives this node.
#pragma once

#include "compiler/source/span.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace polc::ast {

using source::Span;

/// A name: `new confirmed case`, `"return to work"`, `新增确诊病例`.
struct Name {
  std::string text;  ///< As written, without the quotation marks; words parted by one space. Case and script are kept.
  Span span;         ///< With the quotation marks.
  bool quoted = false;  ///< `"…"`, `“…”`, `「…」` or `《…》`: single persons and places, or names with a reserved word.
};

/// `[GX-1-1, GX-1-2]`, `【GX-1-1、GX-1-2】` in front of a sentence: the norms of its source that it puts into words. Empty
/// where there is no mark.
using Marks = std::vector<Name>;

/// Where a thing gets its names: `village / 村组 also natural village, village group`.
struct Label {
  Name primary;               ///< `village`: the name in the language of the file.
  std::optional<Name> other;  ///< `村组`: what stands after the slash, the name in the other language.
  std::vector<Name> also;     ///< `natural village`, `village group`: further names.
  Span span;
};

/// `days`, `m²`, `天`, `℃`, or a counter such as `例`: spelt as written.
struct Unit {
  std::string text;
  Span span;
};

/// `14 days`, `37.3 °C`, `14天`, `5`.
struct Quantity {
  std::string number;        ///< `14`, `37.3`: digits and at most one point.
  std::optional<Unit> unit;  ///< `days`; none in `at most 50 confirmed cases`.
  Span span;
};

enum class LinkKind { Of, Possessive };

/// One step of a chain. `Of`: what stands before belongs to `name`. `Possessive`: `name` belongs to what stands before.
struct Link {
  LinkKind kind;  ///< `of home` / `home's …`; Chinese has the second only: `住地 的 …`.
  Name name;
};

/// `temperature`, `risk of home`, `home's risk`, `住地 的 风险`, `floor area per occupants`.
struct Operand {
  Name first;               ///< `risk` in `risk of home`, `home` in `home's risk`.
  std::vector<Link> links;  ///< The steps after it, left to right.
  std::optional<Name> per;  ///< `occupants` in `floor area per occupants` (`面积 每 入住人数`): a ratio.
  Span span;
};

enum class NameJoin { Alone, Or, Listed };

/// `confirmed or suspected case`, `确诊、疑似病例`: one name or alternatives of it, never empty.
struct Names {
  std::vector<Operand> alternatives;  ///< Adjectives alone borrow the last noun; the check does that.
  NameJoin join = NameJoin::Alone;    ///< `Listed` when all joints are `、`, `Or` when one is `or` (`或`).
  Span span;
};

/// `at least` 至少 · `at most` 不超过 · `more than` 超过 · `fewer than`, `less than` 少于 · `exactly` 恰为.
enum class Bound { AtLeast, AtMost, MoreThan, FewerThan, Exactly };

/// `50 % of rated capacity`, `额定载客 的 50%`.
struct Share {
  Quantity share;
  Operand whole;
};

/// What an amount is compared with: `14 days`, `50 % of rated capacity`, `isolation length` (a parameter, an attribute, a class).
struct Value {
  std::variant<Quantity, Share, Operand> kind;
  Span span;
};

/// A length that may be a parameter: `14 days` or `look-back`.
struct Amount {
  std::variant<Quantity, Name> kind;
  Span span;
};

/// `between 7 and 14 days`, `7至14天`, `between home quarantine and centralized quarantine`.
struct Range {
  Amount low;   ///< A low end without a unit takes the unit of the high end.
  Amount high;  ///< Both ends belong to the range.
  Span span;
};

/// `2020-02-24`, `2020年2月24日`. That the day exists in the calendar is not yet sure.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
  Span span;
};

/// `20:00`, `20时`, `20时30分`. That it is a time of day (at most 24:00) is not yet sure.
struct Time {
  int hour = 0;
  int minute = 0;
  Span span;
};

/// `2020-02-24 20:00`, `2020年2月24日20时`, or a whole day.
struct Moment {
  Date date;
  std::optional<Time> time;
  Span span;
};

enum class Side { Before, After };

/// `3 days after arrival`, `到达 后 3天`.
struct Offset {
  Quantity amount;
  Side side;
  Operand event;
};

/// What a time is counted from: `2020-02-21`, `arrival`, `3 days after arrival`.
struct Anchor {
  std::variant<Moment, Operand, Offset> kind;
  Span span;
};

}  // namespace polc::ast
