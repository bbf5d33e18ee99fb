// SPDX-License-Identifier: Apache-2.0
// Letters -> raw words, by the lexer that ANTLR makes of grammar/PolicyLexer.g4. Blanks and comments are gone,
// line ends are words; characters that no rule knows come as STRANGE.
#pragma once

#include <span>
#include <vector>

#include "compiler/parse/letters.h"
#include "compiler/parse/token.h"
#include "compiler/source/language.h"

namespace polc::parse {

[[nodiscard]] std::vector<RawWord> raw_words(const Letters& letters);

/// Chinese files begin with a Chinese word; all others are read as English.
[[nodiscard]] source::Language language_of(std::span<const RawWord> words);

}  // namespace polc::parse
