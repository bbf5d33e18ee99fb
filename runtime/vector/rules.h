// SPDX-License-Identifier: Apache-2.0
// Classes and defined attributes from the truth of their rules, by morsels of things. For the files of this folder alone.
#pragma once

#include <optional>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

// More classes than a byte has bits are left to the interpreter.
inline constexpr std::size_t most_ranks = 8;

[[nodiscard]] interpret::ClassTable run_classes(const plan::Classes& classes, WorkedOut& world,
                                                workers::Workers& workers, std::vector<Scratch>& scratches);
[[nodiscard]] interpret::FlagTable run_flag(const plan::DefinedFlag& flag, WorkedOut& world, workers::Workers& workers,
                                            std::vector<Scratch>& scratches);

// Whether the rule's sentence may apply to anything at all.
[[nodiscard]] bool may_apply(const plan::Rule& rule, WorkedOut& world);

}  // namespace polc::vector
