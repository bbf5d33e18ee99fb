// SPDX-License-Identifier: Apache-2.0
// What reports for other programs (render_sarif.h, render_junit.h, render_github.h) share: what they say besides the
// findings, and how they name files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::diag {

struct Report {
  Language language = Language::English;
  std::filesystem::path folder;           // paths below it are written relative to it; empty: as they were given
  std::vector<source::FileId> files;      // that were checked, with or without findings
  Severity fails_from = Severity::Error;  // the mildest finding that fails the check
  std::string_view version;               // of polc
  std::string_view run = "polc check";    // the command that was run
};

// The path of a file without `.` and detours, relative to `report.folder` if it lies there.
[[nodiscard]] std::string reported_path(const source::SourceFile& file, const Report& report);
// The files that were checked and those that findings stand in, each once, in order of reading.
[[nodiscard]] std::vector<source::FileId> reported_files(const Sink& sink, const Report& report);
[[nodiscard]] constexpr bool fails(Severity severity, const Report& report) { return severity <= report.fails_from; }

// `note: ...` or `path:line:column: note: ...`.
[[nodiscard]] std::string note_line(const Message& note, const source::SourceMap& sources, const Report& report);
// `help: ...`; "" if the finding has none.
[[nodiscard]] std::string help_line(const Diagnostic& diagnostic, Language language);
// That findings were counted but not kept; "" if all were kept.
[[nodiscard]] std::string not_shown_line(const Sink& sink, Language language);

}  // namespace polc::diag
