// SPDX-License-Identifier: Apache-2.0
// A summary as one JSON document: {on, in_force, not_in_force, totals, attention, violations, measures, missing}. `totals` is as
// in the report of a day; every list has the first rows and, where there may be more, how many there are in `all`.
#include <algorithm>
#include <string>

#include "compiler/driver/summary.h"
#include "compiler/driver/totals_json.h"

namespace polc::driver {
namespace {

using Json = nlohmann::ordered_json;

Json policies_of(const Summary& summary, bool in_force) {
  Json names = Json::array();
  for (const core::PolicyId policy : summary.policies(in_force))
    names.push_back(summary.context().wording.label(summary.context().program[policy].label));
  return names;
}

Json attention_of(const Summary& summary) {
  const EvalContext& context = summary.context();
  Json list = Json::array();
  for (const ClassAttention& attention : summary.attention()) {
    Json first = Json::array();
    for (const ClassAttention::Thing& thing : attention.first) {
      Json articles = Json::array();
      for (const core::ArticleId article : thing.articles) articles.push_back(context.wording.article(article));
      first.push_back({{"subject", context.wording.key(attention.sort, thing.row)},
                       {"class", thing.state},
                       {"articles", std::move(articles)}});
    }
    list.push_back({{"scale", context.wording.label(context.program[attention.scale].label)},
                    {"of", context.wording.label(context.program[attention.sort].label)},
                    {"all", attention.all},
                    {"first", std::move(first)}});
  }
  return list;
}

Json violations_of(const Summary& summary) {
  const EvalContext& context = summary.context();
  Json list = Json::array();
  for (const auto& [key, group] : summary.violations()) {
    const bool of_nobody = group.first.subject == interpret::no_row;
    list.push_back(
        {{"article", context.wording.article(key.first)},
         {"advice", key.second},
         {"found", group.count.certain},
         {"unknown", group.count.unknown},
         {"first",
          {{"subject", of_nobody ? Json() : Json(context.wording.key(group.first.sort, group.first.subject))},
           {"of", context.wording.label(context.program[group.first.sort].label)},
           {"text", context.wording.violation(group.first)}}}});
  }
  return list;
}

Json measures_of(const Summary& summary) {
  Json list = Json::array();
  for (const auto& [name, count] : summary.totals().measures)
    list.push_back({{"modality", name.first},
                    {"measure", name.second},
                    {"subjects", count.subjects},
                    {"due", count.certain},
                    {"unknown", count.unknown}});
  return list;
}

Json missing_of(const Summary& summary) {
  const EvalContext& context = summary.context();
  Json list = Json::array();
  for (const Lacking& lacking : summary.lacking()) {
    const interpret::Missing& missing = lacking.first;
    const core::Relation& relation = context.program[missing.relation];
    Json one{{"results", lacking.results}, {"of", context.wording.label(relation.label)}};
    if (missing.kind == interpret::Missing::Kind::Report)
      one["report"] = context.wording.missing(missing);
    else
      one["value"] = context.wording.label(relation.columns[missing.column].label);
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

void print_summary_json(const Summary& summary) {
  const Json out{{"on", value::to_iso(summary.totals().moment)},
                 {"in_force", policies_of(summary, true)},
                 {"not_in_force", policies_of(summary, false)},
                 {"totals", totals_of(summary.totals(), summary.context())},
                 {"attention", attention_of(summary)},
                 {"violations", violations_of(summary)},
                 {"measures", measures_of(summary)},
                 {"unknowns_explained", summary.unknowns_explained()},
                 {"missing", missing_of(summary)}};
  summary.context().out.write(out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace polc::driver
