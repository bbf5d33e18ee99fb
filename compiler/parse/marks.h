// SPDX-License-Identifier: Apache-2.0
// The mark in front of a sentence: `[GX-1-1, GX-1-2]`, `【GX-1-1、GX-1-2】`.
#pragma once

#include <cstdint>

#include "compiler/ast/words.h"
#include "compiler/parse/letters.h"

namespace polc::parse {

/// The norms in the mark whose brackets are the first and the last letter of [begin, end). An id is letters, digits, `-`,
/// `.`, `_` and `/`; commas part them. None when anything else stands there, or nothing.
[[nodiscard]] ast::Marks marks_of(const Letters& letters, std::uint32_t begin, std::uint32_t end);

}  // namespace polc::parse
