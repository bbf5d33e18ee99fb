// SPDX-License-Identifier: Apache-2.0
// The sources as one page that needs nothing else: no script, no font, no picture from elsewhere.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/driver/sources_report.h"
#include "compiler/driver/sources_style.h"

namespace polc::driver {
namespace {

using trace::EntryKind;
using trace::Sort;
using trace::Standing;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

class Page {
 public:
  explicit Page(const SourcesReport& report) : report_(report), coverage_(report.coverage) {}

  std::string run() && {
    const std::string_view title = say("Articles and norms of the sources", "来源的条文与规范");
    put("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n"
        "</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        report_.chinese() ? "zh" : "en", title, sources_style, title);
    add_summary();
    text_ += "</header>\n<main>\n";
    for (std::size_t policy = 0; policy < coverage_.policies.size(); ++policy) add_policy(policy);
    for (const trace::DocumentStanding& document : coverage_.documents) add_document(document);
    text_ += "</main>\n</body>\n</html>\n";
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string_view say(std::string_view english, std::string_view chinese) const {
    return report_.say(english, chinese);
  }
  template <class... Arguments>
  [[nodiscard]] std::string filled(std::string_view english, std::string_view chinese,
                                   const Arguments&... arguments) const {
    return fmt::format(fmt::runtime(say(english, chinese)), arguments...);
  }
  template <class... Arguments>
  void put(std::string_view pattern, const Arguments&... arguments) {
    text_ += fmt::format(fmt::runtime(pattern), arguments...);
  }

  // ---- at the top

  void add_summary() {
    if (!coverage_.has_register) {
      put("<p class=\"soft\">{}</p>\n",
          say("Which rules and notes stand under each article.", "各条之下的规则和说明。"));
    } else {
      put("<p class=\"soft\">{}</p>\n",
          say("Which norms of the sources the policies put into words. A norm that facts decide, alone or with a "
              "judgement, "
              "is covered by a rule; prose by a rule or a note.",
              "来源的哪些规范已写入政策。事实可判定的规范和须兼作判断的规范以规则写入，文字表述以规则或说明写入。"));
      add_shares(coverage_.shares);
      add_table_of_documents();
    }
    text_ += "<nav>\n<ul>\n";
    for (std::size_t policy = 0; policy < coverage_.policies.size(); ++policy)
      put("<li><a href=\"#p{}\">{}</a></li>\n", policy, escaped(coverage_.policies[policy].name));
    for (const trace::DocumentStanding& document : coverage_.documents)
      put("<li><a href=\"#d-{}\">{}</a></li>\n", escaped(document.document),
          filled("norms of {}", "{} 的规范", escaped(document.document)));
    text_ += "</ul>\n</nav>\n";
  }

  void add_shares(const trace::Shares& shares) {
    text_ += "<ul class=\"shares\">\n";
    for (const Sort sort : {Sort::Full, Sort::Partial, Sort::Prose}) {
      const trace::Share& share = shares[static_cast<std::size_t>(sort)];
      if (share.all == 0) continue;
      put("<li><span>{}</span><span class=\"bar\" aria-hidden=\"true\"><span style=\"width:{:.1f}%\"></span></span>"
          "<span class=\"number\">{}</span></li>\n",
          sort_word(report_, sort), 100.0 * static_cast<double>(share.covered) / static_cast<double>(share.all),
          filled("{} of {}", "{} / {}", share.covered, share.all));
    }
    text_ += "</ul>\n";
  }

  void add_table_of_documents() {
    put("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n"
        "<thead><tr><th scope=\"col\">{1}</th>",
        say("Norms covered, by document", "各文件已写入的规范"), say("document", "文件"));
    for (const Sort sort : {Sort::Full, Sort::Partial, Sort::Prose})
      put("<th scope=\"col\" class=\"number\">{}</th>", sort_word(report_, sort));
    text_ += "</tr></thead>\n<tbody>\n";
    for (const trace::DocumentStanding& document : coverage_.documents) {
      put("<tr><th scope=\"row\"><a href=\"#d-{0}\">{0}</a>{1}{2}</th>", escaped(document.document), say(": ", "："),
          policies_of(document));
      for (const trace::Share& share : document.shares)
        put("<td class=\"number\">{}</td>", filled("{} of {}", "{} / {}", share.covered, share.all));
      text_ += "</tr>\n";
    }
    text_ += "</tbody>\n</table></div>\n";
    std::string untouched;
    for (const std::string& document : coverage_.untouched)
      untouched += std::string(untouched.empty() ? "" : say(", ", "、")) + escaped(document);
    if (!untouched.empty())
      put("<p class=\"open\">{}</p>\n",
          filled("No policy here bears a norm of {}.", "所给政策没有 {} 的规范。", untouched));
  }

  [[nodiscard]] std::string policies_of(const trace::DocumentStanding& document) const {
    std::string names;
    for (const std::size_t policy : document.policies)
      names += std::string(names.empty() ? "" : say(", ", "、")) +
               fmt::format("<a href=\"#p{}\">{}</a>", policy, escaped(coverage_.policies[policy].name));
    return names;
  }

  // ---- a policy, article by article

  static std::string_view state_of(const trace::ArticleEntries& article) {
    if (article.count(EntryKind::Rule) + article.count(EntryKind::Limit) > 0) return "rules";
    return article.entries.empty() ? "none" : "notes";
  }
  [[nodiscard]] std::string_view state_word(std::string_view state) const {
    if (state == "rules") return say("rules", "有规则");
    return state == "notes" ? say("notes only", "仅有说明") : say("neither rule nor note", "既无规则也无说明");
  }

  void add_policy(std::size_t index) {
    const trace::PolicyEntries& policy = coverage_.policies[index];
    put("<section{}>\n<h2 id=\"p{}\">{}</h2>\n", index == 0 ? " class=\"first\"" : "", index, escaped(policy.name));
    if (const std::string words = source_words(report_, policy); !words.empty())
      put("<p class=\"soft\">{}</p>\n", escaped(filled("Source: {}", "来源：{}", words)));
    put("<p>{}</p>\n", filled("Articles {}, rules {}, limits {}, notes {}.", "条 {}，规则 {}，限制 {}，说明 {}。",
                              policy.articles.size(), policy.count(EntryKind::Rule), policy.count(EntryKind::Limit),
                              policy.count(EntryKind::Note)));
    add_map(index);
    for (const trace::DocumentStanding& document : coverage_.documents) {
      if (std::find(document.policies.begin(), document.policies.end(), index) == document.policies.end()) continue;
      put("<p><a href=\"#d-{}\">{}</a></p>\n", escaped(document.document),
          filled("Norms of {}", "{} 的规范", escaped(document.document)));
      add_shares(document.shares);
    }
    if (const std::string gaps = run_words(report_, policy.gaps); !gaps.empty())
      put("<p class=\"open\">{}</p>\n",
          filled("Articles without a rule and without a note: {}.", "既无规则也无说明的条：{}。", gaps));
    if (!policy.head.entries.empty()) add_article(policy.head, fmt::format("p{}-head", index));
    for (std::size_t article = 0; article < policy.articles.size(); ++article)
      add_article(policy.articles[article], anchor(index, article));
    text_ += "</section>\n";
  }

  [[nodiscard]] static std::string anchor(std::size_t policy, std::size_t article) {
    return fmt::format("p{}-{}", policy, article + 1);
  }

  void add_map(std::size_t index) {
    const trace::PolicyEntries& policy = coverage_.policies[index];
    if (policy.articles.empty() && policy.lacking.empty()) return;
    put("<ul class=\"map\" aria-label=\"{}\">\n", say("articles at a glance", "各条一览"));
    for (std::size_t at = 0; at < policy.articles.size(); ++at) {
      const trace::ArticleEntries& article = policy.articles[at];
      const std::string_view state = state_of(article);
      const std::string words =
          escaped(fmt::format("{}{}{}", article_words(report_, article), say(": ", "："), state_word(state)));
      put("<li><a class=\"{}\" href=\"#{}\" title=\"{}\" aria-label=\"{}\">{}</a></li>\n", state, anchor(index, at),
          words, words, escaped(article.number));
    }
    for (const trace::ArticleRun& run : policy.lacking)
      put("<li><span class=\"none\" title=\"{}\">{}</span></li>\n", state_word("none"),
          escaped(run.first == run.last ? run.first : run.first + "–" + run.last));
    text_ += "</ul>\n<ul class=\"key\">\n";
    for (const std::string_view state : {"rules", "notes", "none"})
      put("<li class=\"{}\">{}</li>\n", state, state_word(state));
    text_ += "</ul>\n";
  }

  void add_article(const trace::ArticleEntries& article, const std::string& id) {
    std::string heading = article_words(report_, article);
    if (!article.title.empty()) heading += std::string(say(": ", " ")) + article.title;
    put("<h3 id=\"{}\">{}</h3>\n<ul class=\"entries\">\n", id, escaped(heading));
    for (const trace::Entry& entry : article.entries) {
      std::string norms;
      for (const std::string& norm : entry.norms) norms += (norms.empty() ? "" : ", ") + escaped(norm);
      put("<li{}><span class=\"kind\">{}</span><span><span class=\"text\">{}</span>{}</span></li>\n",
          entry.kind == EntryKind::Note ? " class=\"note\"" : "", kind_word(report_, entry.kind), escaped(entry.text),
          norms.empty() ? "" : "<span class=\"norms\">" + norms + "</span>");
    }
    if (article.entries.empty())
      put("<li class=\"gap\"><span class=\"kind\">{}</span><span>{}</span></li>\n", say("missing", "缺"),
          state_word("none"));
    text_ += "</ul>\n";
  }

  // ---- the norms of a document

  void add_document(const trace::DocumentStanding& document) {
    put("<section>\n<h2 id=\"d-{0}\">{1}</h2>\n", escaped(document.document),
        filled("Norms of {}", "{} 的规范", escaped(document.document)));
    put("<p class=\"soft\">{}</p>\n", filled("In: {}", "见：{}", policies_of(document)));
    add_shares(document.shares);
    add_open(document);
    add_readings(document);
    add_all(document);
    text_ += "</section>\n";
  }

  void add_open(const trace::DocumentStanding& document) {
    std::string rows;
    for (const trace::NormStanding& norm : document.norms) {
      if (norm.standing == Standing::Covered) continue;
      rows +=
          fmt::format("<tr><td class=\"id\">{}</td><td>{}</td><td>{}</td><td class=\"open\">{}</td><td>{}</td></tr>\n",
                      escaped(norm.norm.id), escaped(norm.norm.article), sort_word(report_, norm.norm.sort),
                      standing_word(report_, norm.standing), escaped(remark_words(report_, norm.norm)));
    }
    if (rows.empty()) return;
    add_table(
        say("Not covered", "未写入的规范"),
        {say("norm", "规范"), say("article", "条"), say("sort", "类别"), say("stands", "情况"), say("remark", "备注")},
        rows);
  }

  void add_readings(const trace::DocumentStanding& document) {
    std::string rows;
    for (const trace::NormStanding& norm : document.norms)
      if (norm.standing == Standing::Covered && !norm.norm.remark.empty())
        rows += fmt::format("<tr><td class=\"id\">{}</td><td>{}</td><td>{}</td></tr>\n", escaped(norm.norm.id),
                            links(norm), escaped(remark_words(report_, norm.norm)));
    if (rows.empty()) return;
    add_table(say("Read otherwise than written, and why", "读法与原文不同之处及理由"),
              {say("norm", "规范"), say("stands in", "所在"), say("reason", "理由")}, rows);
  }

  void add_all(const trace::DocumentStanding& document) {
    std::string rows;
    for (const trace::NormStanding& norm : document.norms)
      rows += fmt::format("<tr><td class=\"id\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", escaped(norm.norm.id),
                          sort_word(report_, norm.norm.sort), standing_word(report_, norm.standing), links(norm));
    add_table(say("All norms", "全部规范"),
              {say("norm", "规范"), say("sort", "类别"), say("stands", "情况"), say("stands in", "所在")}, rows);
  }

  void add_table(std::string_view caption, std::initializer_list<std::string_view> headings, const std::string& rows) {
    put("<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n<thead><tr>",
        caption);
    for (const std::string_view heading : headings) put("<th scope=\"col\">{}</th>", heading);
    put("</tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n", rows);
  }

  [[nodiscard]] std::string links(const trace::NormStanding& norm) const {
    std::string text;
    std::string last;
    for (const trace::Bearer& bearer : norm.bearers) {
      const std::string target =
          bearer.article == 0 ? fmt::format("p{}-head", bearer.policy) : anchor(bearer.policy, bearer.article - 1);
      const std::string link = fmt::format("<a href=\"#{}\">{}</a>", target, escaped(place_words(report_, bearer)));
      if (link == last) continue;
      text += std::string(text.empty() ? "" : say("; ", "；")) + link;
      last = link;
    }
    return text;
  }

  const SourcesReport& report_;
  const trace::Coverage& coverage_;
  std::string text_;
};

}  // namespace

std::string sources_html(const SourcesReport& report) { return Page(report).run(); }

}  // namespace polc::driver
