// SPDX-License-Identifier: Apache-2.0
// A file in words: every sentence of its tree printed in one language, in the order and between the comments of the text that
// the tree was read from, and laid out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/ast/nodes.h"
#include "compiler/format/prose.h"

namespace polc::format {

/// `file` was read from `original`, without errors, and may have been made over for `language`. A comment inside a sentence
/// comes to stand above it. `prose` turns the comments where it is given. None when no layout was found.
[[nodiscard]] std::optional<std::string> print(const ast::File& file, std::string_view original,
                                               source::Language language, OtherProse* prose = nullptr);

}  // namespace polc::format
