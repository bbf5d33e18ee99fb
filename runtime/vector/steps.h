// SPDX-License-Identifier: Apache-2.0
// Runs the steps of a plan that are asked for, in order. For the files of this folder alone.
#pragma once

#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/profile.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/steady.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

class Steps {
 public:
  Steps(WorkedOut& world, DaySums& sums, SteadyClasses& steady, workers::Workers& workers,
        std::vector<Scratch>& scratches, Profile& profile);

  // Of the classes of single things, what does not concern the thing alone; `own`: the counts of its own rows, which are left
  // out. False: the plan does not have these classes, or leaves them to the interpreter.
  bool want_around(core::ScaleId scale, core::RelationId sort, std::vector<plan::CountId>& own);
  [[nodiscard]] const plan::Classes& classes(core::ScaleId scale, core::RelationId sort) const;
  [[nodiscard]] plan::StepId scan_of(plan::CountId count) const { return scans_.at(count.index); }
  // What is asked for, with all that it needs.
  void want_classes(core::ScaleId scale, core::RelationId sort);
  void want_all_classes_and_flags();
  // What the guards of all norms in force need; the guards themselves are worked out as they are asked for.
  void want_guards();

  // Classes and attributes go to the evaluator, all else to WorkedOut. Throws DoesNotFit.
  void run();

 private:
  void want_step(plan::StepId id);
  void want_rules(const std::vector<plan::Rule>& rules);
  void want(plan::NodeId id);
  [[nodiscard]] bool is_left_to_interpreter(const plan::Classes& classes) const;
  void run_step(plan::StepId id);

  WorkedOut& world_;
  DaySums& sums_;
  SteadyClasses& steady_;
  workers::Workers& workers_;
  std::vector<Scratch>& scratches_;
  Profile& profile_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, plan::StepId> classes_, flags_;
  std::map<std::uint32_t, plan::StepId> scans_, asks_;  // by count; by node
  std::vector<bool> wanted_steps_, wanted_nodes_, wanted_counts_;
  std::vector<bool> is_steady_;                // by step: classes that need no other step
  std::vector<plan::CountId>* own_ = nullptr;  // where counts of a thing's own rows go while they are left out
  std::vector<bool> seen_around_;              // nodes, meanwhile: what they need is not all wanted
};

}  // namespace polc::vector
