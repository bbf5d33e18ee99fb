// SPDX-License-Identifier: Apache-2.0
// The law over time: cells within which no policy comes into force or ends and no parameter changes. Within a cell the law is
// constant, so a query speaks of one cell.
#pragma once

#include <optional>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/value/civil_time.h"

namespace polc::prove {

// first … last, both included.
struct LawCell {
  value::Moment first;
  value::Moment last;
};

// Earliest first; together they are `from` … `to`.
[[nodiscard]] std::vector<LawCell> law_cells(const core::Program& program, value::Moment from, value::Moment to);
// Which policies are looked at, by policy: those that a question is about, and all above them.
using Scope = std::vector<bool>;
[[nodiscard]] Scope scope_of(const core::Program& program, const std::vector<core::PolicyId>& policies);
// In force, and not superseded by one of the scope, throughout the cell; never outside the scope.
[[nodiscard]] bool in_force(const core::Program& program, core::PolicyId policy, const LawCell& cell,
                            const Scope& scope);
// The number that a parameter has throughout the cell.
[[nodiscard]] std::optional<value::Rational> number_of(const core::Program& program, core::ParameterId parameter,
                                                       const LawCell& cell);
// All policies above, at any remove.
[[nodiscard]] std::vector<core::PolicyId> superiors_of(const core::Program& program, core::PolicyId policy);
[[nodiscard]] bool is_under(const core::Program& program, core::PolicyId lower, core::PolicyId upper);

}  // namespace polc::prove
