// SPDX-License-Identifier: Apache-2.0
// Classes whose rules say the same every day but for the numbers in windows: then a day more costs the difference of two running
// sums and the rules over them, and neither a scan nor a rule made ready. Kept from moment to moment. For the files of this
// folder alone.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/rules.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/steady_days.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

class SteadyClasses {
 public:
  // Works out the numbers of the step's classes for the moment of `day`. False: they are no such classes, or it does not pay
  // yet. Throws DoesNotFit.
  bool prepare(plan::StepId step, WorkedOut& day, DaySums& sums, workers::Workers& workers,
               std::vector<Scratch>& scratches);
  // The classes at that moment.
  [[nodiscard]] interpret::ClassTable classes(plan::StepId step, workers::Workers& workers,
                                              std::vector<Scratch>& scratches);

  // The classes on the days from that of `day` up to `last` at most, as long as the same policies are in force. None: they are no
  // such classes, or cannot be looked up. Throws DoesNotFit.
  [[nodiscard]] static std::optional<SteadyDays> days_from(plan::StepId step, WorkedOut& day, value::Day last,
                                                           DaySums& sums, workers::Workers& workers,
                                                           std::vector<Scratch>& scratches);

 private:
  struct NumberWithSums {
    plan::CountId count;
    const DaySums::Sums* sums = nullptr;
  };
  struct Kept {
    // `day` says what is in force from the first moment on; `evaluator` is that of this moment.
    Kept(const plan::Classes& classes, const WorkedOut& day)
        : evaluator(day.evaluator.world, day.evaluator.now),
          worked_out(day.plan, day.columns, evaluator),
          run(classes, worked_out) {}

    interpret::Evaluator evaluator;
    WorkedOut worked_out;
    ClassRun run;
    std::vector<NumberWithSums> numbers;
  };
  struct Tried {
    bool is_hopeless = false;
    std::unique_ptr<Kept> kept;
  };

  static bool has_same_law(const Kept& kept, const interpret::Evaluator& other);
  static bool settle(Kept& kept, WorkedOut& day);

  std::map<std::uint32_t, Tried> by_step_;
};

}  // namespace polc::vector
