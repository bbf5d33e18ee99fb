// SPDX-License-Identifier: Apache-2.0
// The tree of one file, as the parser hands it to the check: plain structs, a span on every node, nothing resolved.
// words.h names and amounts · vocabulary.h declarations · conditions.h · rules.h sentences · policy.h the frame.
#pragma once

#include "compiler/ast/conditions.h"
#include "compiler/ast/match.h"
#include "compiler/ast/policy.h"
#include "compiler/ast/rules.h"
#include "compiler/ast/vocabulary.h"
#include "compiler/ast/words.h"
#include "compiler/source/language.h"

#include <variant>
#include <vector>

namespace polc::ast {

using source::Language;

struct File {
  Language language = Language::English;  ///< Of the reserved words; the first word of the file tells.
  std::vector<std::variant<Vocabulary, Policy>> parts;
  /// Sentences that could not be read, each with a finding of its own. Where one is missing, a name that is not
  /// known may only follow from it.
  std::vector<Span> unread;
};

}  // namespace polc::ast
