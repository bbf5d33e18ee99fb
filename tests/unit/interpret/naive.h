// SPDX-License-Identifier: Apache-2.0
// The meaning of core rules once more, row by row and day by day, with loops, maps and brute force: written to be read, and to
// disagree with the interpreter where that one is wrong. Shares no code with it. Knows the relations of random_case.h, and
// dates events by whole days or minutes as they are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "random_case.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/kleene.h"

namespace polc::interpret_test {

using facts::Row;
using value::Truth;

struct NaiveClass {
  std::set<std::uint32_t> certain, possible;
  std::set<std::uint32_t> given;
  bool spoken_of = false;
};

class Naive {
 public:
  explicit Naive(const Case& made) : case_(made), program_(made.program) {}

  NaiveClass classes(core::RelationId sort, Row row, std::int64_t now);
  Truth flag(core::RelationId sort, core::ColumnIndex column, Row row, std::int64_t now);
  // Whether a norm bears on this row 0 now, its span of days included.
  Truth active(std::uint32_t norm, Row row, std::int64_t now);
  Row subject(std::uint32_t norm, Row row);
  // Whether the quantity that a norm bounds is outside the bounds, where the norm is active.
  Truth broken_quantity(std::uint32_t norm, Row row, std::int64_t now);
  // What is attested of a measure today.
  Truth attested(Row subject, std::int64_t now);

 private:
  using Scope = std::vector<std::pair<core::RelationId, Row>>;
  static constexpr Row nothing = 0xffffffff;
  static std::int64_t day_of(std::int64_t minute) { return value::day_of({minute}).since_epoch; }
  static std::int64_t end_of(std::int64_t day) { return day * 1440 + 1439; }

  struct Answer {  // a value
    enum class State { Given, Absent, Never } state = State::Absent;
    value::Rational number, below = value::Rational(1);  // number / below; days, minutes, places in number
  };
  // A number that lies in low … high.
  struct Bounds {
    std::int64_t low = 0, high = 0;
  };

  Truth condition(core::ConditionId id, const Scope& scope, std::int64_t now);
  Truth count(const core::Count& count, const Scope& scope, std::int64_t now);
  Bounds number(const core::Count& count, Row thing, const Scope& scope, std::int64_t from, std::int64_t to,
                std::int64_t now);
  Answer value(core::ValueId id, const Scope& scope, std::int64_t now);
  Answer latest(const core::LatestEvent& latest, const Scope& scope, std::int64_t now);
  Row follow(const core::Path& path, const Scope& scope) const;
  Answer cell(core::RelationId relation, core::ColumnIndex column, Row row) const;

  Truth rule(const core::ClassRule& rule, Row row, std::int64_t now);
  Truth rule_or_otherwise(const core::ClassRule& rule, Row row, std::int64_t now);
  Truth applies(core::PolicyId policy, core::RelationId sort, Row row, std::int64_t now);
  Truth lapsed(core::PolicyId policy, Row region, std::int64_t now);
  Truth supposed(core::PolicyId policy, Row region, std::int64_t now);
  bool in_force(core::PolicyId policy, std::int64_t now) const;
  bool is_under(core::PolicyId lower, core::PolicyId upper) const;
  Truth guard(std::uint32_t norm, Row row, std::int64_t now);
  Truth bears(std::uint32_t norm, Row row, std::int64_t now, bool alone);

  const Case& case_;
  const core::Program& program_;
  std::set<std::uint32_t> assumed_;
  std::map<std::tuple<std::uint32_t, Row, std::int64_t, std::set<std::uint32_t>>, NaiveClass> classes_;
};

}  // namespace polc::interpret_test
