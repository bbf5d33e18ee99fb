// SPDX-License-Identifier: Apache-2.0
// Times the making of machine code: a function for every condition of rules, guards and exceptions, one for every scan with all its
// numbers, as if each paid and every column were four bytes wide. In: policies, how often. Out: one JSON object, medians in
// milliseconds.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "compiler/core/match.h"
#include "compiler/driver/pipeline.h"
#include "compiler/plan/plan.h"
#include "runtime/native/load_compiler.h"

namespace {

using namespace polc;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

class WideColumns final : public vector::FixedFacts {
 public:
  vector::RowId row_count(core::RelationId) override { return 1'000'000; }
  vector::ColumnView view(core::RelationId, core::ColumnIndex) override {
    return {&somewhere_, vector::Width::Four, 0, 0xffffffff, 1'000'000};
  }
  bool any_absent(core::RelationId, core::ColumnIndex) override { return true; }

 private:
  std::uint32_t somewhere_ = 0;  // the code is not run
};

struct Wanted {
  std::size_t conditions = 0, without_code = 0;
  std::vector<plan::NodeId> nodes;
  std::vector<vector::WindowCode> windows;
};

Wanted wanted_of(const plan::Plan& plan, const vector::ConditionCode& code) {
  Wanted wanted;
  std::set<plan::NodeId> seen;
  const auto want = [&](plan::NodeId node) {
    ++wanted.conditions;
    if (!seen.insert(node).second) return;
    if (code.knows(node))
      wanted.nodes.push_back(node);
    else
      ++wanted.without_code;
  };
  const auto want_rules = [&](const std::vector<plan::Rule>& rules) {
    for (const plan::Rule& rule : rules) {
      want(rule.condition);
      for (const plan::NodeId exception : rule.exceptions) want(exception);
    }
  };
  for (const plan::Step& step : plan.steps)
    core::match(
        step,
        [&](const plan::Scan& scan) {
          std::set<std::optional<plan::NodeId>> filters;
          for (const plan::CountId count : scan.counts)
            if (!plan[count].filter || code.knows(*plan[count].filter)) filters.insert(plan[count].filter);
          vector::WindowCode window{scan.relation, scan.link, {}};
          for (const auto& filter : filters) window.numbers.push_back({filter, window.numbers.size() % 2 == 0});
          if (!window.numbers.empty()) wanted.windows.push_back(std::move(window));
        },
        [](const plan::Ask&) {}, [&](const plan::Classes& classes) { want_rules(classes.rules); },
        [&](const plan::DefinedFlag& flag) { want_rules(flag.rules); },
        [&](const plan::Guard& guard) {
          want(guard.condition);
          for (const plan::NodeId exception : guard.exceptions) want(exception);
        });
  return wanted;
}

int fail(const std::string& why) {
  std::fprintf(stderr, "bench_native: %s\n", why.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail("takes POLICIES REPEATS");
  source::SourceMap sources;
  diag::Sink sink;
  driver::Phases phases;
  const auto compiled = driver::compile({argv[1]}, {}, driver::Until::Checked, sources, sink, phases);
  if (compiled.sets.empty() || !compiled.sets.front().program) return fail("the policies did not pass the check");
  const core::Program& program = *compiled.sets.front().program;
  const plan::Plan plan = plan::build(program);
  const auto began = Clock::now();
  const auto compiler = native::load_compiler();
  const double load = since(began);
  if (!compiler) return fail("machine code cannot be made: " + compiler.error());
  WideColumns columns;
  std::vector<double> begins, makes, cpu_makes;
  Wanted wanted;
  for (int at = 0; at < std::max(std::atoi(argv[2]), 1); ++at) {
    const auto begin = Clock::now();
    auto code = (*compiler)->begin(program, plan, columns);
    if (!code) return fail(code.error());
    begins.push_back(since(begin));
    wanted = wanted_of(plan, **code);
    const auto make = Clock::now();
    const double cpu = cpu_ms();
    // As a session asks for them: conditions together, windows one by one.
    const auto made = (*code)->make(wanted.nodes, {});
    if (!made) return fail(made.error());
    for (const vector::WindowCode& window : wanted.windows) {
      const auto made_window = (*code)->make({}, std::span(&window, 1));
      if (!made_window) return fail(made_window.error());
    }
    makes.push_back(since(make));
    cpu_makes.push_back(cpu_ms() - cpu);
  }
  const std::size_t sentences = program.class_rules.size() + program.norms.size();
  std::printf(
      "{\"rules\":%zu,\"nodes\":%zu,\"conditions\":%zu,\"functions\":%zu,\"windows\":%zu,\"without_code\":%zu,\"load_"
      "ms\":%.1f,"
      "\"begin_ms\":%.2f,\"make_ms\":%.1f,\"make_cpu_ms\":%.1f,\"us_a_rule\":%.1f}\n",
      sentences, plan.nodes.size(), wanted.conditions, wanted.nodes.size() + wanted.windows.size(),
      wanted.windows.size(), wanted.without_code, load, median(begins), median(makes), median(cpu_makes),
      sentences == 0 ? 0 : median(cpu_makes) * 1000 / static_cast<double>(sentences));
  return 0;
}
