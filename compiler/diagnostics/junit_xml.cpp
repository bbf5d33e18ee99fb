// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/junit_xml.h"

#include "compiler/source/unicode.h"

namespace polc::diag::junit {
namespace {

enum class Where { Attribute, Element };

// XML 1.0 has no way to write these, not even as a reference.
bool is_forbidden(char32_t c) {
  return (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r') || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE ||
         c == 0xFFFF;
}

// An attribute stands in double quotation marks, and a reader would make a bare line break in it a space.
std::string escaped(std::string_view text, Where where) {
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
    } else if (c == U'\r' || (where == Where::Attribute && (c == U'\n' || c == U'\t'))) {
      out += "&#" + std::to_string(static_cast<unsigned>(c)) + ";";
    } else {
      source::append_utf8(out, is_forbidden(c) ? char32_t{0xFFFD} : c);
    }
  }
  return out;
}

}  // namespace

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value, Where::Attribute) + "\"";
}
std::string attribute(std::string_view name, std::size_t value) { return attribute(name, std::to_string(value)); }

std::string element(std::string_view name, const std::string& attributes, std::string_view text) {
  return "<" + std::string(name) + attributes + ">" + escaped(text, Where::Element) + "</" + std::string(name) + ">";
}

void Suite::add(const std::string& attributes, const std::string& inside) {
  ++tests;
  cases += "    <testcase" + attribute("classname", name) + attributes;
  cases += inside.empty() ? "/>\n" : ">\n      " + inside + "\n    </testcase>\n";
}

std::string to_xml(std::string_view name, const std::vector<Suite>& suites) {
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
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", name) +
         attribute("tests", tests) + attribute("failures", failures) + attribute("errors", errors) + ">\n" + body +
         "</testsuites>\n";
}

}  // namespace polc::diag::junit
