// SPDX-License-Identifier: Apache-2.0
// The articles that a source has, as the line `source` of a policy says, against those that stand in the policy. An
// article 15.7 is part of article 15.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/policy.h"

namespace polc::trace {

/// A run of articles, both ends included: `5` to `9`, or `12` alone.
struct ArticleRun {
  std::string first;
  std::string last;
};

/// Null when the policy does not say which articles its source has.
[[nodiscard]] const ast::SourceHeader* source_of(const ast::Policy& policy);

/// Whether the numbers of a stretch are those of articles that follow one another: `0 to 54`, `15.1 to 15.9`.
[[nodiscard]] bool is_run(const ast::ArticleStretch& stretch);

/// Whether an article stands in the extent of its source; every stretch is a run.
[[nodiscard]] bool is_within(const std::string& article, const std::vector<ast::ArticleStretch>& extent);

/// Articles of the extent that are none of `present`, in order; every stretch is a run.
[[nodiscard]] std::vector<ArticleRun> lacking(const std::vector<ast::ArticleStretch>& extent,
                                              const std::vector<std::string>& present);

/// `0 to 54, 60` / `第0条至第54条、第60条`.
[[nodiscard]] std::string shown_in_english(const std::vector<ArticleRun>& runs);
[[nodiscard]] std::string shown_in_chinese(const std::vector<ArticleRun>& runs);
[[nodiscard]] std::vector<ArticleRun> runs_of(const std::vector<ast::ArticleStretch>& extent);

}  // namespace polc::trace
