// SPDX-License-Identifier: Apache-2.0
// What polc sources prints: where the articles and norms of the sources stand in the policies. One model, three forms.
#pragma once

#include <string>
#include <string_view>

#include "compiler/source/language.h"
#include "compiler/source/source_file.h"
#include "compiler/trace/coverage.h"

namespace polc::driver {

struct SourcesReport {
  const trace::Coverage& coverage;
  const source::SourceMap& sources;
  source::Language language;

  [[nodiscard]] bool chinese() const { return language == source::Language::Chinese; }
  [[nodiscard]] std::string_view say(std::string_view english, std::string_view chinese_text) const {
    return chinese() ? chinese_text : english;
  }
};

// sources_text.cpp, sources_json.cpp, sources_html.cpp
[[nodiscard]] std::string sources_text(const SourcesReport& report);
[[nodiscard]] std::string sources_json(const SourcesReport& report);
[[nodiscard]] std::string sources_html(const SourcesReport& report);

// ---- words that the forms share: sources_words.cpp

[[nodiscard]] std::string_view kind_word(const SourcesReport& report, trace::EntryKind kind);
[[nodiscard]] std::string_view sort_word(const SourcesReport& report, trace::Sort sort);
[[nodiscard]] std::string_view standing_word(const SourcesReport& report, trace::Standing standing);
// "article 15"; "the head" for that of a policy.
[[nodiscard]] std::string article_words(const SourcesReport& report, const trace::ArticleEntries& article);
// "Guidance …, 2020-02-26, articles 0 to 54, 60"; empty when nothing is said of the source.
[[nodiscard]] std::string source_words(const SourcesReport& report, const trace::PolicyEntries& policy);
// In the language of the report where the register has it in both.
[[nodiscard]] const std::string& remark_words(const SourcesReport& report, const trace::Norm& norm);
// "article 1, rule": where one entry stands that bears a norm.
[[nodiscard]] std::string place_words(const SourcesReport& report, const trace::Bearer& bearer);
// "article 1, rule; article 2, note": where a norm stands.
[[nodiscard]] std::string bearer_words(const SourcesReport& report, const trace::NormStanding& norm);
// "0 to 54, 60".
[[nodiscard]] std::string run_words(const SourcesReport& report, const std::vector<trace::ArticleRun>& runs);

}  // namespace polc::driver
