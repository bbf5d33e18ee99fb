// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_github.h"

#include <algorithm>
#include <string_view>

#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/render_text.h"

namespace polc::diag {
namespace {

std::string_view command_name(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "notice";
  }
  return "";
}

std::string escaped(std::string_view text, std::string_view reserved) {
  constexpr std::string_view hexadecimal = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (reserved.find(c) == std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    ((out += '%') += hexadecimal[byte >> 4]) += hexadecimal[byte & 15];
  }
  return out;
}
std::string escaped_text(std::string_view text) { return escaped(text, "%\r\n"); }
std::string escaped_property(std::string_view text) { return escaped(text, "%\r\n:,"); }

std::string place(Span span, const source::SourceMap& sources, const Report& report) {
  const source::SourceFile& file = sources.file(span.file);
  const source::Position begin = file.position(span.begin);
  // A span that ends with a line break does not reach into the next line.
  const source::Position last = file.position(span.end > span.begin ? span.end - 1 : span.begin);
  std::string out = "file=" + escaped_property(reported_path(file, report)) + ",line=" + std::to_string(begin.line) +
                    ",endLine=" + std::to_string(last.line);
  if (begin.line == last.line)
    out += ",col=" + std::to_string(begin.column) + ",endColumn=" + std::to_string(last.column);
  return out + ",";
}

std::string command(const Diagnostic& diagnostic, const source::SourceMap& sources, const Report& report) {
  const KindInfo& kind = info(diagnostic.primary.kind);
  std::string text = printable(message_text(diagnostic.primary, report.language));
  for (const Message& note : diagnostic.notes) text += "\n" + printable(note_line(note, sources, report));
  if (const std::string help = help_line(diagnostic, report.language); !help.empty()) text += "\n" + printable(help);
  std::string out("::");
  out.append(command_name(kind.severity)) += ' ';
  if (diagnostic.primary.span.is_known()) out += place(diagnostic.primary.span, sources, report);
  out.append("title=").append(kind.code).append("::") += escaped_text(text);
  return out + "\n";
}

}  // namespace

std::string render_github(const Sink& sink, const source::SourceMap& sources, const Report& report) {
  std::string out;
  for (const Diagnostic* diagnostic : sink.in_source_order()) out += command(*diagnostic, sources, report);
  if (const std::string line = not_shown_line(sink, report.language); !line.empty())
    out += "::notice title=polc::" + escaped_text(line) + "\n";
  return out;
}

}  // namespace polc::diag
