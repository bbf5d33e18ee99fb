// SPDX-License-Identifier: Apache-2.0
// Times the workload inside one process, facts in memory. In: the facts that make_workload.py wrote (the folder, or the database
// or the snapshot made of it), the engine, its threads, how often warm (0: once, as the first thing a process does). Out: one
// JSON object, medians in milliseconds and the sums of the results; of an engine that is not in this build, that it is refused.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "compiler/driver/pipeline.h"
#include "runtime/facts/facts.h"
#include "runtime/interpret/interpret.h"
#include "runtime/native/load_compiler.h"
#include "runtime/vector/decider.h"
#include "runtime/vector/session.h"
#include "tests/bench/timing.h"

namespace {

using namespace polc;
using polc::bench::Clock;
using polc::bench::measure;
using polc::bench::Times;
using AnySession = std::variant<interpret::Session, vector::Session>;

constexpr std::int32_t first_day = 18262;  // 2020-01-01
constexpr std::int32_t days = 365, asked = 350;
constexpr std::uint64_t prime = 2147483647, tier_weights[] = {1, 100003, 10000019};

double since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

int fail(const std::string& why) {
  std::fprintf(stderr, "bench_workload: %s\n", why.c_str());
  return 1;
}

struct Counts {
  std::uint64_t of[3] = {};
};

std::string json(const Counts& counts) { return fmt::format("[{},{},{}]", counts.of[0], counts.of[1], counts.of[2]); }

Counts count(std::span<const interpret::ClassState> state, std::span<const std::uint8_t> rank) {
  Counts counts;
  const auto* states = reinterpret_cast<const std::uint8_t*>(state.data());
  const std::uint8_t* ranks = rank.data();
  constexpr auto is_class = static_cast<std::uint8_t>(interpret::ClassState::Class);
  // In bytes, so many at a time that they do not overflow.
  constexpr std::size_t at_once = 192;
  for (std::size_t first = 0; first < state.size(); first += at_once) {
    const std::size_t last = std::min(first + at_once, state.size());
    for (std::uint8_t tier = 0; tier < 3; ++tier) {
      std::uint8_t found = 0;
      for (std::size_t row = first; row < last; ++row)
        found = static_cast<std::uint8_t>(found + ((states[row] == is_class ? 1 : 0) & (ranks[row] == tier ? 1 : 0)));
      counts.of[tier] += found;
    }
  }
  return counts;
}

Counts count(const interpret::ClassTable& table) { return count(table.state, table.rank); }

class Bench {
 public:
  Bench(const core::Program& program, const facts::FactBase& facts, const std::string& engine, std::size_t threads,
        vector::CodeOptions code)
      : program_(program),
        facts_(facts),
        engine_(engine),
        threads_(threads),
        code_(std::move(code)),
        session_(make(1)) {
    for (std::uint32_t at = 0; at < program.vocabulary.relations.size(); ++at) {
      const std::string& name = program.vocabulary.relations[at].label.english;
      if (name == "region") region_ = {at};
      if (name == "person") person_ = {at};
    }
  }

  interpret::ClassTable classes(core::RelationId sort, std::int32_t day) {
    return std::visit([&](auto& session) { return session.classes({0}, sort, interpret::end_of({first_day + day})); },
                      *session_);
  }
  interpret::DayResult day() {
    return std::visit([&](auto& session) { return session.evaluate(interpret::end_of({first_day + asked})); },
                      *session_);
  }

  void run(int repeats) {
    const Times r1 = measure(repeats, [&] { tiers_ = count(classes(region_, asked)); });
    const Times r2 = measure(repeats, [&] { people_ = count(classes(person_, asked)); });
    const Times r3 = measure(repeats, [&] { result_ = day(); });
    use_ = code_use();
    // What is kept from one day to the next is made anew each time, and belongs to the rule.
    const Times r4 = measure(repeats, [&] { all_days(); }, [&] { session_.emplace(make(days)); });
    decide_one_by_one();
    // R2 rests on R1, and R3 on both: each was timed with what it rests on.
    std::printf(
        "\"R1_ms\":%.3f,\"R2_ms\":%.3f,\"R3_ms\":%.3f,\"R4_ms\":%.3f,\"total_ms\":%.3f,\"least_ms\":%.3f,\"cpu_ms\":%."
        "3f,",
        r1.median, r2.median - r1.median, r3.median - r2.median, r4.median, r3.median + r4.median, r3.least + r4.least,
        r3.cpu + r4.cpu);
    if (one_us_ > 0) std::printf("\"one_us\":%.3f,\"one_scattered_us\":%.3f,", one_us_, scattered_us_);
    print_results();
  }

  // One day answers R1 to R3 together.
  void run_once() {
    const auto begin = Clock::now();
    result_ = day();
    use_ = code_use();
    const double one_day = since(begin);
    session_.emplace(make(days));
    all_days();
    const double total = since(begin);
    for (const interpret::ClassTable& table : result_.classes) {
      if (table.sort == region_) tiers_ = count(table);
      if (table.sort == person_) people_ = count(table);
    }
    std::printf("\"R123_ms\":%.3f,\"R4_ms\":%.3f,\"total_ms\":%.3f,", one_day, total - one_day, total);
    print_results();
  }

 private:
  void print_results() {
    weigh_measures();
    if (use_)
      std::printf("\"compile_ms\":%.3f,\"functions\":%zu,\"code_rows\":%llu,",
                  std::chrono::duration<double, std::milli>(use_->time).count(), use_->functions,
                  static_cast<unsigned long long>(use_->rows));
    std::printf("\"results\":{\"R1\":%s,\"R2\":%s,\"R3\":%s,\"R3sum\":%llu,\"R4\":%s,\"R4sum\":%llu}",
                json(tiers_).c_str(), json(people_).c_str(), json(measures_).c_str(),
                static_cast<unsigned long long>(measure_sum_), json(all_tiers_).c_str(),
                static_cast<unsigned long long>(tier_sum_));
  }

  std::optional<vector::CodeUse> code_use() const {
    const auto* columns = std::get_if<vector::Session>(&*session_);
    return columns == nullptr ? std::nullopt : columns->code_use();
  }

  AnySession make(std::size_t expected_days) {
    interpret::Options options;
    options.breaches = false;
    options.explain_unknowns = false;
    if (engine_ != "interpreter")
      return AnySession(std::in_place_type<vector::Session>, program_, facts_, sink_, options, threads_, expected_days,
                        code_);
    return AnySession(std::in_place_type<interpret::Session>, program_, facts_, sink_, options);
  }

  void all_days() {
    all_tiers_ = {};
    tier_sum_ = 0;
    std::int32_t day = 0;
    each_day([&](const Counts& tiers) {
      for (int tier = 0; tier < 3; ++tier) {
        all_tiers_.of[tier] += tiers.of[tier];
        tier_sum_ += static_cast<std::uint64_t>(day + 1) * tiers.of[tier] * tier_weights[tier];
      }
      ++day;
    });
  }

  template <class OnDay>
  void each_day(OnDay on_day) {
    if (auto* columns = std::get_if<vector::Session>(&*session_))
      columns->classes_of_days({0}, region_, {first_day}, {first_day + days - 1},
                               [&](const vector::ClassesOfDay& tiers) { on_day(count(tiers.state, tiers.rank)); });
    else
      for (std::int32_t day = 0; day < days; ++day) on_day(count(classes(region_, day)));
  }

  // The tiers of people, each asked for alone, as they lie and in an order in which nobody's rows are in a cache but by chance:
  // microseconds a person.
  void decide_one_by_one() {
    if (engine_ != "vector") return;
    vector::Decider decider(program_, facts_, sink_, {0}, person_, interpret::end_of({first_day + asked}));
    const std::uint64_t people = facts_[person_].row_count;
    // A prime above any number of people, so that everybody's turn comes.
    constexpr std::uint64_t far = 4294967311;
    const auto decide_all = [&](std::uint64_t step) {
      Counts tiers;
      const auto begin = Clock::now();
      for (std::uint64_t at = 0; at < people; ++at) {
        const vector::Decider::Decision tier = decider.decide(static_cast<facts::Row>(at * step % people));
        if (tier.state == interpret::ClassState::Class) ++tiers.of[tier.rank];
      }
      if (json(tiers) != json(people_)) std::exit(fail("one by one people are not what they are together"));
      return since(begin) * 1000 / static_cast<double>(people);
    };
    one_us_ = decide_all(1);
    scattered_us_ = decide_all(far);
  }

  // Of each person the gravest measure and the first day after its last.
  void weigh_measures() {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> due(facts_[person_].row_count);
    for (const interpret::DueNorm& one : result_.due) {
      const auto& head = std::get<core::MeasureHead>(program_.norms[one.norm].heads[0]);
      const bool centralized = program_[head.measure].label.english == "centralized quarantine";
      auto& gravest = due[one.subject];
      gravest = std::max(
          gravest, {centralized ? 2U : 1U, static_cast<std::uint64_t>(one.last_day->since_epoch + 1 - first_day)});
    }
    measures_ = {};
    measure_sum_ = 0;
    for (facts::Row row = 0; row < due.size(); ++row) {
      const auto number = std::stoull(std::string(facts_[person_].keys->text(static_cast<std::int32_t>(row))));
      ++measures_.of[due[row].first];
      measure_sum_ += number * (1 + due[row].first * 7919 + due[row].second * 104729) % prime;
    }
  }

  const core::Program& program_;
  const facts::FactBase& facts_;
  std::string engine_;
  std::size_t threads_;
  vector::CodeOptions code_;
  diag::Sink sink_;
  std::optional<AnySession> session_;
  core::RelationId region_, person_;
  interpret::DayResult result_;
  Counts tiers_, people_, measures_, all_tiers_;
  std::uint64_t measure_sum_ = 0, tier_sum_ = 0;
  double one_us_ = 0, scattered_us_ = 0;
  std::optional<vector::CodeUse> use_;  // of one day
};

}  // namespace

int main(int argc, char** argv) {
  // Results are as large as the facts: their memory is used again from run to run, as the hand-written program does.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  if (argc != 5) return fail("takes FACTS ENGINE THREADS REPEATS");
  const std::string engine = argv[2];
  const int repeats = std::atoi(argv[4]);
  if (engine != "interpreter" && engine != "vector" && engine != "native") return fail("there is no engine " + engine);
  vector::CodeOptions code;
  if (engine == "native") {
    auto compiler = native::load_compiler();
    if (!compiler) return fail("machine code cannot be made: " + compiler.error());
    code.compiler = std::move(*compiler);
  }
  source::SourceMap sources;
  diag::Sink sink;
  driver::Phases phases;
  const auto compiled = driver::compile({POLC_WORKLOAD}, {}, driver::Until::Checked, sources, sink, phases);
  if (compiled.sets.empty() || !compiled.sets.front().program) return fail("the policies did not pass the check");
  const core::Program& program = *compiled.sets.front().program;
  const auto begin = Clock::now();
  const auto opened = facts::open_facts(argv[1], std::nullopt, sources, sink);
  if (!opened) return fail("the facts could not be opened");
  const auto loaded = facts::load(program, *opened, sink);
  if (!loaded || sink.has_errors()) return fail("the facts could not be read");
  std::printf("{\"engine\":\"%s\",\"threads\":%s,\"load_s\":%.3f,", argv[2], argv[3], since(begin) / 1000);
  Bench bench(program, *loaded, engine, std::strtoul(argv[3], nullptr, 10), std::move(code));
  if (repeats == 0)
    bench.run_once();
  else
    bench.run(repeats);
  std::printf("}\n");
  return 0;
}
