// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_text.h"

#include <array>

#include "compiler/diagnostics/excerpt.h"

namespace polc::diag {
namespace {

struct Colours {
  std::string_view error = "\x1b[1;31m";
  std::string_view warning = "\x1b[1;33m";
  std::string_view note = "\x1b[1;36m";
  std::string_view help = "\x1b[1;32m";
  std::string_view gutter = "\x1b[34m";
  std::string_view bold = "\x1b[1m";
  std::string_view reset = "\x1b[0m";
};
constexpr Colours no_colours{"", "", "", "", "", "", ""};

class TextRenderer {
 public:
  TextRenderer(const source::SourceMap& sources, const TextStyle& style)
      : sources_(sources), language_(style.language), colours_(style.colour ? Colours{} : no_colours) {}

  std::string render(const Diagnostic& diagnostic) {
    const KindInfo& kind = info(diagnostic.primary.kind);
    head(diagnostic.primary, kind.severity, kind.code);
    for (const Message& note : diagnostic.notes) head(note, Severity::Note, "");
    if (const std::string help = help_text(diagnostic, language_); !help.empty()) help_line(help);
    for (const Fix& fix : diagnostic.fixes) suggestion(fix);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view word(Kind kind) const { return info(kind).text(language_); }

  [[nodiscard]] std::string_view colour(Severity severity) const {
    switch (severity) {
      case Severity::Error:
        return colours_.error;
      case Severity::Warning:
        return colours_.warning;
      case Severity::Note:
        return colours_.note;
    }
    return "";
  }
  [[nodiscard]] std::string_view word(Severity severity) const {
    switch (severity) {
      case Severity::Error:
        return word(Kind::WordError);
      case Severity::Warning:
        return word(Kind::WordWarning);
      case Severity::Note:
        return word(Kind::WordNote);
    }
    return "";
  }
  [[nodiscard]] ExcerptStyle excerpt_style(std::string_view mark) const {
    return {colours_.gutter, mark, colours_.reset};
  }

  // `file:line:column: error[P0304]: message` and the lines it is about.
  void head(const Message& message, Severity severity, std::string_view code) {
    if (message.span.is_known()) {
      const source::Position at = sources_.begin_position(message.span);
      out_ += colours_.bold;
      out_ += printable(sources_.file(message.span.file).path()) + ":" + std::to_string(at.line) + ":" +
              std::to_string(at.column) + ": ";
      out_ += colours_.reset;
    }
    out_ += colour(severity);
    out_ += word(severity);
    if (!code.empty()) (out_ += '[').append(code) += ']';
    out_ += ": ";
    out_ += colours_.reset;
    out_ += printable(message_text(message, language_)) + "\n";
    if (message.span.is_known())
      out_ += excerpt(sources_.file(message.span.file), message.span, excerpt_style(colour(severity)));
  }

  void help_line(std::string_view text) {
    out_ += colours_.help;
    out_ += word(Kind::WordHelp);
    out_ += ": ";
    out_ += colours_.reset;
    out_ += printable(text) + "\n";
  }

  void suggestion(const Fix& fix) {
    const bool leave_out = fix.replacement.empty();
    const std::string_view shown = leave_out ? sources_.text(fix.span) : std::string_view(fix.replacement);
    const std::array<Argument, 1> arguments{Argument(shown)};
    help_line(fill_in(word(leave_out ? Kind::LeaveOut : Kind::WriteInstead), arguments, language_));
    if (!leave_out)
      out_ += excerpt_replaced(sources_.file(fix.span.file), fix.span, fix.replacement, excerpt_style(colours_.help));
  }

  const source::SourceMap& sources_;
  Language language_;
  Colours colours_;
  std::string out_;
};

std::string closing_line(const Sink& sink, Language language) {
  const std::array<Argument, 2> counts{Argument(sink.error_count()), Argument(sink.warning_count())};
  std::string line = fill_in(info(Kind::CountOfFindings).text(language), counts, language);
  if (sink.dropped_count() > 0) {
    const std::array<Argument, 1> dropped{Argument(sink.dropped_count())};
    line += (language == Language::Chinese ? "；" : "; ") +
            fill_in(info(Kind::CountNotShown).text(language), dropped, language);
  }
  return line + "\n";
}

}  // namespace

std::string message_text(const Message& message, Language language) {
  return fill_in(info(message.kind).text(language), message.arguments, language);
}

std::string help_text(const Diagnostic& diagnostic, Language language) {
  if (diagnostic.help) return message_text(*diagnostic.help, language);
  return fill_in(info(diagnostic.primary.kind).help(language), diagnostic.primary.arguments, language);
}

std::string render_text(const Diagnostic& diagnostic, const source::SourceMap& sources, const TextStyle& style) {
  return TextRenderer(sources, style).render(diagnostic);
}

std::string render_text(const Sink& sink, const source::SourceMap& sources, const TextStyle& style) {
  if (sink.diagnostics().empty()) return "";
  std::string out;
  for (const Diagnostic* diagnostic : sink.in_source_order()) out += render_text(*diagnostic, sources, style) + "\n";
  return out + closing_line(sink, style.language);
}

}  // namespace polc::diag
