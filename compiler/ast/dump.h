// SPDX-License-Identifier: Apache-2.0
// A syntax tree as S-expressions, for goldens and for people who look at what the parser made of a text. One line for
// each sentence that the file was read from, indented by where it hangs. Spans are left out.
#pragma once

#include <string>

#include "compiler/ast/nodes.h"

namespace polc::ast {

[[nodiscard]] std::string dump(const File& file);

}  // namespace polc::ast
