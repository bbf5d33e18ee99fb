// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/prove_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "compiler/driver/clock.h"
#include "compiler/driver/witness_files.h"
#include "compiler/prove/findings.h"
#include "compiler/prove/proof_store.h"
#include "compiler/prove/spans.h"
#include "runtime/interpret/interpret.h"

namespace polc::driver {
namespace {

// The policies of files that were named on the command line, in the set of their own language.
std::vector<core::PolicyId> given_policies(const ProgramSet& set, bool only_set) {
  std::vector<core::PolicyId> given;
  for (std::uint32_t at = 0; at < set.program->policies.size(); ++at) {
    const source::FileId file = set.program->policies[at].span.file;
    const bool is_given = std::any_of(set.files.begin(), set.files.end(), [&](const LoadedFile& loaded) {
      return loaded.id == file && loaded.given && (only_set || loaded.tree.language == set.language);
    });
    if (is_given) given.push_back({at});
  }
  return given;
}

class QueryWriter {
 public:
  QueryWriter(const std::filesystem::path& folder, Run& run) : folder_(folder), run_(run) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error) fail(folder_, error.message());
  }

  void write(const std::string& text, prove::Answer answer) {
    if (failed_) return;
    const char* status = answer == prove::Answer::Satisfiable     ? "sat"
                         : answer == prove::Answer::Unsatisfiable ? "unsat"
                                                                  : "unknown";
    const std::filesystem::path path = folder_ / fmt::format("{:05}.smt2", ++count_);
    std::ofstream out(path, std::ios::binary);
    out << "(set-info :status " << status << ")\n" << text;
    if (!out.flush()) fail(path, std::strerror(errno));
  }

 private:
  void fail(const std::filesystem::path& path, const std::string& why) {
    failed_ = true;
    run_.sink.emit(diag::Kind::FileUnwritable, {}, path.string(), why);
  }

  std::filesystem::path folder_;
  Run& run_;
  std::size_t count_ = 0;
  bool failed_ = false;
};

// Null: no proof is used again.
std::unique_ptr<prove::ProofStore> open_store(const CheckArguments& arguments, Run& run) {
  if (!arguments.reuse) return nullptr;
  const auto place = arguments.proofs ? arguments.proofs : prove::ProofStore::usual_place();
  if (!place) return nullptr;
  auto opened = prove::ProofStore::open(*place);
  if (opened) return std::move(*opened);
  run.sink.emit(diag::Kind::ProofsNotKept, {}, place->string(), opened.error());
  return nullptr;
}

}  // namespace

ProofTotals prove_sets(const CheckArguments& arguments, const Compiled& compiled, Run& run) {
  ProofTotals totals;
  const value::Day day = arguments.on ? value::day_of(*arguments.on) : arguments.to ? *arguments.to : today();
  std::optional<QueryWriter> queries;
  if (arguments.queries) queries.emplace(*arguments.queries, run);
  const std::unique_ptr<prove::ProofStore> store = open_store(arguments, run);
  std::optional<WitnessFiles> worlds;
  if (arguments.witness) worlds.emplace(*arguments.witness, run);
  for (const ProgramSet& set : compiled.sets) {
    if (!set.program) continue;
    prove::Options options;
    options.asked = given_policies(set, compiled.sets.size() == 1);
    if (options.asked.empty()) continue;
    options.language = run.language;
    options.store = store.get();
    if (arguments.on) options.from = options.to = arguments.on;
    if (arguments.from) options.from = value::start_of(*arguments.from);
    if (arguments.to) options.to = interpret::end_of(*arguments.to);
    if (queries)
      options.on_query = [&](const std::string& text, prove::Answer answer) { queries->write(text, answer); };
    const prove::Report report = run.phases.run("prove", [&] { return prove::prove(*set.program, options); });
    const std::vector<prove::Told> told = prove::add_findings(*set.program, report, day, run.sources, run.sink);
    if (worlds) totals.worlds += worlds->write(set, report, told);
    totals.claims += report.claims + report.lapsed.size();
    totals.proved += report.proved;
    totals.found += report.findings.size() + report.lapsed.size();
    totals.open += report.open.size() + report.differences.size();
    totals.uncovered += report.uncovered.size();
    totals.queries += report.queries;
    totals.reused += report.reused;
    const std::vector<prove::LawCell> breaches = prove::spans_of_breach(report);
    totals.breaches.insert(totals.breaches.end(), breaches.begin(), breaches.end());
    if (!report.solver.empty()) totals.solver = report.solver;
    for (const auto& [property, effort] : report.effort) {
      totals.effort[property].claims += effort.claims;
      totals.effort[property].seconds += effort.seconds;
    }
    if (report.slowest && report.slowest_seconds > totals.slowest_seconds) {
      totals.slowest_seconds = report.slowest_seconds;
      totals.slowest = prove::sentence_of(*set.program, *report.slowest).span;
    }
  }
  totals.breaches = prove::merged(std::move(totals.breaches));
  return totals;
}

}  // namespace polc::driver
