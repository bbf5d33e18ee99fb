// SPDX-License-Identifier: Apache-2.0
// polc sources: where the articles and the norms of the sources stand in the policies, and what is missing.
#include <map>
#include <string>
#include <vector>

#include "compiler/diagnostics/load_source.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/sources_report.h"
#include "compiler/format/format.h"
#include "compiler/trace/coverage.h"
#include "compiler/trace/register.h"

namespace polc::driver {
namespace {

// The sentences of each file as they are laid out; a file is laid out when its first sentence is asked for.
class LaidOut {
 public:
  explicit LaidOut(const source::SourceMap& sources) : sources_(sources) {}

  std::string operator()(source::Span span) {
    const auto [file, is_new] = files_.try_emplace(span.file);
    if (is_new) file->second = format::sentences_of(sources_.file(span.file).text());
    const auto line = file->second.find(span.begin);
    return line == file->second.end() ? std::string(sources_.text(span)) : line->second;
  }

 private:
  const source::SourceMap& sources_;
  std::map<source::FileId, std::map<std::uint32_t, std::string>> files_;
};

std::vector<const ast::Policy*> policies_of(const ProgramSet& set) {
  std::vector<const ast::Policy*> policies;
  for (const LoadedFile& file : set.files) {
    if (!file.given) continue;
    for (const auto& part : file.tree.parts)
      if (const auto* policy = std::get_if<ast::Policy>(&part)) policies.push_back(policy);
  }
  return policies;
}

std::optional<trace::Register> read_norms(const std::filesystem::path& path, Run& run) {
  const auto file = diag::load_source(run.sources, path, run.sink);
  if (!file) return std::nullopt;
  return trace::read_register(run.sources.file(*file), *file, run.sink);
}

std::string rendered(const SourcesArguments& arguments, const SourcesReport& report) {
  switch (arguments.format) {
    case SourcesFormat::Text:
      return sources_text(report);
    case SourcesFormat::Json:
      return sources_json(report);
    case SourcesFormat::Html:
      return sources_html(report);
  }
  return {};
}

}  // namespace

ExitCode run_sources(const SourcesArguments& arguments, Run& run) {
  const bool time = arguments.input.time;
  const Compiled compiled = compile_input(arguments.input, Until::Checked, run);
  const ProgramSet* set = compiled.set_for(arguments.input.language);
  std::optional<trace::Register> of_norms;
  if (!run.sink.has_errors() && arguments.norms) of_norms = read_norms(*arguments.norms, run);
  if (run.sink.has_errors() || set == nullptr) {
    report_findings(run);
    return finish(run, exit_code_of(run.sink), time);
  }
  LaidOut laid_out(run.sources);
  const trace::Coverage coverage = run.phases.run("trace", [&] {
    return trace::coverage_of(policies_of(*set), of_norms, [&](source::Span span) { return laid_out(span); }, run.sink);
  });
  run.out.write(run.phases.run("report", [&] { return rendered(arguments, {coverage, run.sources, run.language}); }));
  // The policies are valid: what is wrong now is a mark that names nothing.
  report_findings(run);
  const bool complete = coverage.is_complete() && !run.sink.has_errors();
  return finish(run, complete ? ExitCode::Nothing : ExitCode::Findings, time);
}

}  // namespace polc::driver
