// SPDX-License-Identifier: Apache-2.0
// One JSON document: {"policies": [{name, source, articles: [{number, entries: [{kind, norms, text, line}]}], …}],
// "documents": [{document, shares, norms: [{norm, article, sort, standing, remark, at}]}], "shares", …}. Words of polc's own are
// the same in every language.
#include <nlohmann/json.hpp>

#include "compiler/driver/sources_report.h"
#include "runtime/value/check_macro.h"

namespace polc::driver {
namespace {

using Json = nlohmann::ordered_json;
using trace::EntryKind;
using trace::Sort;
using trace::Standing;

// Keys of the format, not words for a person: those are in sources_words.cpp.
std::string_view word(EntryKind kind) {
  switch (kind) {
    case EntryKind::Head:
      return "head";
    case EntryKind::Rule:
      return "rule";
    case EntryKind::Limit:
      return "limit";
    case EntryKind::Note:
      return "note";
  }
  POLC_UNREACHABLE("a kind of entry without a word");
}

std::string_view word(Sort sort) {
  switch (sort) {
    case Sort::Full:
      return "full";
    case Sort::Partial:
      return "partial";
    case Sort::Prose:
      return "prose";
  }
  POLC_UNREACHABLE("a sort of norm without a word");
}

std::string_view word(Standing standing) {
  switch (standing) {
    case Standing::Covered:
      return "covered";
    case Standing::Noted:
      return "noted";
    case Standing::Missing:
      return "missing";
  }
  POLC_UNREACHABLE("a standing without a word");
}

Json json_of(const trace::Shares& shares) {
  Json out = Json::object();
  for (const Sort sort : {Sort::Full, Sort::Partial, Sort::Prose}) {
    const trace::Share& share = shares[static_cast<std::size_t>(sort)];
    out[std::string(word(sort))] = {{"covered", share.covered}, {"all", share.all}};
  }
  return out;
}

Json json_of(const std::vector<trace::ArticleRun>& runs) {
  Json out = Json::array();
  for (const trace::ArticleRun& run : runs) out.push_back({{"first", run.first}, {"last", run.last}});
  return out;
}

class Document {
 public:
  explicit Document(const SourcesReport& report) : report_(report) {}

  [[nodiscard]] Json run() const {
    const trace::Coverage& coverage = report_.coverage;
    Json out{{"policies", Json::array()}};
    for (const trace::PolicyEntries& policy : coverage.policies) out["policies"].push_back(json_of(policy));
    if (!coverage.has_register) return out;
    out["documents"] = Json::array();
    for (const trace::DocumentStanding& document : coverage.documents) out["documents"].push_back(json_of(document));
    out["untouched"] = coverage.untouched;
    out["shares"] = driver::json_of(coverage.shares);
    return out;
  }

 private:
  [[nodiscard]] Json place_of(source::Span span) const {
    return {{"file", report_.sources.file(span.file).path()}, {"line", report_.sources.begin_position(span).line}};
  }

  [[nodiscard]] Json json_of(const std::vector<trace::Entry>& entries) const {
    Json out = Json::array();
    for (const trace::Entry& entry : entries)
      out.push_back({{"kind", word(entry.kind)},
                     {"norms", entry.norms},
                     {"text", entry.text},
                     {"line", report_.sources.begin_position(entry.span).line}});
    return out;
  }

  [[nodiscard]] Json json_of(const trace::PolicyEntries& policy) const {
    Json articles = Json::array();
    for (const trace::ArticleEntries& article : policy.articles)
      articles.push_back({{"number", article.number},
                          {"title", article.title},
                          {"line", report_.sources.begin_position(article.span).line},
                          {"entries", json_of(article.entries)}});
    return {{"name", policy.name},
            {"other_name", policy.other_name},
            {"file", report_.sources.file(policy.head.span.file).path()},
            {"source", policy.source},
            {"issued", policy.issued},
            {"articles_of_source", driver::json_of(policy.extent)},
            {"rules", policy.count(EntryKind::Rule)},
            {"limits", policy.count(EntryKind::Limit)},
            {"notes", policy.count(EntryKind::Note)},
            {"lacking", driver::json_of(policy.lacking)},
            {"gaps", driver::json_of(policy.gaps)},
            {"head", json_of(policy.head.entries)},
            {"articles", std::move(articles)}};
  }

  [[nodiscard]] Json json_of(const trace::DocumentStanding& document) const {
    Json policies = Json::array();
    for (const std::size_t policy : document.policies) policies.push_back(report_.coverage.policies[policy].name);
    Json norms = Json::array();
    for (const trace::NormStanding& norm : document.norms) {
      Json at = Json::array();
      for (const trace::Bearer& bearer : norm.bearers) {
        Json one{{"policy", report_.coverage.policies[bearer.policy].name},
                 {"article", report_.coverage.article(bearer).number},
                 {"kind", word(report_.coverage.entry(bearer).kind)}};
        one.update(place_of(report_.coverage.entry(bearer).span));
        at.push_back(std::move(one));
      }
      norms.push_back({{"norm", norm.norm.id},
                       {"article", norm.norm.article},
                       {"sort", word(norm.norm.sort)},
                       {"standing", word(norm.standing)},
                       {"remark", norm.norm.remark},
                       {"remark_zh", norm.norm.remark_in_chinese},
                       {"at", std::move(at)}});
    }
    return {{"document", document.document},
            {"policies", std::move(policies)},
            {"shares", driver::json_of(document.shares)},
            {"norms", std::move(norms)}};
  }

  const SourcesReport& report_;
};

}  // namespace

std::string sources_json(const SourcesReport& report) {
  return Document(report).run().dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace polc::driver
