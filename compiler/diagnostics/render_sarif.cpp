// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_sarif.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "compiler/diagnostics/explain.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/source/unicode.h"

namespace polc::diag {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* folder_of_run = "%SRCROOT%";

std::string_view level_name(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "";
}

// `[text](target)` would be a link in a message of SARIF; in a policy it is only text.
std::string without_links(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ']' && at + 1 < text.size() && text[at + 1] == '(') out += '\\';
    out += text[at];
  }
  return out;
}

Json message(std::string_view text) { return {{"text", without_links(text)}}; }

std::string hexadecimal(std::uint64_t number, int digits) {
  constexpr std::string_view digit = "0123456789ABCDEF";
  std::string out;
  for (int place = digits - 1; place >= 0; --place) out += digit[(number >> (4 * place)) & 15];
  return out;
}

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view kept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string out;
  for (const char c : path) {
    if (kept.find(c) != std::string_view::npos)
      out += c;
    else
      out += "%" + hexadecimal(static_cast<unsigned char>(c), 2);
  }
  return out;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const source::Decoded next = source::decode(text, at);
    at += next.length;
    units += next.code_point > 0xFFFF ? 2 : 1;
  }
  return units;
}

// FNV-1a: the same on every machine and in every version.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return value;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

class SarifRenderer {
 public:
  SarifRenderer(const Sink& sink, const source::SourceMap& sources, const Report& report)
      : sink_(sink), sources_(sources), report_(report) {}

  Json document() {
    Json results = Json::array(), notifications = Json::array();
    for (const Diagnostic* diagnostic : sink_.in_source_order()) {
      if (diagnostic->primary.span.is_known())
        results.push_back(result(*diagnostic));
      else
        notifications.push_back(notification(*diagnostic));
    }
    if (const std::string line = not_shown_line(sink_, report_.language); !line.empty())
      notifications.push_back({{"level", "note"}, {"message", message(line)}});

    Json run;
    run["tool"]["driver"] = driver();
    run["invocations"] =
        Json::array({{{"executionSuccessful", !could_not_}, {"toolExecutionNotifications", std::move(notifications)}}});
    run["language"] = report_.language == Language::Chinese ? "zh-CN" : "en-US";
    run["columnKind"] = "utf16CodeUnits";
    run["originalUriBaseIds"][folder_of_run] = {
        {"description", message(report_.language == Language::Chinese ? "运行 polc 的文件夹" : "where polc was run")}};
    run["artifacts"] = artifacts();
    run["results"] = std::move(results);
    return {{"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
  }

 private:
  using Kinds = std::map<std::string_view, Kind>;  // by code, so that their order is the same in every run

  Json driver() const {
    Json out = {{"name", "polc"}};
    if (!report_.version.empty()) out["version"] = report_.version;
    out["rules"] = descriptors(rules_);
    out["notifications"] = descriptors(notified_);
    return out;
  }

  Json descriptors(const Kinds& kinds) const {
    Json out = Json::array();
    for (const auto& [code, kind] : kinds) {
      Json rule = {{"id", code}, {"name", info(kind).name}};
      if (const auto page = explain(code, report_.language)) {
        // Its first line is `# P0101 what it is`.
        const std::string_view head = page->substr(0, page->find('\n'));
        const std::size_t title = head.find(code) + code.size();
        rule["shortDescription"] = message(trimmed(head.substr(std::min(title, head.size()))));
        rule["help"] = {{"text", *page}, {"markdown", *page}};
      }
      rule["defaultConfiguration"] = {{"level", level_name(info(kind).severity)}};
      out.push_back(std::move(rule));
    }
    return out;
  }

  Json artifacts() const {
    Json out = Json::array();
    for (const source::FileId file : reported_files(sink_, report_))
      out.push_back({{"location", artifact(file)}, {"roles", Json::array({"analysisTarget"})}, {"encoding", "UTF-8"}});
    return out;
  }

  Json artifact(source::FileId file) const {
    const std::string path = reported_path(sources_.file(file), report_);
    if (path.starts_with('/')) return {{"uri", "file://" + percent_encoded(path)}};
    return {{"uri", percent_encoded(path)}, {"uriBaseId", folder_of_run}};
  }

  Json region(Span span) const {
    const source::SourceFile& file = sources_.file(span.file);
    const auto column = [&](std::uint32_t offset) {
      const std::uint32_t line_begin = file.line_begin(file.position(offset).line);
      return utf16_length(file.text({span.file, line_begin, offset})) + 1;
    };
    return {{"startLine", file.position(span.begin).line},
            {"startColumn", column(span.begin)},
            {"endLine", file.position(span.end).line},
            {"endColumn", column(span.end)}};
  }

  Json location(Span span) const {
    return {{"physicalLocation", {{"artifactLocation", artifact(span.file)}, {"region", region(span)}}}};
  }

  // Notes without a place have no location that could carry them.
  std::string whole_text(const Diagnostic& diagnostic) const {
    std::string text = message_text(diagnostic.primary, report_.language);
    for (const Message& note : diagnostic.notes)
      if (!note.span.is_known()) text += "\n" + note_line(note, sources_, report_);
    if (const std::string help = help_line(diagnostic, report_.language); !help.empty()) text += "\n" + help;
    return text;
  }

  Json result(const Diagnostic& diagnostic) {
    const KindInfo& kind = info(diagnostic.primary.kind);
    rules_.emplace(kind.code, kind.kind);
    Json out = {{"ruleId", kind.code},
                {"level", level_name(kind.severity)},
                {"message", message(whole_text(diagnostic))},
                {"locations", Json::array({location(diagnostic.primary.span)})}};
    Json related = Json::array();
    for (const Message& note : diagnostic.notes) {
      if (!note.span.is_known()) continue;
      Json entry = {{"id", related.size() + 1}};
      entry.update(location(note.span));
      entry["message"] = message(message_text(note, report_.language));
      related.push_back(std::move(entry));
    }
    if (!related.empty()) out["relatedLocations"] = std::move(related);
    out["partialFingerprints"]["codeAndLine/v1"] = fingerprint(diagnostic.primary);
    if (!diagnostic.fixes.empty()) out["fixes"] = Json::array({fix(diagnostic)});
    return out;
  }

  Json fix(const Diagnostic& diagnostic) const {
    std::map<source::FileId, Json> replacements;
    std::string description;
    for (const Fix& one : diagnostic.fixes) {
      replacements[one.span.file].push_back(
          {{"deletedRegion", region(one.span)}, {"insertedContent", {{"text", one.replacement}}}});
      const bool leave_out = one.replacement.empty();
      const std::array<Argument, 1> shown{Argument(leave_out ? sources_.text(one.span) : one.replacement)};
      const Kind words = leave_out ? Kind::LeaveOut : Kind::WriteInstead;
      if (!description.empty()) description += report_.language == Language::Chinese ? "，" : ", ";
      description += fill_in(info(words).text(report_.language), shown, report_.language);
    }
    Json changes = Json::array();
    for (auto& [file, list] : replacements)
      changes.push_back({{"artifactLocation", artifact(file)}, {"replacements", std::move(list)}});
    return {{"description", message(description)}, {"artifactChanges", std::move(changes)}};
  }

  std::string fingerprint(const Message& primary) {
    const source::SourceFile& file = sources_.file(primary.span.file);
    std::string key(info(primary.kind).code);
    (key += '\n').append(reported_path(file, report_)) += '\n';
    key += trimmed(file.line(file.position(primary.span.begin).line));
    const std::uint64_t value = hash(key);
    return hexadecimal(value, 16) + ":" + std::to_string(++seen_[value]);
  }

  Json notification(const Diagnostic& diagnostic) {
    const KindInfo& kind = info(diagnostic.primary.kind);
    notified_.emplace(kind.code, kind.kind);
    could_not_ = could_not_ || kind.severity == Severity::Error;
    return {{"descriptor", {{"id", kind.code}}},
            {"level", level_name(kind.severity)},
            {"message", message(whole_text(diagnostic))}};
  }

  const Sink& sink_;
  const source::SourceMap& sources_;
  const Report& report_;
  Kinds rules_, notified_;
  std::map<std::uint64_t, std::size_t> seen_;  // fingerprints, to tell equal lines apart by their order
  bool could_not_ = false;
};

}  // namespace

std::string render_sarif(const Sink& sink, const source::SourceMap& sources, const Report& report) {
  constexpr int indent = 2;
  return SarifRenderer(sink, sources, report).document().dump(indent, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace polc::diag
