// SPDX-License-Identifier: Apache-2.0
// polc fmt: writes policies in the one layout, in place or to standard output. A file with errors is left as it is.
#include <algorithm>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diagnostics/load_source.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/loader.h"
#include "compiler/driver/replace_file.h"
#include "compiler/format/format.h"
#include "compiler/parse/parse.h"
#include "runtime/value/check_macro.h"

namespace polc::driver {
namespace {

constexpr std::string_view standard_input = "-";

std::vector<source::FileId> read_input(const FmtArguments& arguments, Run& run) {
  if (!arguments.reads_standard_input()) return read_paths(arguments.input.paths, run.sources, run.sink);
  std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  if (const auto checked = source::check_text(standard_input, text); !checked) {
    diag::report_load_error(checked.error(), run.sink);
    return {};
  }
  return {run.sources.add(std::string(standard_input), std::move(text))};
}

/// None after a finding.
std::optional<std::string> formatted(source::FileId file, Run& run) {
  diag::Sink& sink = run.sink;
  const std::size_t errors = sink.error_count();
  run.phases.run("parse", [&] { return parse::parse(run.sources.file(file), file, sink); });
  if (sink.error_count() > errors) return std::nullopt;
  auto text = run.phases.run("format", [&] { return format::format(run.sources.file(file).text()); });
  POLC_CHECK(text.has_value(), "what is laid out is read back as the same words");
  return text;
}

}  // namespace

ExitCode run_fmt(const FmtArguments& arguments, Run& run) {
  run.colour = arguments.input.colour;
  const bool prints = arguments.to_standard_output || arguments.reads_standard_input();
  bool changes = false;
  for (const source::FileId file : read_input(arguments, run)) {
    const auto text = formatted(file, run);
    if (!text) continue;
    const std::string& path = run.sources.file(file).path();
    const bool same = *text == run.sources.file(file).text();
    if (arguments.check) {
      if (!same) run.out.write(path + "\n");
      changes = changes || !same;
    } else if (prints) {
      run.out.write(*text);
    } else if (!same) {
      if (const auto error = replace_file(path, *text)) run.sink.emit(diag::Kind::FileNotWritten, {}, path, *error);
    }
  }
  report_findings(run);
  const ExitCode code = exit_code_of(run.sink, diag::Severity::Error);
  return finish(run, code == ExitCode::Nothing && changes ? ExitCode::Findings : code, arguments.input.time);
}

}  // namespace polc::driver
