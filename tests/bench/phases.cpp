// SPDX-License-Identifier: Apache-2.0
// Times the way from text to core rules inside one process, phase by phase: no start of a program, warm caches.
// In: the number of rules of a made policy (make_corpus.py writes it). Out: Google Benchmark's table or JSON.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "compiler/driver/pipeline.h"

namespace {

namespace fs = std::filesystem;

// The corpus lies in a folder of its own while the program runs.
class Corpus {
 public:
  explicit Corpus(std::int64_t rules) : folder_(fs::temp_directory_path() / ("polc_bench_" + std::to_string(rules))) {
    const std::string command = "python3 '" POLC_MAKE_CORPUS "' '" + folder_.string() + "' " + std::to_string(rules);
    made_ = std::system(command.c_str()) == 0;
  }
  ~Corpus() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Corpus(const Corpus&) = delete;
  Corpus& operator=(const Corpus&) = delete;

  [[nodiscard]] bool made() const { return made_; }
  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
  bool made_ = false;
};

void compile_corpus(benchmark::State& state) {
  const Corpus corpus(state.range(0));
  if (!corpus.made()) {
    state.SkipWithError("the corpus could not be made");
    return;
  }
  polc::driver::Phases phases;
  for (auto _ : state) {
    polc::source::SourceMap sources;
    polc::diag::Sink sink;
    const auto compiled =
        polc::driver::compile({corpus.folder()}, {}, polc::driver::Until::Checked, sources, sink, phases);
    if (compiled.sets.empty() || !compiled.sets.front().program) {
      state.SkipWithError("the corpus did not pass the check");
      return;
    }
  }
  for (const auto& phase : phases.all()) {
    state.counters[std::string(phase.name) + "_ms"] =
        benchmark::Counter(static_cast<double>(phase.time.count()) / 1e6, benchmark::Counter::kAvgIterations);
  }
  state.counters["rules"] = static_cast<double>(state.range(0));
}

BENCHMARK(compile_corpus)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
