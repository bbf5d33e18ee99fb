// SPDX-License-Identifier: Apache-2.0
// A finding as plain values, for reports that programs read.
#pragma once

#include <string>

#include "compiler/core/core.h"
#include "compiler/diagnostics/proof.h"
#include "compiler/prove/prove.h"

namespace polc::prove {

[[nodiscard]] diag::ProofDetails details_of(const core::Program& program, const Finding& finding,
                                            const std::string& id);
[[nodiscard]] diag::ProofDetails details_of(const core::Program& program, const LapsedReference& reference,
                                            const std::string& id);
// "smallest of building unit".
[[nodiscard]] diag::Argument attribute_of(const core::Program& program, core::RelationId relation,
                                          core::ColumnIndex column);

}  // namespace polc::prove
