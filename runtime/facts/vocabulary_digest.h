// SPDX-License-Identifier: Apache-2.0
// A number that tells one vocabulary from another as far as facts go: relations and columns in their order, how they are
// called, what their values mean and how their rows are read. SipHash-2-4 of these, the same on every machine.
#pragma once

#include <cstdint>

#include "compiler/core/core.h"

namespace polc::facts {

[[nodiscard]] std::uint64_t vocabulary_digest(const core::Program& program);

}  // namespace polc::facts
