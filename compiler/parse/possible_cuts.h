// SPDX-License-Identifier: Apache-2.0
// A Chinese name that the vocabulary does not know -> the ways to read it as names and reserved words of one character
// run together: 自到达起集中隔离 may be `自 到达 起 集中隔离`. For findings only; the parser never cuts so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace polc::parse {

struct PossibleCut {
  std::string spaced;              ///< The whole, with spaces round the reserved words.
  std::vector<std::string> names;  ///< What is left as names; the caller knows which of them exist.
};

/// Cuts with one to three reserved words, fewest first; empty when the name contains none.
[[nodiscard]] std::vector<PossibleCut> possible_cuts(std::string_view name);

}  // namespace polc::parse
