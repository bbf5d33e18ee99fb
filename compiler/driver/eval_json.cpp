// SPDX-License-Identifier: Apache-2.0
// One JSON document: {"days": [{on, totals, classes, flags, measures, violations, conflicts, unknowns}]}. The lists are left
// out with --totals, and for a span of days unless --each is given. Days are written as they come.
#include <string>

#include "compiler/driver/eval_report.h"
#include "compiler/driver/totals_json.h"

namespace polc::driver {
namespace {

using Json = nlohmann::ordered_json;

class JsonReport : public EvalReport {
 public:
  explicit JsonReport(const EvalContext& context) : context_(context) { context_.out.write("{\"days\": ["); }

  void add(const interpret::DayResult& day, const DayTotals& totals) override {
    Json out{{"on", value::to_iso(day.moment)}, {"totals", totals_of(totals, context_)}};
    if (!context_.arguments.totals && (context_.single_day() || context_.arguments.each)) add_lists(day, out);
    context_.out.write(is_first_ ? "\n" : ",\n");
    context_.out.write(out.dump(1, ' ', false, Json::error_handler_t::replace));
    is_first_ = false;
  }

  void finish() override { context_.out.write("\n]}\n"); }

 private:
  void add_lists(const interpret::DayResult& day, Json& out) {
    for (const char* list : {"classes", "flags", "measures", "violations", "conflicts", "unknowns"})
      out[list] = Json::array();
    for (const interpret::ClassTable& table : day.classes) add_classes(table, out["classes"]);
    for (const interpret::FlagTable& table : day.flags) add_flags(table, out["flags"]);
    for (const interpret::DueNorm& due : day.due) add_due(due, out["measures"]);
    for (const interpret::Violation& violation : day.violations) add_violation(violation, out["violations"]);
    for (const interpret::NormConflict& conflict : day.conflicts) add_conflict(conflict, out["conflicts"]);
    for (const interpret::Unknown& unknown : day.unknowns) add_unknown(unknown, day, out["unknowns"]);
  }

  void add_classes(const interpret::ClassTable& table, Json& list) {
    if (!context_.view.shows(table)) return;
    for (facts::Row row = 0; row < table.size(); ++row) {
      if (!context_.view.keeps(table.sort, row)) continue;
      const bool known = table.state[row] == interpret::ClassState::Class;
      list.push_back({{"scale", name(context_.program[table.scale].label)},
                      {"of", name(context_.program[table.sort].label)},
                      {"subject", context_.wording.key(table.sort, row)},
                      {"state", state_of(table.state[row])},
                      {"class", known ? Json(context_.wording.class_name(table.scale, table.rank[row])) : Json()},
                      {"articles", articles(articles_of_class(context_.program, table, row))}});
    }
  }

  void add_flags(const interpret::FlagTable& table, Json& list) {
    if (!context_.view.shows(table)) return;
    for (facts::Row row = 0; row < table.truth.size(); ++row) {
      if (!context_.view.keeps(table.sort, row)) continue;
      list.push_back({{"attribute", name(context_.program[table.sort].columns[table.column].label)},
                      {"of", name(context_.program[table.sort].label)},
                      {"subject", context_.wording.key(table.sort, row)},
                      {"value", value::to_string(table.truth[row])}});
    }
  }

  void add_due(const interpret::DueNorm& due, Json& list) {
    if (!context_.view.shows(due)) return;
    Json cited = Json::array();
    for (const std::uint32_t norm : due.norms)
      cited.push_back(context_.wording.article(context_.program.norms[norm].sentence.article));
    list.push_back({{"subject", subject(due.sort, due.subject)},
                    {"of", name(context_.program[due.sort].label)},
                    {"modality", context_.wording.modality(due)},
                    {"measure", context_.wording.measure(due)},
                    {"first_day", due.first_day ? Json(value::to_iso(*due.first_day)) : Json()},
                    {"last_day", due.last_day ? Json(value::to_iso(*due.last_day)) : Json()},
                    {"due_by", due.due_by ? Json(value::to_iso(*due.due_by)) : Json()},
                    {"unknown", due.truth == value::Truth::Unknown},
                    {"articles", std::move(cited)}});
  }

  void add_violation(const interpret::Violation& violation, Json& list) {
    if (!context_.view.shows(violation)) return;
    list.push_back({{"subject", subject(violation.sort, violation.subject)},
                    {"of", name(context_.program[violation.sort].label)},
                    {"kind", interpret::name(violation.kind)},
                    {"text", context_.wording.violation(violation)},
                    {"advice", violation.advice},
                    {"unknown", violation.truth == value::Truth::Unknown},
                    {"article", context_.wording.article(violation.article)}});
  }

  void add_conflict(const interpret::NormConflict& conflict, Json& list) {
    if (!context_.view.shows(conflict)) return;
    const auto cite = [&](std::uint32_t norm) {
      return context_.wording.article(context_.program.norms[norm].sentence.article);
    };
    list.push_back({{"subject", subject(conflict.sort, conflict.subject)},
                    {"of", name(context_.program[conflict.sort].label)},
                    {"kind", context_.wording.norm_conflict(conflict)},
                    {"unknown", conflict.truth == value::Truth::Unknown},
                    {"articles", {cite(conflict.first), cite(conflict.second)}}});
  }

  void add_unknown(const interpret::Unknown& unknown, const interpret::DayResult& day, Json& list) {
    if (!context_.view.shows(unknown, day)) return;
    Json missing = Json::array();
    for (std::uint32_t at = unknown.missing.begin; at < unknown.missing.end; ++at)
      missing.push_back(context_.wording.missing(day.missing[at]));
    list.push_back({{"what", context_.wording.unknown(unknown, day)},
                    {"missing", std::move(missing)},
                    {"more_missing", unknown.more_missing}});
  }

  const std::string& name(const core::Label& label) const { return context_.wording.label(label); }
  Json subject(core::RelationId sort, facts::Row row) const {
    return row == interpret::no_row ? Json() : Json(context_.wording.key(sort, row));
  }
  Json articles(const std::vector<core::ArticleId>& ids) const {
    Json list = Json::array();
    for (const core::ArticleId id : ids) list.push_back(context_.wording.article(id));
    return list;
  }
  static std::string_view state_of(interpret::ClassState state) {
    switch (state) {
      case interpret::ClassState::None:
        return "none";
      case interpret::ClassState::Class:
        return "class";
      case interpret::ClassState::Gap:
        return "gap";
      case interpret::ClassState::Conflict:
        return "conflict";
      case interpret::ClassState::Unknown:
        return "unknown";
    }
    return "";
  }

  EvalContext context_;
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<EvalReport> make_json_report(const EvalContext& context) {
  return std::make_unique<JsonReport>(context);
}

}  // namespace polc::driver
