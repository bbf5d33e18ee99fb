// SPDX-License-Identifier: Apache-2.0
// The report of the prover as findings for the author: at the sentence that is at fault, with the other sentence, and with the
// world that shows it. Every finding has an id, by which a policy may waive it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/prove/prove.h"
#include "compiler/source/source_file.h"

namespace polc::prove {

// A finding that was told: which of Report::findings, and its id.
struct Told {
  std::size_t finding = 0;
  std::string id;
};

// `today`: waivers whose last day lies before it have ended. A waived finding is a note. Out: what was told; of the norms of one
// sentence with several measures only the first is.
std::vector<Told> add_findings(const core::Program& program, const Report& report, value::Day today,
                               const source::SourceMap& sources, diag::Sink& sink);

}  // namespace polc::prove
