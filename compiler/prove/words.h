// SPDX-License-Identifier: Apache-2.0
// What the prover found, in the words of the policy: facts of a world as the sentences of a test block, references to
// articles. Each text in both languages.
#pragma once

#include <functional>
#include <string>

#include "compiler/core/core.h"
#include "compiler/diagnostics/argument.h"
#include "compiler/prove/claim.h"
#include "compiler/prove/prove.h"

namespace polc::prove {

// "closed control" / "封闭管理".
[[nodiscard]] diag::Argument words(const core::Label& label);
// "article 40 of guangxi level three guidance".
[[nodiscard]] diag::Argument article_of(const core::Program& program, const core::Sentence& sentence);
// How a text of a policy is written: its language, and which names stand in quotation marks because of reserved words in them.
struct Style {
  source::Language language = source::Language::English;
  std::function<bool(const std::string&)> needs_quotes;  // none: no name does

  [[nodiscard]] std::string name(const core::Label& label) const;
  [[nodiscard]] std::string quoted(const std::string& text) const;
};
// What stands behind `given`.
[[nodiscard]] std::string fact_text(const core::Program& program, const core::GivenRow& row, const Style& style);
// `case of "region 1": date is 2020-02-20, case kind is confirmed, count is 3`, as behind `given`.
[[nodiscard]] diag::Argument fact(const core::Program& program, const core::GivenRow& row);
// "2020-02-20"; with the time where it is not the end of the day.
// A day stands for its end.
[[nodiscard]] diag::Argument moment(value::Moment moment);
// The first moment of a span: a day stands for its beginning.
[[nodiscard]] diag::Argument beginning(value::Moment moment);
[[nodiscard]] diag::Argument name_of(Property property);
// As programs know it: "above-ceiling".
[[nodiscard]] std::string key_of(Property property);
// "14 days"; in hours or minutes where it is no whole number of days.
[[nodiscard]] diag::Argument length(value::Rational minutes);
// An amount of the attribute, in its unit.
[[nodiscard]] diag::Argument amount(const core::Type& type, value::Rational base);
// "article 2 of province notice", or the policy alone.
[[nodiscard]] diag::Argument target_of(const core::Program& program, const LapsedReference& reference);
[[nodiscard]] diag::Argument why(const core::Program& program, const LapsedReference& reference);
[[nodiscard]] diag::Argument why(const Open& open);

}  // namespace polc::prove
