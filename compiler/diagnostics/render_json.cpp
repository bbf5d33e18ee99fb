// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_json.h"

#include <nlohmann/json.hpp>

#include "compiler/diagnostics/render_text.h"

namespace polc::diag {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_name(Severity severity) {
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

void add_place(Json& object, Span span, const source::SourceMap& sources) {
  if (!span.is_known()) {
    for (const char* const field : {"file", "line", "column", "end_line", "end_column"}) object[field] = nullptr;
    return;
  }
  const source::Position begin = sources.begin_position(span);
  const source::Position end = sources.end_position(span);
  object["file"] = sources.file(span.file).path();
  object["line"] = begin.line;
  object["column"] = begin.column;
  object["end_line"] = end.line;
  object["end_column"] = end.column;
}

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json world_of(const ProofWorld& world, Language language) {
  Json facts = Json::array();
  for (const ProofFact& fact : world.facts) {
    Json values = Json::array();
    for (const ProofValue& value : fact.values) {
      Json one;
      one["attribute"] = value.attribute;
      std::visit([&](const auto& given) { one["value"] = given; }, value.value);
      one["unit"] = value.unit.empty() ? Json() : Json(value.unit);
      values.push_back(std::move(one));
    }
    facts.push_back({{"text", fact.text.text(language)},
                     {"of", fact.relation},
                     {"subject", fact.subject},
                     {"values", std::move(values)}});
  }
  return {{"moment", world.moment}, {"sort", world.sort}, {"subject", world.subject}, {"facts", std::move(facts)}};
}

Json proof_of(const ProofDetails& proof, const source::SourceMap& sources, Language language) {
  const auto sentences = [&](const std::vector<ProofSentence>& all) {
    Json list = Json::array();
    for (const ProofSentence& sentence : all) {
      Json entry;
      entry["policy"] = sentence.policy;
      entry["article"] = sentence.article.empty() ? Json() : Json(sentence.article);
      add_place(entry, sentence.span, sources);
      list.push_back(std::move(entry));
    }
    return list;
  };
  Json object;
  object["id"] = proof.id;
  object["property"] = proof.property;
  object["sentences"] = sentences(proof.about);
  object["because"] = sentences(proof.because);
  object["when"] = Json::array();
  for (const auto& [first, last] : proof.when)
    object["when"].push_back({{"first", or_null(first)}, {"last", or_null(last)}});
  object["witness"] = proof.world ? world_of(*proof.world, language) : Json();
  object["depends_on"] = proof.depends_on;
  object["spared"] = proof.spared ? world_of(*proof.spared, language) : Json();
  object["waiver"] = Json();
  if (proof.waiver)
    object["waiver"] = {{"until", proof.waiver->until}, {"by", proof.waiver->by}, {"because", proof.waiver->because}};
  return object;
}

Json to_json(const Diagnostic& diagnostic, const source::SourceMap& sources, Language language) {
  const KindInfo& kind = info(diagnostic.primary.kind);
  Json object;
  object["code"] = kind.code;
  object["name"] = kind.name;
  object["severity"] = severity_name(kind.severity);
  object["message"] = message_text(diagnostic.primary, language);
  object["help"] = help_text(diagnostic, language);
  add_place(object, diagnostic.primary.span, sources);
  object["notes"] = Json::array();
  for (const Message& note : diagnostic.notes) {
    Json entry;
    entry["message"] = message_text(note, language);
    add_place(entry, note.span, sources);
    object["notes"].push_back(std::move(entry));
  }
  object["fixes"] = Json::array();
  for (const Fix& fix : diagnostic.fixes) {
    Json entry;
    add_place(entry, fix.span, sources);
    entry["replacement"] = fix.replacement;
    object["fixes"].push_back(std::move(entry));
  }
  object["proof"] = diagnostic.proof ? proof_of(*diagnostic.proof, sources, language) : Json();
  return object;
}

}  // namespace

std::string render_json(const Sink& sink, const source::SourceMap& sources, Language language) {
  Json document;
  document["diagnostics"] = Json::array();
  for (const Diagnostic* diagnostic : sink.in_source_order())
    document["diagnostics"].push_back(to_json(*diagnostic, sources, language));
  document["counts"] = {{"errors", sink.error_count()},
                        {"warnings", sink.warning_count()},
                        {"shown", sink.diagnostics().size()},
                        {"not_shown", sink.dropped_count()}};
  // A path need not be UTF-8; what is not becomes U+FFFD.
  constexpr int indent = 2;
  return document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace polc::diag
