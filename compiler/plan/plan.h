// SPDX-License-Identifier: Apache-2.0
// The plan: what an engine does over whole columns to get the classes, defined attributes and guards of a core::Program, as
// steps in an order in which each finds ready what it needs. Made by plan::build, printed by plan::print; it knows no facts and
// no moment. Values that read no row (a ValueId here) are for the engine to work out once for a moment.
//
// Conditions of core rules speak of several rows in scope. Here each speaks of the rows of one relation, its domain: what an
// inner row needs of an outer one it reaches over the reference by which it is counted. What cannot be turned so is left to the
// interpreter as a whole condition (Asked), which keeps every result whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/core/core.h"

namespace polc::plan {

using NodeId = core::Id<struct NodeTag>;
using TimeId = core::Id<struct TimeTag>;
using CountId = core::Id<struct CountTag>;
using StepId = core::Id<struct StepTag>;

// References followed one after the other from a row of the domain; none: the row itself. `end`: the relation reached.
struct Way {
  std::vector<core::ColumnIndex> steps;
  core::RelationId end;
  friend bool operator==(const Way&, const Way&) = default;
};

// ---------------------------------------------------------------- times: a Day or a Moment for each row of a domain

struct TimeOfColumn {
  Way way;
  core::ColumnIndex column = 0;
};
struct FixedTime {
  core::ValueId value;
};
// The latest row of an event not later than now; see core::LatestEvent.
struct LatestTime {
  Way way;
  core::RelationId event;
  bool its_end = false;
};
// By the amount that `shifted`, a core::Shifted, says.
struct MovedTime {
  TimeId base;
  core::ValueId shifted;
};
struct DayOfMoment {
  TimeId moment;
};
struct Time {
  core::RelationId domain;
  bool to_the_minute = false;  // Moments: minutes; else days
  std::variant<TimeOfColumn, FixedTime, LatestTime, MovedTime, DayOfMoment> kind;
};

// ---------------------------------------------------------------- conditions: a truth for each row of a domain

struct Constant {
  value::Truth truth = value::Truth::True;
};
struct All {
  std::vector<NodeId> parts;
};
struct AnyOf {
  std::vector<NodeId> parts;
};
struct Negation {
  NodeId part;
};
// A stored number, text, place in an enumeration, day or moment against a value that reads no row.
struct CompareColumn {
  Way way;
  core::ColumnIndex column = 0;
  core::Comparison op = core::Comparison::Equal;
  core::ValueId bound;
};
struct CompareTimes {
  core::Comparison op = core::Comparison::Equal;
  TimeId left, right;
};
struct Flag {
  Way way;
  core::ColumnIndex column = 0;
};
struct SameThing {
  Way left, right;
};
struct Present {
  Way way;
};
struct HasClass {
  Way way;
  core::ScaleId scale;
  std::uint32_t lowest = 0, highest = 0;  // ranks, both included
};
// The count of the thing at the end of the way; false where there is no such thing.
struct Counted {
  Way way;
  CountId count;
};
// Why a condition is left to the interpreter.
enum class Reason : std::uint8_t {
  OuterRow,      // the filter of a count reads a row that it cannot reach
  MovingWindow,  // the window or a bound depends on the row
  EachDay,       // `on each of`
  Totals,        // cumulative totals
  Comparison,    // of two stored numbers or texts, of a ratio or a product
};
struct Asked {
  core::ConditionId condition;  // row 0: a row of the domain
  Reason reason = Reason::OuterRow;
};

using NodeKind = std::variant<Constant, All, AnyOf, Negation, CompareColumn, CompareTimes, Flag, SameThing, Present,
                              HasClass, Counted, Asked>;
struct Node {
  core::RelationId domain;
  NodeKind kind;
};

// ---------------------------------------------------------------- counts

// For every thing that `link` refers to: whether the number of its rows in the window, for which `filter` holds, lies between
// the bounds. Neither window nor bounds read a row.
struct Count {
  core::RelationId relation;
  core::ColumnIndex link = 0;
  core::RelationId things;
  std::optional<NodeId> filter;  // over `relation`
  core::Window window;
  std::optional<core::ValueId> lowest, highest;
  bool is_timeless = true;  // the filter reads stored columns alone: which rows it takes is the same on every day
};

// ---------------------------------------------------------------- steps

// One pass over the rows of a relation by the thing that `link` refers to, for all these counts.
struct Scan {
  core::RelationId relation;
  core::ColumnIndex link = 0;
  std::vector<CountId> counts;
};
// The interpreter works out the condition for every row of its domain.
struct Ask {
  NodeId node;
};
struct Rule {
  std::uint32_t rule = 0;  // of core::Program::class_rules
  NodeId condition;
  std::vector<NodeId> exceptions;
  std::vector<NodeId> kinds;  // the parts by which it speaks of a thing at all (core/static_guard)
};
struct Classes {
  core::ScaleId scale;
  core::RelationId sort;
  std::vector<Rule> rules;  // in the order of the program
  // The rules read stored columns and timeless counts alone: from day to day nothing changes but the numbers in windows.
  bool is_steady = true;
};
struct DefinedFlag {
  core::RelationId sort;
  core::ColumnIndex column = 0;
  std::vector<Rule> rules;
};
// The guard of a norm, over its occasions or its subjects; and, where that is all there is to it, what is due by it.
struct Guard {
  std::uint32_t norm = 0;  // of core::Program::norms
  NodeId condition;
  std::vector<NodeId> exceptions;
  std::optional<TimeId> from, until;  // the times of core::Timing, where `gives_due`
  bool gives_due = false;  // what is due by the norm follows from these; else the interpreter says it, by the guard
};

using StepKind = std::variant<Scan, Ask, Classes, DefinedFlag, Guard>;
struct Step {
  StepKind kind;
  std::vector<StepId> needs;
};

struct Plan {
  std::vector<Node> nodes;
  std::vector<Time> times;
  std::vector<Count> counts;
  std::vector<Step> steps;

  const Node& operator[](NodeId id) const { return nodes[id.index]; }
  const Time& operator[](TimeId id) const { return times[id.index]; }
  const Count& operator[](CountId id) const { return counts[id.index]; }
  const Step& operator[](StepId id) const { return steps[id.index]; }
};

// `program` has passed core::verify.
[[nodiscard]] Plan build(const core::Program& program);

// One line a step with what it needs, and below it its conditions. `rows`: the rows of each relation, where there are facts;
// then each step says how many rows it reads.
[[nodiscard]] std::string print(const core::Program& program, const Plan& plan,
                                const std::vector<std::uint64_t>& rows = {});

}  // namespace polc::plan
