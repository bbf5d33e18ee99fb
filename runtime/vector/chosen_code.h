// SPDX-License-Identifier: Apache-2.0
// The machine code of a session: collects which conditions may be asked for chosen rows, has code made for them all at once, and
// finds it. For the files of this folder alone.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/facts/fact_base.h"
#include "runtime/vector/condition_code.h"
#include "runtime/vector/worked_out.h"

namespace polc::vector {

class ChosenCode {
 public:
  // Program, plan, facts and columns must outlive it.
  ChosenCode(const CodeOptions& options, const core::Program& program, const plan::Plan& plan,
             const facts::FactBase& facts, Columns& columns);
  ~ChosenCode();
  ChosenCode(const ChosenCode&) = delete;
  ChosenCode& operator=(const ChosenCode&) = delete;

  // ---- before workers begin

  // What will be asked for chosen rows when these are worked out.
  void want_rule(const plan::Rule& rule);
  void want_guard(const plan::Guard& guard, bool has_occasion);
  void want_filter(plan::NodeId filter);
  // Makes what is wanted and not there yet.
  void make();
  // One pass for all these numbers, made now if it is new; nullptr: it cannot be had, or does not pay.
  [[nodiscard]] OfWindow window(const WindowCode& window);

  // ---- for every worker

  // Rows are chosen even where going over all of them is faster.
  [[nodiscard]] bool chooses_always() const { return always_; }

  // nullptr: there is none.
  [[nodiscard]] OfRows of(plan::NodeId id) const { return functions_[id.index]; }
  void count_rows(std::size_t size) const { rows_.fetch_add(size, std::memory_order_relaxed); }

  [[nodiscard]] CodeUse use() const;

 private:
  class Facts;

  // The node will be asked for all rows one after the other, and parts of it for some.
  void want_parts(plan::NodeId id);
  // The node itself will be asked for chosen rows.
  void want(plan::NodeId id);
  // After a failure what is there stays, and nothing more is made.
  [[nodiscard]] bool may_make() const { return code_ != nullptr && use_.failure.empty(); }
  [[nodiscard]] bool pays(core::RelationId relation) const;
  [[nodiscard]] bool is_one_load(plan::NodeId id) const;
  ConditionCode::Made made(const std::vector<plan::NodeId>& nodes, const std::vector<WindowCode>& windows);

  const plan::Plan& plan_;
  const facts::FactBase& facts_;
  RowId least_rows_;
  bool always_;
  std::shared_ptr<ConditionCompiler> compiler_;
  std::unique_ptr<Facts> fixed_;
  std::unique_ptr<ConditionCode> code_;
  std::vector<OfRows> functions_;               // by node
  std::vector<bool> is_wanted_, parts_wanted_;  // by node
  std::vector<plan::NodeId> to_make_;
  std::map<WindowCode, OfWindow> windows_;
  CodeUse use_;
  mutable std::atomic<std::uint64_t> rows_{0};
};

}  // namespace polc::vector
