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

#include <variant>
#include <vector>

namespace polc::ast {

/// The language of the reserved words, told by the first word of the file.
enum class Language { En, Zh };

struct File {
  Language language = Language::En;
  std::vector<std::variant<Vocabulary, Policy>> parts;
  /// Sentences that could not be read, each with a finding of its own. Where one is missing, a name that is not
  /// known may only follow from it.
  std::vector<Span> unread;
};

}  // namespace polc::ast
