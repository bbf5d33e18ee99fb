// SPDX-License-Identifier: Apache-2.0
// Follows a result down through sentences and conditions to the facts, by asking a Probe. Bounded: nested rules and conditions
// end at a depth, and all of a trace at a number of steps; what is left out is marked.
#pragma once

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "runtime/explain/explanation.h"

namespace polc::explain {

class Tracer {
 public:
  static constexpr std::size_t rows_shown = 3;
  static constexpr std::size_t occasions_shown = 3;
  static constexpr std::size_t deepest_rules = 3;
  static constexpr std::size_t deepest_parts = 40;
  static constexpr std::size_t most_steps = 3000;

  Tracer(const core::Program& program, interpret::Probe& probe) : program_(program), probe_(probe) {}

  [[nodiscard]] ClassTrace classes(core::ScaleId scale, core::RelationId sort, Row thing);
  [[nodiscard]] FlagTrace flag(core::RelationId sort, core::ColumnIndex column, Row thing);
  // The norm on each of the subject's occasions, those on which it bears first; one without a reading if there is no occasion.
  [[nodiscard]] std::vector<NormTrace> norm(std::uint32_t norm, Row subject);
  // The norm on one row 0.
  [[nodiscard]] NormTrace norm_on(std::uint32_t norm, const interpret::NormReading& reading);
  [[nodiscard]] PartTrace condition(core::ConditionId condition, const interpret::Scope& scope);

 private:
  // What is asked for in the nearest rule: everything, or only what decides.
  PartTrace part(core::ConditionId condition, const interpret::Scope& scope, bool decides);
  void connective(ConnectiveTrace::Kind kind, const std::vector<core::ConditionId>& parts,
                  const interpret::Scope& scope, PartTrace& trace);
  CountTrace count(core::ConditionId condition, const core::Count& count, const interpret::Scope& scope, Truth truth,
                   bool decides);
  void add_rows(const core::Count& count, const interpret::Scope& scope, bool with_left_out, CountTrace& trace);
  Operand operand(core::ValueId value, const interpret::Scope& scope);
  RuleTrace rule(std::uint32_t rule, Row thing, Truth truth, bool in_full);
  std::vector<RuleTrace> rules(const std::vector<std::uint32_t>& rules, Row thing);
  [[nodiscard]] bool rests_on_rules(core::ConditionId condition) const;
  bool take_step() { return steps_++ < most_steps; }

  const core::Program& program_;
  interpret::Probe& probe_;
  std::size_t steps_ = 0;
  std::size_t rule_depth_ = 0;
  std::size_t part_depth_ = 0;
  // INVARIANT: a thing's class is traced once; a class that asks for the class of its parent ends.
  std::set<std::tuple<std::uint32_t, std::uint32_t, Row>> open_;
};

// The fewest parts that would have to be otherwise for the condition to be `wanted`; a part that is unknown counts as one.
[[nodiscard]] std::size_t failing_parts(const PartTrace& part, bool wanted);

}  // namespace polc::explain
