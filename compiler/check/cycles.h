// SPDX-License-Identifier: Apache-2.0
// Definitions in a circle: the class or yes/no attribute of a sort that needs itself, over whatever steps. Engines evaluate
// classes one after the other, so a circle is an error and is printed in full.
#pragma once
#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"

namespace polc::check {

void report_cycles(const core::Program& program, diag::Sink& sink);

}  // namespace polc::check
