// SPDX-License-Identifier: Apache-2.0
// Values and conditions of core rules. Conditions are three-valued (value::Truth, strong Kleene).
//
// Rows in scope are numbered from the outside in: row 0 is the row that the rule is about (its subject, or the event row
// that times it), row 1 the row counted by a Count inside it, and so on. A Path leads from a row in scope along references.
// The moment of evaluation (`now`) is not written down: Now and every Count read it. No condition reads a row later than now.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/core/ids.h"
#include "compiler/core/vocabulary.h"
#include "compiler/source/span.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/kleene.h"
#include "runtime/value/rational.h"

namespace polc::core {

// `home's host`: from row `row`, follow the reference columns `steps` one after the other. `end` is the relation reached.
// An absent reference on the way makes an attribute unknown and a Count, HasClass, SameThing, Present false.
struct Path {
  std::uint32_t row = 0;
  std::vector<ColumnIndex> steps;
  RelationId end{};
  friend bool operator==(const Path&, const Path&) = default;
};

// ---------------------------------------------------------------- values

struct NumberLiteral {  // in the base unit of its dimension
  value::Rational number = value::Rational(0);
  value::Dimension dimension = value::Dimension::Number;
};
struct DayLiteral {
  value::Day day;
};
struct MomentLiteral {
  value::Moment moment;
};
struct TextLiteral {
  std::string text;
};
struct EnumerationLiteral {
  EnumerationId enumeration;
  std::uint32_t value = 0;
};
// An attribute of the thing at the end of a path. Unknown when absent in the facts.
struct Attribute {
  Path path;
  ColumnIndex column = 0;
};
// The version of a parameter that the law of now gives.
struct ParameterValue {
  ParameterId parameter;
};
// `50 % of rated capacity`, `2.5 m² per occupant`: product; at least one side is a literal or parameter.
struct Product {
  ValueId left, right;
};
// `now` as a day (type Day), or to the minute (type Moment).
struct Now {
  bool to_the_minute = false;
};
// The time of the latest row of an event of the thing at the end of the path, not later than now; unknown if there is none.
// Type Day or Moment as the event's begin column.
struct LatestEvent {
  Path path;
  RelationId event;
  bool its_end = false;
};
// A Day or Moment moved by whole days (base Day) or minutes (base Moment; a whole number of days there too).
struct Shifted {
  ValueId base;
  std::int64_t days = 0;
  std::int64_t minutes = 0;
  // The amount comes from a parameter instead (then days and minutes are 0); the parameter is a Duration.
  std::optional<ParameterId> parameter;
  bool backwards = false;      // with parameter: subtract it
  std::int64_t plus_days = 0;  // with parameter: then add this (a window of n days begins n-1 days back: +1)
};
// The calendar day of a Moment.
struct DayOf {
  ValueId moment;
};

using ValueKind = std::variant<NumberLiteral, DayLiteral, MomentLiteral, TextLiteral, EnumerationLiteral, Attribute,
                               ParameterValue, Product, Now, LatestEvent, Shifted, DayOf>;
struct Value {
  ValueKind kind;
  Type type;
  source::Span span;
};

// ---------------------------------------------------------------- conditions

enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

struct Constant {
  value::Truth truth = value::Truth::True;
};
struct All {  // `and`
  std::vector<ConditionId> parts;
};
struct AnyOf {  // `or`
  std::vector<ConditionId> parts;
};
struct Negation {
  ConditionId part;
};
// Both sides have the same type kind and dimension. Only Equal and NotEqual for texts and enumerations.
struct Compare {
  Comparison op = Comparison::Equal;
  ValueId left, right;
};
// A yes/no attribute is yes.
struct Flag {
  Path path;
  ColumnIndex column = 0;
};
// `place is home`: both paths end at the same thing.
struct SameThing {
  Path left, right;
};
// `has a dwelling compound`: the path ends at something.
struct Present {
  Path path;
};
// The thing at the end of the path has one of the classes lowest … highest (ranks, both included) on the scale.
struct HasClass {
  Path path;
  ScaleId scale;
  std::uint32_t lowest = 0;
  std::uint32_t highest = 0;
};

// One end of a span of time: a Day or Moment value, itself in or out.
struct TimeBound {
  ValueId at;
  bool inclusive = true;
};
// Which rows a Count looks at, by their time: those whose time (for an event with an end: some part of it) lies between the
// bounds. A missing bound is open. Rows later than now never count.
// A Moment row against a Day bound is compared by its calendar day.
struct Window {
  std::optional<TimeBound> begin;
  std::optional<TimeBound> end;
};

// `at least 3 confirmed cases in 14 days`: the number of rows of `relation` whose reference `link` points to the thing at the
// end of `path`, for which `filter` holds (evaluated with the row as a new innermost row) and whose time lies in the window;
// the sum of the counting column where the relation declares one. True iff lowest <= number <= highest.
// Missing reports inside the window make the number uncertain, and the condition Unknown unless it is decided all the same.
struct Count {
  Path path;
  RelationId relation;
  ColumnIndex link = 0;
  std::optional<ConditionId> filter;
  Window window;
  std::optional<ValueId> lowest;   // a Number
  std::optional<ValueId> highest;  // a Number
  // `on each of 14 days`: holds for every single day of the window (then a window of days with both bounds).
  bool each_day = false;
};

using ConditionKind = std::variant<Constant, All, AnyOf, Negation, Compare, Flag, SameThing, Present, HasClass, Count>;
struct Condition {
  ConditionKind kind;
  source::Span span;
};

}  // namespace polc::core
