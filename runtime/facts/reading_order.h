// SPDX-License-Identifier: Apache-2.0
// The order in which relations are read: things that exist by being referred to have their rows in it.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "compiler/core/core.h"

namespace polc::facts {

inline constexpr std::array relation_kinds_in_order = {core::RelationKind::Entity, core::RelationKind::Event,
                                                       core::RelationKind::ClassRecord, core::RelationKind::Conduct};

[[nodiscard]] std::vector<core::RelationId> reading_order(const core::Program& program);

// Where the rows of a relation, and its reports that are not rows, stand in that order.
[[nodiscard]] inline std::size_t stage_of_rows(std::size_t place) { return 2 * place; }
[[nodiscard]] inline std::size_t stage_of_reports(std::size_t place) { return 2 * place + 1; }

}  // namespace polc::facts
