// SPDX-License-Identifier: Apache-2.0
// How words stand side by side: which mark of a pair a language writes, and between which words it leaves a space.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/parse/written.h"

namespace polc::format {

template <std::size_t Count>
bool is_one_of(std::string_view token, const std::array<std::string_view, Count>& tokens) {
  return std::find(tokens.begin(), tokens.end(), token) != tokens.end();
}

/// The word as this language writes it: full-width marks and quotation marks in Chinese, half-width ones in English.
[[nodiscard]] std::string spelt(const parse::WrittenSentence& sentence, std::size_t word, source::Language language);

/// What stands in front of a sentence with these norms, up to its first word: `[GX-1-1, GX-1-2] `, `【GX-1-1、GX-1-2】`.
[[nodiscard]] std::string mark(const std::vector<std::string>& norms, source::Language language);

/// Whether a space stands between word `left` of the sentence and the one behind it.
[[nodiscard]] bool space_behind(const parse::WrittenSentence& sentence, std::size_t left, source::Language language);

}  // namespace polc::format
