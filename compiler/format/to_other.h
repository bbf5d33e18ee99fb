// SPDX-License-Identifier: Apache-2.0
// A tree read from one language -> the tree that says the same in the other: labels from the vocabularies, units, and the
// form of sentence that is usual there. Proper names stay as written; free text (titles, notes) is for prose.h.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/format/dictionary.h"

namespace polc::format {

/// What cannot be said in the other language.
struct Missing {
  source::Span span;
  std::string text;
};

/// Makes `file` over; its spans stay those of the text that it was read from. What has no counterpart is left as it was.
[[nodiscard]] std::vector<Missing> to_other_language(ast::File& file, const Dictionary& dictionary);

}  // namespace polc::format
