// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/day_engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "runtime/native/load_compiler.h"

namespace polc::driver {
namespace {

// With fewer rows of facts the interpreter is done before a plan pays.
constexpr std::uint64_t rows_that_pay = 100'000;
constexpr std::size_t most_threads = 16;
// Rows times days. LLVM takes about 100 ms to start and make code, which saves about 0.3 ns a row and day.
constexpr std::uint64_t work_that_pays_for_code = 1'000'000'000;

std::vector<std::uint64_t> row_counts(const facts::FactBase& facts) {
  std::vector<std::uint64_t> counts;
  for (const facts::Table& table : facts.tables) counts.push_back(table.row_count);
  return counts;
}

std::uint64_t all_rows(const facts::FactBase& facts) {
  std::uint64_t rows = 0;
  for (const std::uint64_t count : row_counts(facts)) rows += count;
  return rows;
}

bool takes_columns(const facts::FactBase& facts, Engine engine) {
  if (engine != Engine::Automatic) return engine != Engine::Interpreter;
  return all_rows(facts) >= rows_that_pay;
}

std::size_t threads_of(const EngineArguments& arguments) {
  const std::size_t there = std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
  return std::min(arguments.threads.value_or(there), most_threads);
}

using AnySession = std::variant<interpret::Session, vector::Session>;
AnySession make_session(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink,
                        const interpret::Options& options, const EngineArguments& arguments, std::size_t days,
                        const vector::CodeOptions& code) {
  if (takes_columns(facts, arguments.engine))
    return AnySession(std::in_place_type<vector::Session>, program, facts, sink, options, threads_of(arguments), days,
                      code);
  return AnySession(std::in_place_type<interpret::Session>, program, facts, sink, options);
}

}  // namespace

value::Result<vector::CodeOptions, std::string> code_options(const facts::FactBase& facts,
                                                             const EngineArguments& arguments, std::size_t days) {
  const bool is_tried = arguments.engine == Engine::Native ||
                        (arguments.engine == Engine::Automatic && all_rows(facts) * days >= work_that_pays_for_code);
  vector::CodeOptions options;
  if (!is_tried) return options;
  auto loaded = native::load_compiler();
  if (!loaded) {
    if (arguments.engine == Engine::Native) return loaded.error();
    return options;
  }
  options.compiler = std::move(*loaded);
  return options;
}

DayEngine::DayEngine(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink,
                     const interpret::Options& options, const EngineArguments& arguments, std::size_t days,
                     const vector::CodeOptions& code)
    : program_(program), facts_(facts), session_(make_session(program, facts, sink, options, arguments, days, code)) {}

interpret::DayResult DayEngine::evaluate(value::Moment moment) {
  return std::visit([&](auto& session) { return session.evaluate(moment); }, session_);
}

void DayEngine::evaluate_in_parts(value::Moment moment, const std::function<void(interpret::DayResult&)>& on_part,
                                  facts::Row subjects_at_once) {
  std::visit([&](auto& session) { session.evaluate_in_parts(moment, on_part, subjects_at_once); }, session_);
}

std::string DayEngine::profile() const {
  const auto* columns = std::get_if<vector::Session>(&session_);
  if (columns == nullptr) return "interpreter: no steps\n";
  std::string out = plan::print(program_, columns->plan(), row_counts(facts_)) + "\n";
  out += fmt::format("{:<10}{:>8}{:>14}{:>14}\n", "step", "times", "rows", "ms");
  const std::vector<vector::Profile::Entry>& entries = columns->profile().entries();
  for (std::size_t step = 0; step < entries.size(); ++step) {
    const vector::Profile::Entry& entry = entries[step];
    if (entry.times == 0) continue;
    out += fmt::format("{:<10}{:>8}{:>14}{:>14.3f}\n", fmt::format("step-{}", step), entry.times, entry.rows,
                       std::chrono::duration<double, std::milli>(entry.time).count());
  }
  if (const auto code = columns->code_use()) {
    out += fmt::format("{:<10}{:>8}{:>14}{:>14.3f}\n", "compile", code->functions, code->rows,
                       std::chrono::duration<double, std::milli>(code->time).count());
    if (!code->failure.empty()) out += fmt::format("compile: {}\n", code->failure);
  }
  return out;
}

std::string DayEngine::code_failure() const {
  const auto* columns = std::get_if<vector::Session>(&session_);
  const auto code = columns == nullptr ? std::nullopt : columns->code_use();
  return code ? code->failure : std::string();
}

}  // namespace polc::driver
