// SPDX-License-Identifier: Apache-2.0
// How words stand side by side: which mark of a pair a language writes, and between which words it leaves a space.
#pragma once

#include <cstddef>
#include <string>

#include "compiler/parse/written.h"

namespace polc::format {

/// The word as this language writes it: full-width marks and quotation marks in Chinese, half-width ones in English.
[[nodiscard]] std::string spelt(const parse::WrittenSentence& sentence, std::size_t word, source::Language language);

/// Whether a space stands between word `left` of the sentence and the one behind it.
[[nodiscard]] bool space_behind(const parse::WrittenSentence& sentence, std::size_t left, source::Language language);

}  // namespace polc::format
