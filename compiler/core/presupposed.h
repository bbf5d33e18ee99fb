// SPDX-License-Identifier: Apache-2.0
// To what a presupposed measure is done: to the thing itself, or to the one that it refers to.
#pragma once
#include <optional>

#include "compiler/core/core.h"

namespace polc::core {

// From a thing of this sort (row 0) to what `measure` is done to: the thing itself where it is of a sort of the measure, else its
// only reference to one that is. No value: it has no such reference, or several.
[[nodiscard]] std::optional<Path> presupposed_path(const Program& program, RelationId sort, MeasureId measure);

}  // namespace polc::core
