// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_junit.h"

#include <vector>

#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/junit_xml.h"
#include "compiler/diagnostics/render_text.h"

namespace polc::diag {
namespace {

using junit::attribute;
using junit::Suite;

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
    if (!fails(kind.severity, report_)) return junit::element("system-out", "", whole);
    const bool placed = diagnostic.primary.span.is_known();
    ++(placed ? suite.failures : suite.errors);
    return junit::element(placed ? "failure" : "error", attribute("type", kind.code) + attribute("message", message),
                          whole);
  }

  const source::SourceMap& sources_;
  const Report& report_;
};

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
  rest.name = report.run;
  for (; next != findings.end(); ++next) renderer.finding(rest, **next);
  if (const std::string line = not_shown_line(sink, report.language); !line.empty()) {
    ++rest.skipped;
    rest.add(attribute("name", line), "<skipped/>");
  }
  if (rest.tests > 0) suites.push_back(std::move(rest));
  return junit::to_xml(report.run, suites);
}

}  // namespace polc::diag
