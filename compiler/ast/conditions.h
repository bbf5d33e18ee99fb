// SPDX-License-Identifier: Apache-2.0
// Conditions: `no new case in 14 days and home is low-risk`. Each is a small sentence with a quantifier or a verb.
// There is no precedence to keep: text that mixes `and` with `or` without brackets has been refused.
#pragma once

#include "compiler/ast/vocabulary.h"
#include "compiler/ast/words.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace polc::ast {

struct Condition;

// ---- when ------------------------------------------------------------------------------------------------------

enum class Relation { Of, Before, After };

/// `before diagnosis` behind a length: `in 14 days before diagnosis`, `诊断 前 14天内`, `within 24 hours of arrival`.
struct WindowPlace {
  Relation relation;  ///< `Of` means the same as `After`.
  Operand event;
};

/// `in 14 days`, `within 48 hours`, `14天内`, `in look-back`, `in 14 days before diagnosis`.
struct Window {
  Amount length;
  std::optional<WindowPlace> place;  ///< None: the window ends now.
};

/// `on each of 14 days` / `连续14天`: holds for every single day.
struct Consecutive {
  Amount length;
};

/// `ever` / `累计`.
struct Ever {};

/// `since discharge`, `since 2020-02-01` / `从 出院`.
struct Since {
  Anchor from;
};

/// `between 2020-02-01 and 2020-02-14` / `2020-02-01 至 2020-02-14`; both ends belong to it.
struct BetweenMoments {
  Moment from;
  Moment to;
};

/// `between 08:00 and 18:00` / `8时 至 18时`: on whatever day.
struct TimesOfDay {
  Time from;
  Time to;
};

/// `before opening`, `after arrival`, `after 2020-02-21` / `到达之后`.
struct Beside {
  Side side;
  Anchor anchor;
};

/// `on 2020-03-02`, `on arrival` / `于2020年3月2日`.
struct At {
  Anchor anchor;
};

/// The rows that a condition looks at. Without one: all rows up to now.
struct Period {
  std::variant<Window, Consecutive, Ever, Since, BetweenMoments, TimesOfDay, Beside, At, Rhythm> kind;
  Span span;
};

// ---- a row exists, so many rows exist ------------------------------------------------------------------------------

/// `no` / `没有`.
struct NoneOf {};
/// `any`, `a`, `an` / `有`.
struct AnyOf {};
/// `at least 3`, `more than 50` / `至少3例`.
struct CountOf {
  Bound bound;
  Quantity number;  ///< Its unit, if there is one, is a counter (`例`) or the unit of the counted column.
};

struct Quantifier {
  std::variant<NoneOf, AnyOf, CountOf, Range> kind;
  Span span;
};

/// `where place is high-risk`, `(place is high-risk)`, `其中 …`: a condition on the row or subject just named.
struct Where {
  std::unique_ptr<Condition> condition;  ///< Never null.
  Span span;                             ///< With the word and the brackets, where they stand.
};

/// `neighbour has a case in 14 days where …` / `14天内 有 旅居史 其中 …`.
struct Exists {
  std::optional<Operand> owner;  ///< `neighbour`; none: rows of the subject itself.
  Quantifier quantifier;
  Names rows;  ///< `confirmed or suspected case`: an event, or things that point to the owner.
  std::optional<Period> period;
  std::optional<Where> where;
};

// ---- comparisons -------------------------------------------------------------------------------------------------

/// `at most 37.3 °C`, `less than normal temperature` / `不超过37.3℃`.
struct Bounded {
  Bound bound;
  Value value;
};

/// A value named alone. `yes`, `是`, `有` are true; `no`, `否`, `无` are false. Also `unknown`, which comes as an `Operand`.
struct Truth {
  bool value = false;
};

/// `low-risk`, `5`, `2020-03-01`, `yes`.
struct Item {
  std::variant<Operand, Quantity, Moment, Truth> kind;
  Span span;
};

/// `is one of cashier, seller and the like`, `is confirmed or suspected`, `is home` / `是 …`, `取值 …`, `不是 …`.
struct OneOf {
  bool negated = false;     ///< `is not` / `不是`.
  std::vector<Item> items;  ///< Never empty; one item: plain equality, membership in a class, or a yes/no value.
  bool open = false;        ///< `and the like` / `等`.
};

/// `is in severe areas`: member of a declared list.
struct InList {
  bool negated = false;
  Name list;
};

/// `end day is after arrival` / `结束日 是 晚于 到达`.
struct Ordered {
  bool negated = false;
  Side side;
  Anchor anchor;
};

/// `temperature is at most 37.3 °C`; `确诊病例 累计 超过50例` (a count, if the name is an event: the same as `Exists`).
struct Comparison {
  Operand left;
  std::optional<Period> period;  ///< `累计`; the check says where a period makes sense.
  std::variant<Bounded, Range, OneOf, InList, Ordered, TimesOfDay> right;
};

// ---- connecting --------------------------------------------------------------------------------------------------

/// `A and B and C` / `A 且 B`: two parts or more.
struct And {
  std::vector<Condition> parts;
};

/// `A or B` / `A 或 B`: two parts or more.
struct Or {
  std::vector<Condition> parts;
};

/// `not (A)` / `并非（A）`.
struct Not {
  std::unique_ptr<Condition> inner;  ///< Never null.
};

struct Condition {
  std::variant<And, Or, Not, Exists, Comparison> kind;
  bool bracketed = false;  ///< Stood in brackets of its own; the span leaves them out.
  Span span;
};

}  // namespace polc::ast
