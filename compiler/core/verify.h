// SPDX-License-Identifier: Apache-2.0
// The invariants of core rules: ids in range, no cycle among conditions, paths follow reference columns and end where they
// say, rows in scope, types agree, windows are typed, ranks exist. Run after checking and after every transformation. A fault is
// a mistake of polc, never of an author.
#pragma once
#include <optional>
#include <string>

#include "compiler/core/core.h"

namespace polc::core {

// The first fault found, in words for an engineer; no value if there is none.
[[nodiscard]] std::optional<std::string> find_fault(const Program& program);
// Ends the process as an internal error if there is one.
void verify(const Program& program);

}  // namespace polc::core
