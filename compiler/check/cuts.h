// SPDX-License-Identifier: Apache-2.0
// Chinese names that ran together with reserved words of one character: `自到达起集中隔离` is `自 到达 起 集中隔离`. Never taken
// silently; shown when the vocabulary allows exactly one cut.
#pragma once
#include <optional>
#include <string>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"

namespace polc::check {

// The text with spaces around its reserved words, if all other pieces are declared names and there is only one way.
std::optional<std::string> only_cut(const Scope& scope, const std::string& text);

// Reports a name that nothing declares, with the nearest name or the only cut.
void report_unknown_name(const Context& context, const ast::Name& name);

}  // namespace polc::check
