// SPDX-License-Identifier: Apache-2.0
// Where the lines of a sentence end. A sentence that fits stands on one line; a longer one is broken before its joining
// words, the outermost first, and goes on indented by two.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "compiler/parse/written.h"

namespace polc::format {

inline constexpr int width = 120;  ///< Columns on a terminal.

/// `spaced`: words behind which a space stands whatever spacing.h says. The lines have no line ends.
[[nodiscard]] std::vector<std::string> lines_of(const parse::WrittenSentence& sentence, source::Language language,
                                                const std::set<std::size_t>& spaced);

/// The whole sentence in one line, without its mark.
[[nodiscard]] std::string in_one_line(const parse::WrittenSentence& sentence, source::Language language,
                                      const std::set<std::size_t>& spaced);

}  // namespace polc::format
