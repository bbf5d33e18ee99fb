// SPDX-License-Identifier: Apache-2.0
// The sources for a person at a terminal: each policy article by article, its gaps, then its norms by sort, those that are
// not covered, and those that are read otherwise than they are written.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/driver/sources_report.h"
#include "compiler/driver/table.h"

namespace polc::driver {
namespace {

using trace::EntryKind;
using trace::Sort;
using trace::Standing;

class Text {
 public:
  explicit Text(const SourcesReport& report) : report_(report) {}

  std::string run() && {
    for (const trace::PolicyEntries& policy : report_.coverage.policies) add(policy);
    for (const trace::DocumentStanding& document : report_.coverage.documents) add(document);
    add_totals();
    return std::move(text_);
  }

 private:
  template <class... Arguments>
  void line(std::string_view english, std::string_view chinese, const Arguments&... arguments) {
    text_ += fmt::format(fmt::runtime(report_.say(english, chinese)), arguments...) + "\n";
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
  }

  void add(const trace::PolicyEntries& policy) {
    if (!text_.empty()) text_ += "\n";
    text_ += policy.name + "\n";
    if (const std::string words = source_words(report_, policy); !words.empty()) line("source: {}", "来源：{}", words);
    line("articles {}, rules {}, limits {}, notes {}", "条 {}，规则 {}，限制 {}，说明 {}", policy.articles.size(),
         policy.count(EntryKind::Rule), policy.count(EntryKind::Limit), policy.count(EntryKind::Note));
    if (const std::string gaps = run_words(report_, policy.gaps); !gaps.empty())
      line("without rule and note: {}", "既无规则也无说明：{}", gaps);
    if (!policy.head.entries.empty()) add(policy.head);
    for (const trace::ArticleEntries& article : policy.articles) add(article);
  }

  void add(const trace::ArticleEntries& article) {
    text_ += "\n" + article_words(report_, article);
    if (!article.title.empty()) text_ += std::string(report_.say(": ", "：")) + article.title;
    text_ += "\n";
    for (const trace::Entry& entry : article.entries) {
      text_ += fmt::format("  {:<6}", kind_word(report_, entry.kind));
      if (!entry.norms.empty()) text_ += "[" + joined(entry.norms) + "] ";
      text_ += entry.text + "\n";
    }
    if (article.entries.empty()) line("  no rule and no note", "  既无规则也无说明");
  }

  void add(const trace::DocumentStanding& document) {
    text_ += "\n";
    line("norms of {}", "{} 的规范", document.document);
    add_shares(document.shares);
    for (const Sort sort : {Sort::Full, Sort::Partial, Sort::Prose}) {
      std::vector<std::string> ids;
      for (const trace::NormStanding& norm : document.norms)
        if (norm.norm.sort == sort && norm.standing == Standing::Covered) ids.push_back(norm.norm.id);
      if (!ids.empty()) line("  covered, {}: {}", "  已写入，{}：{}", sort_word(report_, sort), joined(ids));
    }
    Table open({{std::string(report_.say("not covered", "未写入"))},
                {std::string(report_.say("article", "条"))},
                {std::string(report_.say("sort", "类别"))},
                {std::string(report_.say("stands", "情况"))},
                {std::string(report_.say("remark", "备注"))}});
    Table read(
        {{std::string(report_.say("read otherwise", "读法不同"))}, {std::string(report_.say("reason", "理由"))}});
    for (const trace::NormStanding& norm : document.norms) {
      if (norm.standing != Standing::Covered)
        open.add({norm.norm.id, norm.norm.article, std::string(sort_word(report_, norm.norm.sort)), stands(norm),
                  remark_words(report_, norm.norm)});
      else if (!norm.norm.remark.empty())
        read.add({norm.norm.id, remark_words(report_, norm.norm)});
    }
    if (!open.empty()) text_ += "\n" + open.render();
    if (!read.empty()) text_ += "\n" + read.render();
  }

  [[nodiscard]] std::string stands(const trace::NormStanding& norm) const {
    const std::string where = bearer_words(report_, norm);
    return std::string(standing_word(report_, norm.standing)) +
           (where.empty() ? "" : fmt::format(fmt::runtime(report_.say(" ({})", "（{}）")), where));
  }

  void add_shares(const trace::Shares& shares) {
    line("  facts decide {}/{}, facts and judgement {}/{}, prose {}/{}",
         "  事实可判定 {}/{}，须兼作判断 {}/{}，文字表述 {}/{}", shares[0].covered, shares[0].all, shares[1].covered,
         shares[1].all, shares[2].covered, shares[2].all);
  }

  void add_totals() {
    const trace::Coverage& coverage = report_.coverage;
    if (!coverage.has_register) return;
    text_ += "\n";
    if (!coverage.untouched.empty())
      line("no policy here bears a norm of: {}", "所给政策没有以下文件的规范：{}", joined(coverage.untouched));
    line("norms covered in all", "合计已写入的规范");
    add_shares(coverage.shares);
  }

  const SourcesReport& report_;
  std::string text_;
};

}  // namespace

std::string sources_text(const SourcesReport& report) { return Text(report).run(); }

}  // namespace polc::driver
