// SPDX-License-Identifier: Apache-2.0
// How long the steps of a plan took, and over how many rows.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "compiler/plan/plan.h"

namespace polc::vector {

class Profile {
 public:
  struct Entry {
    std::uint64_t rows = 0;   // of the relation that it reads, all runs together
    std::uint64_t times = 0;  // runs
    std::chrono::nanoseconds time{0};
  };

  // Adds the time until it ends to a step.
  class Timer {
   public:
    Timer(Profile& profile, plan::StepId step, std::uint64_t rows)
        : entry_(profile.entry(step)), started_(std::chrono::steady_clock::now()) {
      entry_.rows += rows;
      ++entry_.times;
    }
    ~Timer() { entry_.time += std::chrono::steady_clock::now() - started_; }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

   private:
    Entry& entry_;
    std::chrono::steady_clock::time_point started_;
  };

  // By step; may be shorter than the plan.
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  void reset(std::size_t steps) { entries_.assign(steps, {}); }

 private:
  Entry& entry(plan::StepId step) {
    if (entries_.size() <= step.index) entries_.resize(step.index + 1);
    return entries_[step.index];
  }

  std::vector<Entry> entries_;
};

}  // namespace polc::vector
