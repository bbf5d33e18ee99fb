// SPDX-License-Identifier: Apache-2.0
// Why a result is as it is, as data: each step with the sentence or condition it comes from and what the facts say of it.
// No text: sentences are indices into core::Program, things are rows of facts::FactBase; whoever prints finds the words.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "runtime/explain/change.h"
#include "runtime/interpret/probe.h"
#include "runtime/interpret/result.h"

namespace polc::explain {

using interpret::no_index;
using interpret::no_row;
using interpret::Row;
using value::Truth;

// A value as the facts give it; what it was read from, where that is one place.
struct Operand {
  core::ValueId value;
  interpret::Reading reading;
  std::optional<Cell> cell;                     // an attribute of a row
  std::optional<core::ParameterId> parameter;   // or the version of a parameter, …
  std::optional<value::Moment> parameter_from;  // … and since when it is that; none: from the beginning
};

struct ClassTrace;
struct FlagTrace;

struct ComparisonTrace {
  core::Comparison op = core::Comparison::Equal;
  Operand left, right;
};
struct YesNoTrace {                        // a yes/no attribute
  Cell cell;                               // row no_row: there is no such thing
  std::shared_ptr<const FlagTrace> rules;  // that define it, as deep as is shown
};
struct SameTrace {
  core::RelationId left_sort, right_sort;
  Row left = no_row, right = no_row;
};
struct PresentTrace {
  core::RelationId sort;
  Row row = no_row;
};
struct HasClassTrace {
  core::ScaleId scale;
  core::RelationId sort;
  Row thing = no_row;
  std::uint32_t lowest = 0, highest = 0;  // ranks asked for
  interpret::ClassState state = interpret::ClassState::None;
  std::uint32_t rank = 0;
  std::shared_ptr<const ClassTrace> rules;  // none: as deep as is shown
};
struct PartTrace;
struct CountedRow {
  interpret::CountReading::Counted counted;
  std::vector<PartTrace> filter;  // why it is counted, where a class or a rule decides; empty: as the row itself says
};
struct CountTrace {
  interpret::CountReading reading;
  std::vector<CountedRow> rows;  // a few of reading.rows, the latest first
  std::optional<std::int64_t>
      failing_day;  // of `on each of`: the latest day on which it does not hold (or is not known to)
};
struct ConnectiveTrace {
  enum class Kind : std::uint8_t { All, Any, Not } kind = Kind::All;
};
struct ConstantTrace {};

// A condition for rows in scope.
struct PartTrace {
  core::ConditionId condition;
  Truth truth = Truth::Unknown;
  // It decides the truth of the whole: without it, or with another answer, the whole might be otherwise.
  bool decides = true;
  bool cut = false;  // parts and rules were left out, since it is nested too deep or too long
  std::variant<ConstantTrace, ConnectiveTrace, ComparisonTrace, YesNoTrace, SameTrace, PresentTrace, HasClassTrace,
               CountTrace>
      what;
  std::vector<PartTrace> parts;  // of a connective
};

struct RuleTrace {
  std::uint32_t rule = 0;  // of Program::class_rules
  Truth truth = Truth::False;
  interpret::Reach reach;
  std::optional<PartTrace> condition;  // none: the rule does not reach the thing
  std::vector<PartTrace> exceptions;
  std::vector<std::uint32_t> instead;  // of `otherwise`: the rules that hold, or may
  std::size_t failing = 0;             // of a rule that does not hold: the fewest parts that would have to be otherwise
};

struct ClassTrace {
  core::ScaleId scale;
  core::RelationId sort;
  Row thing = no_row;
  interpret::ClassState state = interpret::ClassState::None;
  std::uint32_t rank = 0;
  std::uint64_t certain = 0, possible = 0;   // as in ClassTable
  std::vector<RuleTrace> rules;              // those that hold, then those unknown, then the others by `failing`
  std::vector<interpret::GivenClass> given;  // classes that the facts give
  std::vector<std::uint32_t> combinations;   // that chose between the classes, of Program::combinations
};
struct FlagTrace {
  core::RelationId sort;
  core::ColumnIndex column = 0;
  Row thing = no_row;
  Truth truth = Truth::False;
  std::vector<RuleTrace> rules;
};

// A norm on one row 0.
struct NormTrace {
  std::uint32_t norm = 0;
  std::optional<interpret::NormReading> reading;  // none: the subject has no occasion that times it
  std::optional<PartTrace> guard;                 // none: the norm does not reach the subject
  std::vector<PartTrace> exceptions;
  std::size_t failing = 0;
};

struct MeasureTrace {
  core::MeasureId measure;
  std::vector<interpret::DueNorm> due;                // of this measure and subject; without `norms`
  std::vector<std::vector<std::uint32_t>> due_norms;  // for each: the norms that combined, of Program::norms
  std::vector<NormTrace> norms;                       // bearing ones first, then unknown, then the others by `failing`
  std::vector<interpret::NormConflict> conflicts;
};

struct ViolationTrace {
  interpret::Violation violation;
  std::optional<NormTrace> norm;      // that is broken
  std::optional<NormTrace> local;     // the lower norm that breaks a superior's
  std::optional<PartTrace> quantity;  // what should hold (`must not`: should not)
};

// The smallest change of facts that was found.
struct Flip {
  std::vector<Change> changes;
  std::size_t cost = 0;       // cells and rows changed
  std::int64_t distance = 0;  // how far values move, to choose among equals
  // What is then so.
  interpret::ClassState state = interpret::ClassState::None;  // of a class
  std::uint32_t rank = 0;
};
struct FlipSearch {
  std::vector<Flip> flips;  // the smallest first; others of the same cost behind it
  std::size_t tried = 0;    // proposals that were evaluated
  bool complete = true;     // false: there were more proposals than the bounds allow
};

struct Answer {
  std::variant<ClassTrace, FlagTrace, MeasureTrace, ViolationTrace> what;
  std::optional<std::uint32_t> wanted_rank;  // of a class: the class that was asked about
  FlipSearch flips;
};

}  // namespace polc::explain
