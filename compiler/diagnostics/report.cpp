// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/report.h"

#include <algorithm>
#include <array>
#include <set>

#include "compiler/diagnostics/render_text.h"

namespace polc::diag {

std::string reported_path(const source::SourceFile& file, const Report& report) {
  const auto path = std::filesystem::path(file.path()).lexically_normal();
  if (!path.is_absolute() || report.folder.empty()) return path.string();
  const auto relative = path.lexically_relative(report.folder.lexically_normal());
  return relative.empty() || *relative.begin() == ".." ? path.string() : relative.string();
}

std::vector<source::FileId> reported_files(const Sink& sink, const Report& report) {
  std::set<source::FileId> files(report.files.begin(), report.files.end());
  for (const Diagnostic& diagnostic : sink.diagnostics())
    if (diagnostic.primary.span.is_known()) files.insert(diagnostic.primary.span.file);
  return {files.begin(), files.end()};
}

std::string note_line(const Message& note, const source::SourceMap& sources, const Report& report) {
  std::string line;
  if (note.span.is_known()) {
    const source::Position at = sources.begin_position(note.span);
    line = reported_path(sources.file(note.span.file), report) + ":" + std::to_string(at.line) + ":" +
           std::to_string(at.column) + ": ";
  }
  return line.append(info(Kind::WordNote).text(report.language)) + ": " + message_text(note, report.language);
}

std::string help_line(const Diagnostic& diagnostic, Language language) {
  const std::string help = help_text(diagnostic, language);
  return help.empty() ? "" : std::string(info(Kind::WordHelp).text(language)) + ": " + help;
}

std::string not_shown_line(const Sink& sink, Language language) {
  if (sink.dropped_count() == 0) return "";
  const std::array<Argument, 1> dropped{Argument(sink.dropped_count())};
  return fill_in(info(Kind::CountNotShown).text(language), dropped, language);
}

}  // namespace polc::diag
