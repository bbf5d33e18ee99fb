// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_junit.h"

#include <cstddef>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/source/unicode.h"

namespace polc::diag {
namespace {

constexpr std::string_view whole_run = "polc check";

// XML 1.0 has no way to write these, not even as a reference.
bool is_forbidden(char32_t c) {
  return (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r') || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE ||
         c == 0xFFFF;
}

// Fit for an element and for an attribute in double quotation marks, where a reader would make a bare line break a space.
std::string escaped(std::string_view text, bool in_attribute) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const source::Decoded next = source::decode(text, at);
    at += next.length;
    const char32_t c = next.code_point;
    if (c == U'&') {
      out += "&amp;";
    } else if (c == U'<') {
      out += "&lt;";
    } else if (c == U'>') {
      out += "&gt;";
    } else if (c == U'"') {
      out += "&quot;";
    } else if (c == U'\r' || (in_attribute && (c == U'\n' || c == U'\t'))) {
      out += "&#" + std::to_string(static_cast<unsigned>(c)) + ";";
    } else {
      source::append_utf8(out, is_forbidden(c) ? char32_t{0xFFFD} : c);
    }
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value, true) + "\"";
}
std::string attribute(std::string_view name, std::size_t value) { return attribute(name, std::to_string(value)); }

// One suite as it is written, and what counts in its head.
struct Suite {
  std::string name;
  std::string cases;
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;

  void add(const std::string& attributes, const std::string& inside) {
    ++tests;
    cases += "    <testcase" + attribute("classname", name) + attributes;
    cases += inside.empty() ? "/>\n" : ">\n      " + inside + "\n    </testcase>\n";
  }
};

class JunitRenderer {
 public:
  JunitRenderer(const source::SourceMap& sources, const Report& report) : sources_(sources), report_(report) {}

  void finding(Suite& suite, const Diagnostic& diagnostic) const {
    const KindInfo& kind = info(diagnostic.primary.kind);
    const Span span = diagnostic.primary.span;
    const std::string message = printable(message_text(diagnostic.primary, report_.language));
    std::string name(kind.code);
    std::string place;
    if (span.is_known()) {
      const source::Position at = sources_.begin_position(span);
      name += " " + std::to_string(at.line) + ":" + std::to_string(at.column);
      place = attribute("file", suite.name) + attribute("line", at.line);
    }
    const std::string whole = render_text(diagnostic, sources_, {report_.language, false});
    suite.add(attribute("name", name + " " + message) + place, outcome(suite, diagnostic, message, whole));
  }

  void clean_file(Suite& suite) const { suite.add(attribute("name", suite.name) + attribute("file", suite.name), ""); }

 private:
  std::string outcome(Suite& suite, const Diagnostic& diagnostic, const std::string& message,
                      const std::string& whole) const {
    const KindInfo& kind = info(diagnostic.primary.kind);
    if (!fails(kind.severity, report_)) return "<system-out>" + escaped(whole, false) + "</system-out>";
    const bool placed = diagnostic.primary.span.is_known();
    ++(placed ? suite.failures : suite.errors);
    const std::string element = placed ? "failure" : "error";
    return "<" + element + attribute("type", kind.code) + attribute("message", message) + ">" + escaped(whole, false) +
           "</" + element + ">";
  }

  const source::SourceMap& sources_;
  const Report& report_;
};

std::string to_xml(const std::vector<Suite>& suites) {
  std::string body;
  std::size_t tests = 0, failures = 0, errors = 0;
  for (const Suite& suite : suites) {
    tests += suite.tests;
    failures += suite.failures;
    errors += suite.errors;
    body += "  <testsuite" + attribute("name", suite.name) + attribute("tests", suite.tests) +
            attribute("failures", suite.failures) + attribute("errors", suite.errors) +
            attribute("skipped", suite.skipped) + ">\n" + suite.cases + "  </testsuite>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", whole_run) +
         attribute("tests", tests) + attribute("failures", failures) + attribute("errors", errors) + ">\n" + body +
         "</testsuites>\n";
}

}  // namespace

std::string render_junit(const Sink& sink, const source::SourceMap& sources, const Report& report) {
  const JunitRenderer renderer(sources, report);
  const std::vector<const Diagnostic*> findings = sink.in_source_order();
  std::vector<Suite> suites;
  auto next = findings.begin();
  for (const source::FileId file : reported_files(sink, report)) {
    Suite& suite = suites.emplace_back();
    suite.name = reported_path(sources.file(file), report);
    for (; next != findings.end() && (*next)->primary.span.file == file; ++next) renderer.finding(suite, **next);
    if (suite.tests == 0) renderer.clean_file(suite);
  }
  Suite rest;
  rest.name = whole_run;
  for (; next != findings.end(); ++next) renderer.finding(rest, **next);
  if (const std::string line = not_shown_line(sink, report.language); !line.empty()) {
    ++rest.skipped;
    rest.add(attribute("name", line), "<skipped/>");
  }
  if (rest.tests > 0) suites.push_back(std::move(rest));
  return to_xml(suites);
}

}  // namespace polc::diag
