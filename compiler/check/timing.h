// SPDX-License-Identifier: Apache-2.0
// The time of a norm: the event that times it, its span of days, its deadline, its frequency.
#pragma once
#include <optional>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"

namespace polc::check {

// The event of `sort` that the phrases of time of a sentence name (`from arrival`, `within 24 hours of arrival`, `on entry`).
// `failed` when they name two, or something that is no time.
struct Occasion {
  std::optional<core::RelationId> event;
  bool failed = false;
};
Occasion find_occasion(const Context& context, const ast::Circumstances& around, core::RelationId sort);

// `length`: what the measure's amount says (empty if nothing). The rows of `context` are those of the norm.
std::optional<core::Timing> read_timing(const Context& context, const ast::Circumstances& around,
                                        const core::Range& length, source::Span span);

}  // namespace polc::check
