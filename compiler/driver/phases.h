// SPDX-License-Identifier: Apache-2.0
// How long each phase of a run took, in the order in which the phases were first entered.
#pragma once

#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

namespace polc::driver {

class Phases {
 public:
  struct Phase {
    std::string_view name;
    std::chrono::nanoseconds time{0};
  };

  // Runs `work` and adds its time to the phase of that name.
  template <class Work>
  decltype(auto) run(std::string_view name, Work&& work) {
    const Stop stop{*this, name, std::chrono::steady_clock::now()};
    return std::forward<Work>(work)();
  }
  [[nodiscard]] const std::vector<Phase>& all() const { return phases_; }

 private:
  struct Stop {
    Phases& phases;
    std::string_view name;
    std::chrono::steady_clock::time_point begin;
    ~Stop() { phases.add(name, std::chrono::steady_clock::now() - begin); }
  };

  void add(std::string_view name, std::chrono::nanoseconds time) {
    for (Phase& phase : phases_) {
      if (phase.name != name) continue;
      phase.time += time;
      return;
    }
    phases_.push_back({name, time});
  }

  std::vector<Phase> phases_;
};

}  // namespace polc::driver
