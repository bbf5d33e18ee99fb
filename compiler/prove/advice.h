// SPDX-License-Identifier: Apache-2.0
// What to write instead, with the amounts and persons of the superior where they can be known.
#pragma once

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/prove/prove.h"
#include "compiler/source/source_file.h"

namespace polc::prove {

// Puts it in place of the help of the kind; leaves that where nothing more is known.
void add_advice(const core::Program& program, const Finding& finding, const source::SourceMap& sources,
                diag::Builder& builder);

}  // namespace polc::prove
