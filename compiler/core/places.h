// SPDX-License-Identifier: Apache-2.0
// Which entity is the place that jurisdictions speak of, and how to get from a thing to its place.
#pragma once
#include <optional>

#include "compiler/core/core.h"

namespace polc::core {

// The entity named `region`/`地区`; else the only one with a column named `parent`/`上级地区` that refers to itself.
[[nodiscard]] std::optional<RelationId> place_relation(const Program& program);
// Its reference to itself, by which one place lies below another: the one named as above, else the first.
[[nodiscard]] std::optional<ColumnIndex> parent_column(const Program& program, RelationId place);
// From a thing of this sort to its place: itself; else the reference marked `located by`; else its only reference to a place;
// else the only way over one more thing. No value if there is none or more than one.
[[nodiscard]] std::optional<Path> place_of(const Program& program, RelationId sort, RelationId place);

}  // namespace polc::core
