// SPDX-License-Identifier: Apache-2.0
// One moment, open to questions about single rows: what a condition, a value, a count, a rule or a norm comes to, and what the
// number came from. Answers are those of the evaluator that Session uses; nothing is worked out a second time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/interpret.h"
#include "runtime/interpret/result.h"
#include "runtime/interpret/series.h"
#include "runtime/interpret/values.h"

namespace polc::interpret {

// One row for each row in scope of a condition, from the outside in.
struct Scope {
  std::vector<core::RelationId> relations;
  std::vector<Row> rows;
};

struct Reading {
  Presence presence = Presence::Absent;
  std::optional<value::Rational> number;  // Number, base unit; none: absent, or it does not fit
  std::int64_t raw = 0;                   // Day, Moment: days, minutes; Enumeration: its place
  std::string_view text;                  // Text
};

// What a Count looks at for one thing. Times are in the unit of the counted rows: minutes or days.
struct CountReading {
  Row thing = no_row;  // whose rows are counted; no_row: there is no such thing, and the condition is false
  Presence window = Presence::Given;  // Absent: not known; Never: what it is laid by did not happen, so it is empty
  std::int64_t begin = long_ago, end = far_off;
  bool in_minutes = false;
  Interval number;  // times `step`
  value::Rational step = value::Rational(1);
  std::optional<Reading> lowest, highest;
  struct Counted {
    Row row = 0;
    Truth truth = Truth::True;           // Unknown: it is not known whether it counts
    std::optional<std::int64_t> amount;  // times `step`; of a total: the total so far; none: absent
  };
  std::vector<Counted> rows;     // of the window, the latest first, at most `rows_kept`
  std::size_t row_count = 0;     // all of them
  std::vector<Missing> missing;  // reports inside the window
  std::vector<Row> left_out;  // rows of the window for which the filter is false, the latest first; at most `rows_kept`
  std::vector<Row>
      outside;  // rows that fit the filter and lie outside the window, the nearest first; at most `rows_kept`
};

// Whether a policy, or an article of it, reaches a thing, and which part of that decides.
struct Reach {
  enum class Time : std::uint8_t { InForce, NotYet, NoLonger, Superseded, NotLookedAt } time = Time::InForce;
  bool outside = false;  // of the policy's places
  Truth lapsed = Truth::False;
  Truth supposed = Truth::True;               // what the policy supposes holds there
  std::optional<core::PolicyId> replaced_by;  // whose article of that number stands instead
  Truth replaced = Truth::False;
  Truth applies = Truth::True;  // all of it together
};

// A class that the facts give outright.
struct GivenClass {
  core::RelationId relation;  // the thing's own table, or the record's
  Row row = 0;
  core::ColumnIndex column = 0;
  std::uint32_t rank = 0;
};

// A norm on one row 0: its occasion, or its subject.
struct NormReading {
  Row row = no_row;
  Row subject = no_row;
  Reach reach;
  bool to_come = false;  // the occasion is later than the moment
  Truth guard = Truth::False;
  std::vector<Truth> exceptions;
  struct Other {
    std::uint32_t norm = 0;
    Truth truth = Truth::False;  // it bears on the subject by itself
  };
  std::vector<Other> overriding, exempting;                                   // those that are not false
  Truth guarded = Truth::False, active = Truth::False, begun = Truth::False;  // as in Bearing
  std::optional<value::Day> first_day, last_day;
  std::optional<value::Moment> due_by;
};

class Probe {
 public:
  static constexpr std::size_t rows_kept = 50;

  // `session` must outlive it.
  Probe(Session& session, value::Moment moment);
  ~Probe();
  Probe(Probe&&) noexcept;

  [[nodiscard]] value::Moment moment() const;
  [[nodiscard]] Truth holds(core::ConditionId condition, const Scope& scope);
  [[nodiscard]] Row follow(const core::Path& path, const Scope& scope) const;
  [[nodiscard]] Reading value(core::ValueId value, const Scope& scope);
  // `condition` is a Count.
  [[nodiscard]] CountReading count(core::ConditionId condition, const Scope& scope);
  // The same Count over one day alone, as `on each of` asks it.
  [[nodiscard]] Truth count_on_day(core::ConditionId condition, const Scope& scope, std::int64_t day);

  [[nodiscard]] const ClassTable& classes(core::ScaleId scale, core::RelationId sort);
  [[nodiscard]] Truth flag(core::RelationId sort, core::ColumnIndex column, Row row);
  // Indices of Program::class_rules.
  [[nodiscard]] std::vector<std::uint32_t> class_rules(core::ScaleId scale, core::RelationId sort) const;
  [[nodiscard]] std::vector<std::uint32_t> flag_rules(core::RelationId sort, core::ColumnIndex column) const;
  // Whether the rule holds, reach and exceptions and, of `otherwise`, the other rules considered.
  [[nodiscard]] Truth rule(std::uint32_t rule, Row row);
  [[nodiscard]] std::vector<GivenClass> given_classes(core::ScaleId scale, core::RelationId sort, Row row);
  // The combination rule that a class rule falls under, of Program::combinations; no_index: none.
  [[nodiscard]] std::uint32_t combination(std::uint32_t rule) const;

  [[nodiscard]] Reach reach(const core::Sentence& sentence, core::RelationId sort, Row row);
  // The norm on each row 0 of the subject; of a norm without an occasion exactly one. Occasions: the latest first, at most `kept`.
  [[nodiscard]] std::vector<NormReading> norm(std::uint32_t norm, Row subject, std::size_t kept);
  // The violations of this norm by the facts, as Session::evaluate finds them.
  [[nodiscard]] std::vector<Violation> violations(std::uint32_t norm);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace polc::interpret
