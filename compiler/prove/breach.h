// SPDX-License-Identifier: Apache-2.0
// What the interpreter says of a finding against superiors in the world of its witness.
#pragma once

#include <optional>

#include "compiler/core/core.h"
#include "compiler/prove/prove.h"
#include "runtime/interpret/result.h"

namespace polc::prove {

// The violation of the other sentence by the one found fault with. None: the finding is none against superiors, has no witness,
// or is seen by something else than a violation.
[[nodiscard]] std::optional<interpret::Violation> breach_of(const core::Program& program, const Finding& finding);

}  // namespace polc::prove
