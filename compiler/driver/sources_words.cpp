// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "compiler/driver/sources_report.h"
#include "runtime/value/check_macro.h"

namespace polc::driver {

using trace::EntryKind;
using trace::Sort;
using trace::Standing;

std::string_view kind_word(const SourcesReport& report, EntryKind kind) {
  switch (kind) {
    case EntryKind::Head:
      return report.say("head", "开头");
    case EntryKind::Rule:
      return report.say("rule", "规则");
    case EntryKind::Limit:
      return report.say("limit", "限制");
    case EntryKind::Note:
      return report.say("note", "说明");
  }
  POLC_UNREACHABLE("a kind of entry without a word");
}

std::string_view sort_word(const SourcesReport& report, Sort sort) {
  switch (sort) {
    case Sort::Full:
      return report.say("facts decide", "事实可判定");
    case Sort::Partial:
      return report.say("facts and judgement", "须兼作判断");
    case Sort::Prose:
      return report.say("prose", "文字表述");
  }
  POLC_UNREACHABLE("a sort of norm without a word");
}

std::string_view standing_word(const SourcesReport& report, Standing standing) {
  switch (standing) {
    case Standing::Covered:
      return report.say("covered", "已写入");
    case Standing::Noted:
      return report.say("only a note", "仅有说明");
    case Standing::Missing:
      return report.say("missing", "缺");
  }
  POLC_UNREACHABLE("a standing without a word");
}

std::string article_words(const SourcesReport& report, const trace::ArticleEntries& article) {
  if (article.number.empty()) return std::string(report.say("head of the policy", "政策开头"));
  return fmt::format(fmt::runtime(report.say("article {}", "第{}条")), article.number);
}

std::string run_words(const SourcesReport& report, const std::vector<trace::ArticleRun>& runs) {
  return report.chinese() ? trace::shown_in_chinese(runs) : trace::shown_in_english(runs);
}

std::string source_words(const SourcesReport& report, const trace::PolicyEntries& policy) {
  std::string words = policy.source;
  const std::string_view comma = report.say(", ", "，");
  if (!policy.issued.empty()) words += std::string(comma) + policy.issued;
  if (!policy.extent.empty())
    words += std::string(comma) + (report.chinese() ? "" : "articles ") + run_words(report, policy.extent);
  return words;
}

const std::string& remark_words(const SourcesReport& report, const trace::Norm& norm) {
  return report.chinese() && !norm.remark_in_chinese.empty() ? norm.remark_in_chinese : norm.remark;
}

std::string place_words(const SourcesReport& report, const trace::Bearer& bearer) {
  const std::string article = article_words(report, report.coverage.article(bearer));
  const EntryKind kind = report.coverage.entry(bearer).kind;
  if (kind == EntryKind::Head) return article;
  return fmt::format(fmt::runtime(report.say("{}, {}", "{}{}")), article, kind_word(report, kind));
}

std::string bearer_words(const SourcesReport& report, const trace::NormStanding& norm) {
  std::string words;
  std::set<std::string> said;
  for (const trace::Bearer& bearer : norm.bearers) {
    const std::string one = place_words(report, bearer);
    if (said.insert(one).second) words += (words.empty() ? "" : std::string(report.say("; ", "；"))) + one;
  }
  return words;
}

}  // namespace polc::driver
