// SPDX-License-Identifier: Apache-2.0
// Times of repeated work, for the programs that are compared by them: both are measured alike.
#pragma once

#include <time.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace polc::bench {

using Clock = std::chrono::steady_clock;

// Milliseconds.
struct Times {
  double median = 0, least = 0;  // wall
  double cpu = 0;                // median of the time of all processors
};

inline double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// After one run that does not count; without repeats, of that run alone. What comes before each run is not measured.
template <class Work, class Before>
Times measure(int repeats, Work work, Before before) {
  if (repeats > 0) {
    before();
    work();
  }
  std::vector<double> times, cpu_times;
  for (int at = 0; at < std::max(repeats, 1); ++at) {
    before();
    const auto begin = Clock::now();
    const double cpu_begin = cpu_ms();
    work();
    cpu_times.push_back(cpu_ms() - cpu_begin);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  std::sort(times.begin(), times.end());
  std::sort(cpu_times.begin(), cpu_times.end());
  return {times[times.size() / 2], times.front(), cpu_times[times.size() / 2]};
}
template <class Work>
Times measure(int repeats, Work work) {
  return measure(repeats, work, [] {});
}

}  // namespace polc::bench
