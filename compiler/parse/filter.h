// SPDX-License-Identifier: Apache-2.0
// Raw words -> tokens -> sentences: reserved words by the table of the file's language, names of several words made
// one, Chinese text cut, sentence ends found. Reports what is wrong with letters; grammar is not looked at here.
#pragma once

#include <span>

#include "compiler/diagnostics/sink.h"
#include "compiler/parse/keywords.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/token.h"

namespace polc::parse {

[[nodiscard]] Sentences to_sentences(const Letters& letters, std::span<const RawWord> words, const Keywords& keywords,
                                     diag::Sink& sink);

}  // namespace polc::parse
