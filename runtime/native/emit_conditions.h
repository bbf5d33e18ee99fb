// SPDX-License-Identifier: Apache-2.0
// A condition of the plan for one row, as instructions. For the files of this folder alone.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <vector>

#include "runtime/native/emit_ways.h"

namespace polc::native {

// What the nodes of a plan take, found once.
class NodeCosts {
 public:
  NodeCosts(const core::Program& program, const plan::Plan& plan, vector::FixedFacts& facts)
      : program_(program), plan_(plan), facts_(facts), known_(plan.nodes.size()) {}

  struct Cost {
    bool is_known = false;
    bool has_code = true;      // code can be made for all it holds
    bool may_not_fit = false;  // a time may fall out of the calendar
    unsigned cycles = 0;       // about
  };
  [[nodiscard]] const Cost& of(plan::NodeId node);

 private:
  [[nodiscard]] Cost find(plan::NodeId node);
  [[nodiscard]] Cost of_time(plan::TimeId time);
  [[nodiscard]] unsigned cycles_of_way(core::RelationId domain, const plan::Way& way);
  [[nodiscard]] unsigned cycles_of_column(core::RelationId relation, core::ColumnIndex column, bool is_own_row);

  const core::Program& program_;
  const plan::Plan& plan_;
  vector::FixedFacts& facts_;
  std::vector<Cost> known_;
};

// A truth, i8. The node has code.
[[nodiscard]] llvm::Value* emit_condition(Emission& to, NodeCosts& costs, plan::NodeId node, llvm::Value* row);

// A day or moment, i64, and whether it is given, i1 (nullptr: it never is).
struct EmittedTime {
  llvm::Value* at = nullptr;
  llvm::Value* is_given = nullptr;
};
[[nodiscard]] EmittedTime emit_time(Emission& to, plan::TimeId time, llvm::Value* row);

}  // namespace polc::native
