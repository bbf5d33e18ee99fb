// SPDX-License-Identifier: Apache-2.0
// One argument of a finding: text from a policy or a number, or words of polc's own in both languages
// (what was expected, the name of a type). Backticks belong to the texts of kinds.def, not here. Long texts
// are cut: an argument is shown on one line, and a sink may hold hundreds.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "compiler/source/language.h"

namespace polc::diag {

class Argument {
 public:
  Argument(std::string_view text) : english_(shortened(text)) {}
  Argument(const std::string& text) : Argument(std::string_view(text)) {}
  Argument(const char* text) : Argument(std::string_view(text)) {}
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool> && !std::same_as<Integer, char>)
  Argument(Integer number) : english_(std::to_string(number)) {}
  // Words that differ by language.
  Argument(std::string_view english, std::string_view chinese)
      : english_(shortened(english)), chinese_(shortened(chinese)) {}

  [[nodiscard]] const std::string& text(source::Language language) const {
    return language == source::Language::Chinese && !chinese_.empty() ? chinese_ : english_;
  }

 private:
  static std::string shortened(std::string_view text);

  std::string english_;
  std::string chinese_;  // empty: the same as English
};

}  // namespace polc::diag
