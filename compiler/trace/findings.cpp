// SPDX-License-Identifier: Apache-2.0
#include "compiler/trace/findings.h"

#include <optional>
#include <string>
#include <vector>

#include "compiler/trace/articles.h"

namespace polc::trace {
namespace {

using diag::Kind;

diag::Argument shown(const std::vector<ArticleRun>& runs) { return {shown_in_english(runs), shown_in_chinese(runs)}; }

const ast::Header* line_of(const ast::Policy& policy, const ast::SourceHeader& source) {
  for (const ast::Header& header : policy.headers)
    if (std::get_if<ast::SourceHeader>(&header.kind) == &source) return &header;
  return nullptr;
}

bool are_runs(const ast::SourceHeader& source, diag::Sink& sink) {
  bool all = true;
  for (const ast::ArticleStretch& stretch : source.extent) {
    if (is_run(stretch)) continue;
    all = false;
    sink.emit(Kind::ExtentUnclear, stretch.span, shown(runs_of({stretch})));
  }
  return all;
}

void compare(const ast::Policy& policy, const ast::SourceHeader& source, source::Span line, diag::Sink& sink) {
  std::vector<std::string> present;
  for (const ast::Article& article : policy.articles) {
    if (article.number.empty()) continue;  // its first line could not be read
    present.push_back(article.number);
    if (!is_within(article.number, source.extent))
      sink.emit(Kind::ArticleOutsideSource, article.span, article.number, shown(runs_of(source.extent)))
          .note(Kind::SourceHere, line);
  }
  const auto missing = lacking(source.extent, present);
  if (!missing.empty()) sink.emit(Kind::ArticlesWithoutRule, line, shown(missing));
}

}  // namespace

void report_articles(const ast::Policy& policy, diag::Sink& sink) {
  for (const ast::Article& article : policy.articles)
    if (article.statements.empty() && article.limits.empty() && !article.number.empty())
      sink.emit(Kind::ArticleEmpty, article.span, article.number);
  const ast::SourceHeader* source = source_of(policy);
  if (source != nullptr && are_runs(*source, sink)) compare(policy, *source, line_of(policy, *source)->span, sink);
}

}  // namespace polc::trace
