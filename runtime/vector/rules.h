// SPDX-License-Identifier: Apache-2.0
// Classes and defined attributes from the truth of their rules, by morsels of things. For the files of this folder alone.
#pragma once

#include <memory>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

// More classes than a byte has bits are left to the interpreter.
inline constexpr std::size_t most_ranks = 8;

// Classes of a scale, ready to be worked out for any things. What the rules need of other steps is in `world`, which must
// outlive it; for things that have not been reached there, that may come later.
class ClassRun {
 public:
  ClassRun(const plan::Classes& classes, WorkedOut& world);
  ~ClassRun();
  ClassRun(ClassRun&&) noexcept;

  // Room for all things.
  [[nodiscard]] interpret::ClassTable make_table() const;
  // For `size` things from `first`. Workers may do different things of one table at once.
  void work_out(Row first, std::size_t size, Scratch& scratch, interpret::ClassTable& table) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// For all things of its table.
void run_all(const ClassRun& run, interpret::ClassTable& table, workers::Workers& workers,
             std::vector<Scratch>& scratches);
[[nodiscard]] interpret::ClassTable run_classes(const plan::Classes& classes, WorkedOut& world,
                                                workers::Workers& workers, std::vector<Scratch>& scratches);
[[nodiscard]] interpret::FlagTable run_flag(const plan::DefinedFlag& flag, WorkedOut& world, workers::Workers& workers,
                                            std::vector<Scratch>& scratches);

// Whether the rule's sentence may apply to anything at all.
[[nodiscard]] bool may_apply(const plan::Rule& rule, WorkedOut& world);

}  // namespace polc::vector
