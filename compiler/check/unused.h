// SPDX-License-Identifier: Apache-2.0
// What a policy declares and never uses: parameters, and combinations of classes that it does not give. Warnings.
#pragma once
#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"

namespace polc::check {

void report_unused(const core::Program& program, diag::Sink& sink);

}  // namespace polc::check
