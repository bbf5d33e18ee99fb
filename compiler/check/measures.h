// SPDX-License-Identifier: Apache-2.0
// Measures and lists of a vocabulary, once all names and columns are known.
#pragma once
#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"

namespace polc::check {

void declare_measure(const Context& context, core::MeasureId measure, const ast::Measure& text);
// Once all measures are declared.
void check_presupposed(const Context& context, core::MeasureId measure, const ast::Measure& text);
void declare_list(const Context& context, core::ListId list, const ast::List& text);

}  // namespace polc::check
