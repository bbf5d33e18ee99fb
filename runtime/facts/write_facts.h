// SPDX-License-Identifier: Apache-2.0
// Facts in memory as a new SQLite database, which load reads as the same facts.
#pragma once

#include <filesystem>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/facts/failure.h"

namespace polc::facts {

// `reported_until`: events with a duty to report have all their reports up to that day. A database of that name is replaced if polc
// wrote it; anything else of that name stays, and is the failure TargetExists. Other failures: no room, no leave to write, a
// number without an end in decimals.
[[nodiscard]] Outcome write_facts(const core::Program& program, const FactBase& facts, value::Day reported_until,
                                  const std::filesystem::path& target);

}  // namespace polc::facts
