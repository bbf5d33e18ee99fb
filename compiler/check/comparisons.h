// SPDX-License-Identifier: Apache-2.0
// Comparisons: `temperature is at most 37.3 °C`, `place is medium-risk`, `job is one of a, b`, `end day is after arrival`.
#pragma once
#include <optional>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"

namespace polc::check {

std::optional<core::ConditionId> read_comparison(const Context& context, const ast::Comparison& comparison,
                                                 source::Span span);

}  // namespace polc::check
