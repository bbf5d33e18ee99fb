// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "compiler/diagnostics/render_text.h"

namespace polc::driver {

Compiled compile_input(const InputArguments& input, Until until, Run& run) {
  run.colour = input.colour;
  if (input.language) run.language = *input.language;
  Compiled compiled = compile(input.paths, input.search, until, run.sources, run.sink, run.phases);
  if (!input.language && compiled.files > 0) run.language = compiled.language;
  return compiled;
}

std::string findings_text(const Run& run, const diag::Sink& sink, bool for_standard_error) {
  return diag::render_text(sink, run.sources, {run.language, use_colour(run.colour, for_standard_error ? 2 : 1)});
}

void print_error(std::string_view text) {
  // Standard error is the last resort: where it fails there is nobody left to tell.
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void report_findings(const Run& run) { print_error(findings_text(run, run.sink, true)); }

ExitCode exit_code_of(const diag::Sink& sink, diag::Severity fails_from) {
  bool not_valid = false;
  bool fails = false;
  bool open = false;
  for (const diag::Diagnostic& finding : sink.diagnostics()) {
    const bool is_error = finding.severity() == diag::Severity::Error;
    const std::string_view code = diag::info(finding.primary.kind).code;
    const bool is_open = finding.primary.kind == diag::Kind::NotDecided || finding.primary.kind == diag::Kind::NoSolver;
    if (finding.primary.kind == diag::Kind::ProverDiffers) return ExitCode::Internal;
    if (is_error && code.starts_with("P10")) return ExitCode::CouldNot;
    // What a proof refutes is a valid policy that breaks another one.
    not_valid = not_valid || (is_error && !code.starts_with("P11"));
    fails = fails || (!is_open && finding.severity() <= fails_from);
    open = open || is_open;
  }
  if (not_valid) return ExitCode::NotValid;
  return fails ? ExitCode::Findings : open ? ExitCode::Undecided : ExitCode::Nothing;
}

ExitCode finish(Run& run, ExitCode code, bool print_phases) {
  if (print_phases) {
    for (const Phases::Phase& phase : run.phases.all()) {
      const double milliseconds = std::chrono::duration<double, std::milli>(phase.time).count();
      print_error(fmt::format("{:<10}{:>10.2f} ms\n", phase.name, milliseconds));
    }
  }
  run.out.flush();
  if (!run.out.failed()) return code;
  diag::Sink sink;
  sink.emit(diag::Kind::WriteFailed, {}, run.out.error_text());
  print_error(findings_text(run, sink, true));
  return ExitCode::CouldNot;
}

}  // namespace polc::driver
