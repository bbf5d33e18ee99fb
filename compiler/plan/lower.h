// SPDX-License-Identifier: Apache-2.0
// Turns conditions of core rules into nodes of a plan; equal conditions over one domain become one node. For build.cpp alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/plan/plan.h"

namespace polc::plan {

class Lowering {
 public:
  Lowering(const core::Program& program, Plan& plan) : program_(program), plan_(plan) {}

  // A condition with one row in scope, of `domain`. What cannot be turned is Asked.
  NodeId condition(core::ConditionId id, core::RelationId domain);
  std::optional<TimeId> time(core::ValueId id, core::RelationId domain);
  // Reads no row in scope.
  [[nodiscard]] bool is_fixed(core::ValueId id) const;
  // See Classes::is_steady.
  [[nodiscard]] bool is_steady(NodeId id) const { return is_the_same_every_day(id, true); }

 private:
  // The rows in scope of a core condition as they are reached from the innermost one; none: out of reach.
  struct Scope {
    core::RelationId domain;
    std::vector<std::optional<Way>> rows;
  };

  std::optional<NodeId> lower(core::ConditionId id, const Scope& scope);
  std::optional<NodeId> lower_here(core::ConditionId id, const Scope& scope);
  std::optional<NodeId> connective(const std::vector<core::ConditionId>& parts, bool is_and, const Scope& scope);
  std::optional<NodeId> compare(const core::Compare& compare, const Scope& scope);
  std::optional<NodeId> count(const core::Count& count, const Scope& scope);
  std::optional<TimeId> lower_time(core::ValueId id, const Scope& scope);
  std::optional<Way> way(const core::Path& path, const Scope& scope);
  // Of equal values that read no row, one.
  core::ValueId fixed(core::ValueId id);
  NodeId add(core::RelationId domain, NodeKind kind, const std::string& key);
  TimeId add_time(Time time, const std::string& key);
  CountId add_count(Count count);
  [[nodiscard]] bool is_timeless(NodeId id) const { return is_the_same_every_day(id, false); }
  [[nodiscard]] bool is_the_same_every_day(NodeId id, bool but_for_numbers) const;
  [[nodiscard]] bool is_timeless(TimeId id) const;

  const core::Program& program_;
  Plan& plan_;
  Reason reason_ = Reason::OuterRow;  // why the last condition could not be turned
  std::map<std::string, NodeId> nodes_;
  std::map<std::string, TimeId> times_;
  std::map<std::string, CountId> counts_;
  std::map<std::string, core::ValueId> values_;
};

}  // namespace polc::plan
