// SPDX-License-Identifier: Apache-2.0
// The facts of a `test` block. What is not given: yes/no attributes are no, others absent; things that are only referred to
// exist; all reports are in except those named. Numbers in given cells are in base units, as everywhere in core rules.
#pragma once

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "runtime/facts/fact_base.h"

namespace polc::facts {

// A number that cannot be kept exactly beside the others of its column goes to the sink and is then absent.
[[nodiscard]] FactBase from_test(const core::Program& program, const core::Test& test, diag::Sink& sink);

}  // namespace polc::facts
