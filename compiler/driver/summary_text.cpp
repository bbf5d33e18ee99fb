// SPDX-License-Identifier: Apache-2.0
// A summary as an official reads it: what counts that day, totals, what needs attention, what is due, what is broken, what is
// not known and why.
#include <algorithm>
#include <string>

#include "compiler/driver/limited_table.h"
#include "compiler/driver/summary.h"

namespace polc::driver {
namespace {

class Printer {
 public:
  explicit Printer(const Summary& summary)
      : summary_(summary), context_(summary.context()), wording_(context_.wording) {}

  void print() {
    context_.out.write(wording_.moment(summary_.totals().moment) + "\n");
    print_policies(say("in force: ", "施行："), true);
    print_policies(say("not in force that day: ", "当日未施行："), false);
    print_totals();
    for (const ClassAttention& attention : summary_.attention()) print_attention(attention);
    if (context_.arguments.only.violations) print_violations();
    if (context_.arguments.only.measures) print_measures();
    print_lacking();
    context_.out.write(say("\nWithout --summary every subject is listed; --only and --where choose among them.\n",
                           "\n不加 --summary 则逐一列出各对象；--only 和 --where 可加以选择。\n"));
  }

 private:
  std::string say(std::string_view english, std::string_view chinese) const {
    return std::string(wording_.say(english, chinese));
  }
  std::string number(std::size_t count) const { return std::to_string(count); }
  std::string subject(core::RelationId sort, facts::Row row) const {
    if (row == interpret::no_row) return "";
    return wording_.label(context_.program[sort].label) + say(" ", "") + wording_.thing(sort, row);
  }

  void print_policies(const std::string& title, bool in_force) const {
    std::string names;
    for (const core::PolicyId policy : summary_.policies(in_force))
      names += (names.empty() ? "" : say(", ", "、")) + wording_.label(context_.program[policy].label);
    if (!names.empty()) context_.out.write(title + names + "\n");
  }

  void print_totals() const {
    const DayTotals& totals = summary_.totals();
    Table table({{say("totals", "合计")}, {""}});
    for (const ClassCount& count : totals.classes)
      table.add({wording_.scale_of(count.scale, count.sort), class_numbers(count, wording_)});
    if (context_.view.counts_norms()) {
      table.add({say("measures", "措施"), number(totals.due)});
      table.add({say("violations", "违反"), number(totals.breaches)});
    }
    table.add({say("conflicts", "冲突"), number(totals.conflicts)});
    if (context_.view.counts_classes()) table.add({say("without a class", "无等级"), number(totals.gaps)});
    table.add({say("unknown", "未知"), number(totals.unknowns)});
    context_.out.write("\n" + table.render("", context_.colour));
  }

  void print_attention(const ClassAttention& attention) const {
    LimitedTable table(say("To look at: ", "需关注：") + wording_.scale_of(attention.scale, attention.sort),
                       {{wording_.label(context_.program[attention.sort].label)},
                        {wording_.label(context_.program[attention.scale].label)},
                        {say("article", "条款")}},
                       summary_.limit());
    for (const ClassAttention::Thing& thing : attention.first) {
      std::string articles;
      for (const core::ArticleId article : thing.articles)
        articles += (articles.empty() ? "" : say("; ", "；")) + wording_.article(article);
      table.add({wording_.thing(attention.sort, thing.row), thing.state, std::move(articles)});
    }
    table.skip(attention.all - attention.first.size());
    table.print(context_);
  }

  void print_violations() const {
    LimitedTable table(say("Violations by article", "各条违反数"),
                       {{say("number", "数量"), Align::Right},
                        {say("unknown", "未知"), Align::Right},
                        {say("article", "条款")},
                        {say("for example", "例如")},
                        {say("what", "情形")}},
                       0);
    for (const auto& [key, group] : summary_.violations()) {
      table.add({number(group.count.certain), number(group.count.unknown),
                 wording_.article(key.first) + (key.second ? say(" (advice)", "（提倡）") : ""),
                 subject(group.first.sort, group.first.subject), wording_.violation(group.first)});
    }
    table.print(context_);
  }

  // Most subjects first; measures of the same number as their names go.
  void print_measures() const {
    using Measure = std::pair<std::pair<std::string, std::string>, Count>;
    std::vector<Measure> measures(summary_.totals().measures.begin(), summary_.totals().measures.end());
    std::stable_sort(measures.begin(), measures.end(), [](const Measure& left, const Measure& right) {
      return left.second.subjects > right.second.subjects;
    });
    LimitedTable table(say("Measures by kind", "各项措施数"),
                       {{say("subjects", "对象"), Align::Right},
                        {say("times", "次数"), Align::Right},
                        {say("unknown", "未知"), Align::Right},
                        {say("measure", "措施")}},
                       summary_.limit());
    for (const auto& [name, count] : measures)
      table.add({number(count.subjects), number(count.certain + count.unknown), number(count.unknown),
                 name.first + say(" ", "") + name.second});
    table.print(context_);
  }

  void print_lacking() const {
    const std::size_t all = summary_.totals().unknowns, explained = summary_.unknowns_explained();
    std::string title = say("Missing reports and values", "缺少的报告和数据");
    if (explained < all)
      title += say(" (of the first ", "（前") + number(explained) + say(" unknown results)", "项未知结果）");
    LimitedTable table(std::move(title), {{say("results", "结果"), Align::Right}, {say("wait for", "有待补报")}},
                       summary_.limit());
    for (const Lacking& lacking : summary_.lacking()) table.add({number(lacking.results), what(lacking.first)});
    table.print(context_);
  }

  // A report by whose and of when; of values only which, for they may be of many.
  std::string what(const interpret::Missing& missing) const {
    if (missing.kind == interpret::Missing::Kind::Report) return wording_.missing(missing);
    const core::Relation& relation = context_.program[missing.relation];
    return wording_.label(relation.label) + say(": ", "：") + wording_.label(relation.columns[missing.column].label);
  }

  const Summary& summary_;
  const EvalContext& context_;
  const Wording& wording_;
};

}  // namespace

void print_summary_text(const Summary& summary) { Printer(summary).print(); }

}  // namespace polc::driver
