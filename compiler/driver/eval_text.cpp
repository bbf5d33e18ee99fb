// SPDX-License-Identifier: Apache-2.0
// An evaluation for people. One day: totals, then what is wrong, what is due, the classes, what is unknown. A span of days:
// one row of totals a day, or with --each one row for every change of a class.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "compiler/driver/eval_report.h"
#include "compiler/driver/limited_table.h"

namespace polc::driver {
namespace {

class TextReport : public EvalReport {
 public:
  explicit TextReport(const EvalContext& context)
      : context_(context),
        wording_(context.wording),
        limit_(context.arguments.limit.value_or(context.arguments.each ? 0 : 20)) {}

  void add(const interpret::DayResult& day, const DayTotals& totals) override {
    if (context_.single_day()) {
      print_head(wording_.moment(day.moment));
      context_.out.write("\n");
      print_totals(totals);
      if (!context_.arguments.totals) print_lists(day, totals);
    } else if (context_.arguments.each) {
      collect_changes(day);
    } else {
      span_.push_back(totals);
    }
  }

  void finish() override {
    if (context_.single_day()) return;
    print_head(value::to_iso(*context_.arguments.from) + " … " + value::to_iso(*context_.arguments.to));
    if (context_.arguments.each) {
      changes_.print(context_);
    } else {
      print_span();
    }
  }

 private:
  std::string say(std::string_view english, std::string_view chinese) const {
    return std::string(wording_.say(english, chinese));
  }

  // ---- one day

  std::string policies() const {
    std::string names;
    for (const core::Policy& policy : context_.program.policies) {
      if (!names.empty()) names += say(", ", "、");
      names += wording_.label(policy.label);
    }
    return names;
  }

  void print_head(const std::string& days) { context_.out.write(days + say(": ", "：") + policies() + "\n"); }

  void print_totals(const DayTotals& totals) {
    Table table({{say("totals", "合计")}, {""}});
    for (const ClassCount& count : totals.classes)
      table.add({wording_.scale_of(count.scale, count.sort), class_numbers(count, wording_)});
    if (context_.view.counts_norms()) {
      table.add({say("measures", "措施"), std::to_string(totals.due)});
      table.add({say("violations", "违反"), std::to_string(totals.breaches)});
    }
    table.add({say("conflicts", "冲突"), std::to_string(totals.conflicts)});
    if (context_.view.counts_classes()) table.add({say("without a class", "无等级"), std::to_string(totals.gaps)});
    table.add({say("unknown", "未知"), std::to_string(totals.unknowns)});
    context_.out.write(table.render("", context_.colour));
  }

  void print_lists(const interpret::DayResult& day, const DayTotals& totals) {
    if (context_.arguments.only.violations) print_violations(day, totals);
    print_conflicts(day);
    if (context_.arguments.only.measures) print_measures(day, totals);
    for (const interpret::ClassTable& table : day.classes) print_classes(table);
    for (const interpret::FlagTable& table : day.flags) print_flags(table);
    print_unknowns(day);
  }

  std::string subject(core::RelationId sort, facts::Row row) const {
    return row == interpret::no_row ? ""
                                    : wording_.label(context_.program[sort].label) + " " + wording_.thing(sort, row);
  }
  std::string mark_unknown(std::string text, value::Truth truth) const {
    if (truth == value::Truth::Unknown) text += say(" (unknown)", "（未知）");
    return text;
  }

  void print_violations(const interpret::DayResult& day, const DayTotals& totals) {
    LimitedTable by_article(
        say("Violations by article", "各条违反数"),
        {{say("number", "数量"), Align::Right}, {say("unknown", "未知"), Align::Right}, {say("article", "条款")}}, 0);
    for (const auto& [key, count] : totals.violations) {
      const std::string advice = key.second ? say(" (advice)", "（提倡）") : "";
      by_article.add(
          {std::to_string(count.certain), std::to_string(count.unknown), wording_.article(key.first) + advice});
    }
    by_article.print(context_);
    LimitedTable table(say("Violations", "违反"),
                       {{say("subject", "对象")}, {say("what", "情形")}, {say("article", "条款")}}, limit_);
    for (const interpret::Violation& violation : day.violations) {
      if (!context_.view.shows(violation)) continue;
      if (!table.has_room()) {
        table.skip();
        continue;
      }
      table.add({subject(violation.sort, violation.subject),
                 mark_unknown(wording_.violation(violation), violation.truth), wording_.article(violation.article)});
    }
    table.print(context_);
  }

  void print_conflicts(const interpret::DayResult& day) {
    LimitedTable table(say("Conflicting norms", "相互冲突的规定"),
                       {{say("subject", "对象")}, {say("what", "情形")}, {say("articles", "条款")}}, limit_);
    for (const interpret::NormConflict& conflict : day.conflicts) {
      if (!context_.view.shows(conflict)) continue;
      const core::Norm& first = context_.program.norms[conflict.first];
      const core::Norm& second = context_.program.norms[conflict.second];
      const std::string what =
          fmt::format("{}{}{}", wording_.norm_conflict(conflict), say(": ", "："), wording_.head(first, 0));
      const std::string other = wording_.head(second, 0);
      table.add({subject(conflict.sort, conflict.subject),
                 mark_unknown(other == wording_.head(first, 0) ? what : what + say(", ", "、") + other, conflict.truth),
                 wording_.article(first.sentence.article)
                     .append(say("; ", "；"))
                     .append(wording_.article(second.sentence.article))});
    }
    table.print(context_);
  }

  void print_measures(const interpret::DayResult& day, const DayTotals& totals) {
    LimitedTable by_measure(
        say("Measures by kind", "各项措施数"),
        {{say("number", "数量"), Align::Right}, {say("unknown", "未知"), Align::Right}, {say("measure", "措施")}}, 0);
    for (const auto& [key, count] : totals.measures)
      by_measure.add(
          {std::to_string(count.certain), std::to_string(count.unknown), key.first + say(" ", "") + key.second});
    by_measure.print(context_);
    LimitedTable table(
        say("Measures", "措施"),
        {{say("subject", "对象")}, {say("measure", "措施")}, {say("when", "期限")}, {say("article", "条款")}}, limit_);
    for (const interpret::DueNorm& due : day.due) {
      if (!context_.view.shows(due)) continue;
      if (!table.has_room()) {
        table.skip();
        continue;
      }
      const std::string what = std::string(wording_.modality(due)) + say(" ", "") + wording_.measure(due);
      table.add({subject(due.sort, due.subject), mark_unknown(what, due.truth), wording_.when(due), due_articles(due)});
    }
    table.print(context_);
  }

  std::string due_articles(const interpret::DueNorm& due) const {
    std::vector<std::string> cited;
    for (const std::uint32_t norm : due.norms) {
      std::string article = wording_.article(context_.program.norms[norm].sentence.article);
      if (std::find(cited.begin(), cited.end(), article) == cited.end()) cited.push_back(std::move(article));
    }
    return join(cited);
  }

  std::string join(const std::vector<std::string>& parts) const {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : say("; ", "；")) + part;
    return text;
  }

  std::string articles_of(const interpret::ClassTable& table, facts::Row row) {
    std::vector<std::string> cited;
    for (const core::ArticleId id : articles_of_class(context_.program, table, row))
      cited.push_back(wording_.article(id));
    return join(cited);
  }

  void print_classes(const interpret::ClassTable& table) {
    if (!context_.view.shows(table)) return;
    std::vector<facts::Row> rows;
    for (facts::Row row = 0; row < table.size(); ++row) {
      if (context_.view.keeps(table.sort, row) && table.state[row] != interpret::ClassState::None) rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [&](facts::Row left, facts::Row right) { return urgency(table, left) > urgency(table, right); });
    LimitedTable out(wording_.scale_of(table.scale, table.sort),
                     {{wording_.label(context_.program[table.sort].label)},
                      {wording_.label(context_.program[table.scale].label)},
                      {say("article", "条款")}},
                     limit_);
    for (const facts::Row row : rows) {
      if (out.has_room())
        out.add({wording_.thing(table.sort, row), wording_.class_state(table, row), articles_of(table, row)});
      else
        out.skip();
    }
    out.print(context_);
  }

  void print_flags(const interpret::FlagTable& table) {
    if (!context_.view.shows(table)) return;
    const core::Relation& sort = context_.program[table.sort];
    LimitedTable out(wording_.label(sort.columns[table.column].label), {{wording_.label(sort.label)}, {""}}, limit_);
    for (facts::Row row = 0; row < table.truth.size(); ++row) {
      if (!context_.view.keeps(table.sort, row) || table.truth[row] == value::Truth::False) continue;
      out.add({wording_.thing(table.sort, row),
               table.truth[row] == value::Truth::True ? say("yes", "是") : say("unknown", "未知")});
    }
    out.print(context_);
  }

  void print_unknowns(const interpret::DayResult& day) {
    LimitedTable table(say("Unknown", "未知"), {{say("what", "事项")}, {say("because", "原因")}}, limit_);
    for (const interpret::Unknown& unknown : day.unknowns) {
      if (!context_.view.shows(unknown, day)) continue;
      if (!table.has_room()) {
        table.skip();
        continue;
      }
      std::vector<std::string> reasons;
      for (std::uint32_t at = unknown.missing.begin; at < unknown.missing.end; ++at)
        reasons.push_back(wording_.missing(day.missing[at]));
      if (unknown.more_missing) reasons.push_back("…");
      table.add({wording_.unknown(unknown, day), join(reasons)});
    }
    table.print(context_);
  }

  // ---- a span of days

  void collect_changes(const interpret::DayResult& day) {
    for (const interpret::ClassTable& table : day.classes) {
      if (!context_.view.shows(table)) continue;
      std::vector<std::string>& before = before_[{table.scale, table.sort}];
      before.resize(table.size());
      for (facts::Row row = 0; row < table.size(); ++row) {
        if (!context_.view.keeps(table.sort, row)) continue;
        std::string now = wording_.class_state(table, row);
        if (now == before[row]) continue;
        if (changes_.has_room()) {
          changes_.add({wording_.moment(day.moment), subject(table.sort, row),
                        wording_.label(context_.program[table.scale].label),
                        before[row].empty() ? now : before[row] + " → " + now, articles_of(table, row)});
        } else {
          changes_.skip();
        }
        before[row] = std::move(now);
      }
    }
  }

  void print_span() {
    if (span_.empty()) return;
    for (std::size_t at = 0; at < span_.front().classes.size(); ++at) print_span_of_classes(at);
    LimitedTable table(say("Totals by day", "逐日合计"),
                       {{say("day", "日期")},
                        {say("measures", "措施"), Align::Right},
                        {say("violations", "违反"), Align::Right},
                        {say("conflicts", "冲突"), Align::Right},
                        {say("without a class", "无等级"), Align::Right},
                        {say("unknown", "未知"), Align::Right}},
                       0);
    for (const DayTotals& day : span_) {
      table.add({wording_.moment(day.moment), std::to_string(day.due), std::to_string(day.breaches),
                 std::to_string(day.conflicts), std::to_string(day.gaps), std::to_string(day.unknowns)});
    }
    table.print(context_);
  }

  void print_span_of_classes(std::size_t at) {
    const ClassCount& first = span_.front().classes[at];
    std::vector<Heading> headings{{say("day", "日期")}};
    for (std::uint32_t rank = 0; rank < first.numbers.of_rank.size(); ++rank)
      headings.push_back({wording_.class_name(first.scale, rank), Align::Right});
    for (const auto& word :
         {say("none", "无"), say("unknown", "未知"), say("conflict", "冲突"), say("no class", "无等级")})
      headings.push_back({word, Align::Right});
    LimitedTable table(wording_.scale_of(first.scale, first.sort), std::move(headings), 0);
    for (const DayTotals& day : span_) {
      const interpret::ClassTotals& numbers = day.classes[at].numbers;
      std::vector<std::string> cells{wording_.moment(day.moment)};
      for (const std::size_t number : numbers.of_rank) cells.push_back(std::to_string(number));
      for (const std::size_t number : {numbers.none, numbers.unknown, numbers.conflict, numbers.gap})
        cells.push_back(std::to_string(number));
      table.add(std::move(cells));
    }
    table.print(context_);
  }

  EvalContext context_;
  const Wording& wording_;
  std::size_t limit_;
  std::vector<DayTotals> span_;
  std::map<std::pair<core::ScaleId, core::RelationId>, std::vector<std::string>> before_;
  LimitedTable changes_{say("Changes of class", "等级变化"),
                        {{say("day", "日期")},
                         {say("subject", "对象")},
                         {say("scale", "等级")},
                         {say("class", "变化")},
                         {say("article", "条款")}},
                        limit_};
};

}  // namespace

std::unique_ptr<EvalReport> make_text_report(const EvalContext& context) {
  return std::make_unique<TextReport>(context);
}

}  // namespace polc::driver
