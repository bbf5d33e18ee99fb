// SPDX-License-Identifier: Apache-2.0
// What every command carries through its run: the texts, the findings, the clock of the phases and standard output;
// and how a run ends: findings are printed, their severity becomes the exit code.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/diagnostics/sink.h"
#include "compiler/driver/arguments.h"
#include "compiler/driver/exit_code.h"
#include "compiler/driver/output.h"
#include "compiler/driver/phases.h"
#include "compiler/driver/pipeline.h"
#include "compiler/source/source_file.h"

namespace polc::driver {

struct Run {
  explicit Run(source::Language of_environment) : language(of_environment) {}

  source::SourceMap sources;
  diag::Sink sink;
  Phases phases;
  Output out;
  source::Language language;  // of everything that is printed
  ColourChoice colour = ColourChoice::Auto;

  [[nodiscard]] std::string_view say(std::string_view english, std::string_view chinese) const {
    return language == source::Language::Chinese ? chinese : english;
  }
};

// Compiles the policies of a command and settles the language of the run: as asked, else of the first file, else of the
// environment.
[[nodiscard]] Compiled compile_input(const InputArguments& input, Until until, Run& run);

// The findings as text, for standard output (`for_standard_error` false) or standard error.
[[nodiscard]] std::string findings_text(const Run& run, const diag::Sink& sink, bool for_standard_error);
void print_error(std::string_view text);

// Findings to standard error; for commands whose standard output is something else.
void report_findings(const Run& run);

// CouldNot for findings of the command line and of files (P10xx), NotValid for other errors but those of proofs (P11xx);
// Findings for these and for milder ones down to `fails_from`; Undecided where only questions stay open.
[[nodiscard]] ExitCode exit_code_of(const diag::Sink& sink, diag::Severity fails_from = diag::Severity::Warning);

// Writes out what is left, and the phases if asked for. What could not be written overrides `code`.
[[nodiscard]] ExitCode finish(Run& run, ExitCode code, bool print_phases);

}  // namespace polc::driver
