// SPDX-License-Identifier: Apache-2.0
// Of which things a rule speaks at all: those that are of the fixed kinds that it asks for (`for region where level is county`).
#pragma once

#include <vector>

#include "compiler/core/core.h"

namespace polc::core {

// The parts of a rule's condition, row 0 being the thing, that only compare an own enumeration of the thing with one of its
// values. None: it speaks of all things of its sort.
[[nodiscard]] std::vector<ConditionId> static_guard(const Program& program, ConditionId condition);

}  // namespace polc::core
