// SPDX-License-Identifier: Apache-2.0
// What the interpreter says of one moment, as flat arrays. Things are row numbers of facts::FactBase tables; sentences are
// indices into the tables of core::Program; texts are made by whoever prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/due_list.h"
#include "runtime/interpret/rank_sets.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/kleene.h"
#include "runtime/value/unwritten_vector.h"

namespace polc::interpret {

inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();

// A run of entries of a flat array: begin … end - 1.
struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
};

// ---------------------------------------------------------------- classes

enum class ClassState : std::uint8_t {
  None,      // no rule and no record speaks of it, or fewer than two classes are given for the sort
  Class,     // exactly one class
  Gap,       // rules give at least two classes, some speak of this thing (core/static_guard), none gives it one
  Conflict,  // two classes at once
  Unknown,   // depends on what the facts do not say
};

// A class rule, of Program::class_rules, and for which things it holds.
struct RuleGround {
  std::uint32_t rule = 0;
  value::UnwrittenVector<Truth> truth;  // by row of the sort
};

// The classes of all things of one sort on one scale; arrays by row of the sort.
struct ClassTable {
  core::ScaleId scale;
  core::RelationId sort;
  value::UnwrittenVector<ClassState> state;
  value::UnwrittenVector<std::uint8_t> rank;  // with Class: which
  RankSets certain;                           // bit r: a ground for rank r holds
  RankSets possible;                          // bit r: a ground for rank r is unknown (and none holds)
  std::vector<RuleGround> grounds;            // every rule for this scale and sort, before classes are combined
  [[nodiscard]] std::size_t size() const { return state.size(); }
};

struct ClassTotals {
  std::vector<std::size_t> of_rank;  // things with exactly this class
  std::size_t none = 0, gap = 0, conflict = 0, unknown = 0;
};
[[nodiscard]] ClassTotals totals(const ClassTable& table, std::size_t rank_count);

// A yes/no attribute that rules define; by row of the sort.
struct FlagTable {
  core::RelationId sort;
  core::ColumnIndex column = 0;
  std::vector<Truth> truth;
};

// ---------------------------------------------------------------- norms

enum class ViolationKind : std::uint8_t {
  // Of the facts against a norm.
  Quantity,       // "quantity"
  ProhibitedAct,  // "prohibited act"
  NotDone,        // "not done"
  // Of a norm or class rule against a superior's.
  AboveCeiling,             // "above ceiling"
  BelowFloor,               // "below floor"
  ScopeWidened,             // "scope widened"
  Barred,                   // "barred measure"
  PermissionWithdrawn,      // "permission withdrawn"
  ClosedListExtended,       // "closed list extended"
  ProhibitionContradicted,  // "prohibition contradicted"
  DutyObstructed,           // "duty obstructed"
  NotDelegated,             // "not delegated"
  ClassRedefined,           // "class redefined"
};
[[nodiscard]] std::string_view name(ViolationKind kind);          // "above ceiling"
[[nodiscard]] std::string_view chinese_name(ViolationKind kind);  // "超出上限"

struct Violation {
  ViolationKind kind = ViolationKind::Quantity;
  bool advice = false;        // `should`, `in principle`: advice that is not followed, not a breach
  Truth truth = Truth::True;  // True or Unknown
  core::ArticleId article;    // the article that is broken
  core::RelationId sort;      // of the subject
  Row subject = no_row;
  Row occasion = no_row;                 // row of the occasion of `local`, else of `norm`
  std::uint32_t norm = no_index;         // the norm that is broken, of Program::norms …
  std::uint32_t limit = no_index;        // … or the limit, of Program::limits
  std::uint32_t local = no_index;        // the lower norm that breaks it
  std::uint32_t local_rule = no_index;   // or the lower class rule, of Program::class_rules
  std::optional<value::Rational> found;  // the amount found or set (base unit), and what is allowed
  std::optional<value::Rational> lowest;
  std::optional<value::Rational> highest;
};

// Two norms of one set that cannot both be kept.
struct NormConflict {
  enum class Kind : std::uint8_t { MustAndMustNot, TwoModes } kind = Kind::MustAndMustNot;
  Truth truth = Truth::True;
  std::uint32_t first = 0, second = 0;  // of Program::norms
  core::RelationId sort;
  Row subject = no_row;
};

// ---------------------------------------------------------------- unknowns

// What the facts do not say and a result depends on.
struct Missing {
  enum class Kind : std::uint8_t { Report, Value } kind = Kind::Report;
  core::RelationId relation;     // the event whose report is missing; or the table with the absent value
  Row subject = no_row;          // whose report; or the row of that table
  value::Day first, last;        // Report: the days; `first` may be facts::open_begin: nothing was ever reported
  core::ColumnIndex column = 0;  // Value: the column
};

struct Unknown {
  enum class Kind : std::uint8_t { Class, Flag, Norm, Violation } kind = Kind::Class;
  std::uint32_t table = 0;    // Class: of DayResult::classes; Flag: of flags; Norm: of due; Violation: of violations
  Row row = no_row;           // Class, Flag: row of the sort
  Slice missing;              // in DayResult::missing
  bool more_missing = false;  // more than Options::missing_kept
};

struct DayResult {
  value::Moment moment;
  std::vector<ClassTable> classes;  // every scale and sort that has a rule or a record
  std::vector<FlagTable> flags;
  DueList due;  // by policy of the norm, then place in the text, then subject
  std::vector<Violation> violations;
  std::vector<NormConflict> conflicts;
  std::vector<Unknown> unknowns;  // at most Options::unknowns_kept
  std::size_t unknown_count = 0;  // all
  std::vector<Missing> missing;
};

}  // namespace polc::interpret
