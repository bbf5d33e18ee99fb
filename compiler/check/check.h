// SPDX-License-Identifier: Apache-2.0
// Names, types and structure: syntax trees in, core rules out. Every name is resolved, every amount is in base units, every
// condition knows the rows it speaks of. The author's mistakes go to the sink, as many as make sense in one run; what is
// understood but not evaluated by any engine yet is refused here (P07xx), so that nothing is passed over in silence.
// Not done here: finding files (the driver does), proofs (the prover does).
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"

namespace polc::check {

// All files that belong together: those given and those they use or stand under, in any order.
// No value if anything was an error.
std::optional<core::Program> check(std::span<const ast::File> files, diag::Sink& sink);

}  // namespace polc::check
