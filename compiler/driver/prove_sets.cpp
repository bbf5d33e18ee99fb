// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/prove_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "compiler/driver/clock.h"
#include "compiler/prove/findings.h"
#include "compiler/prove/prove.h"
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
    if (error) fail(error.message());
  }

  void write(const std::string& text, prove::Answer answer) {
    if (failed_) return;
    const char* status = answer == prove::Answer::Satisfiable     ? "sat"
                         : answer == prove::Answer::Unsatisfiable ? "unsat"
                                                                  : "unknown";
    const std::filesystem::path path = folder_ / fmt::format("{:05}.smt2", ++count_);
    std::ofstream out(path, std::ios::binary);
    out << "(set-info :status " << status << ")\n" << text;
    if (!out.flush()) fail("cannot write " + path.string());
  }

 private:
  void fail(const std::string& why) {
    failed_ = true;
    run_.sink.emit(diag::Kind::WriteFailed, {}, why);
  }

  std::filesystem::path folder_;
  Run& run_;
  std::size_t count_ = 0;
  bool failed_ = false;
};

}  // namespace

ProofTotals prove_sets(const CheckArguments& arguments, const Compiled& compiled, Run& run) {
  ProofTotals totals;
  const value::Day day = arguments.on ? value::day_of(*arguments.on) : arguments.to ? *arguments.to : today();
  std::optional<QueryWriter> queries;
  if (arguments.queries) queries.emplace(*arguments.queries, run);
  for (const ProgramSet& set : compiled.sets) {
    if (!set.program) continue;
    prove::Options options;
    options.asked = given_policies(set, compiled.sets.size() == 1);
    if (options.asked.empty()) continue;
    options.language = run.language;
    if (arguments.on) options.from = options.to = arguments.on;
    if (arguments.from) options.from = value::start_of(*arguments.from);
    if (arguments.to) options.to = interpret::end_of(*arguments.to);
    if (queries)
      options.on_query = [&](const std::string& text, prove::Answer answer) { queries->write(text, answer); };
    const prove::Report report = run.phases.run("prove", [&] { return prove::prove(*set.program, options); });
    prove::add_findings(*set.program, report, day, run.sink);
    totals.claims += report.claims;
    totals.proved += report.proved;
    totals.found += report.findings.size();
    totals.open += report.open.size() + report.differences.size();
    totals.uncovered += report.uncovered.size();
    totals.queries += report.queries;
    if (!report.solver.empty()) totals.solver = report.solver;
  }
  return totals;
}

}  // namespace polc::driver
