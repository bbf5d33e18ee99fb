// SPDX-License-Identifier: Apache-2.0
// The two ways in which facts come into memory: from a store, all of it or behind what is there, and from a snapshot.
#pragma once

#include <filesystem>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "runtime/facts/facts.h"
#include "runtime/facts/snapshot.h"

namespace polc::facts {

// The rows of the store, read and checked; `before`: behind those, or null. Rows of these alone are not checked again.
[[nodiscard]] Result<FactBase> load_store(const core::Program& program, const OpenFacts& facts,
                                          const FactsBefore* before, diag::Sink& sink);
// A failure where any of the facts that the snapshot was made of have changed since; where some are gone, a warning.
[[nodiscard]] Result<Snapshot> load_current_snapshot(const core::Program& program, const std::filesystem::path& path,
                                                     diag::Sink& sink);

}  // namespace polc::facts
