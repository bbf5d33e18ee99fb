// SPDX-License-Identifier: Apache-2.0
// Findings as SARIF 2.1.0 (Static Analysis Results Interchange Format), for code scanning and for editors.
// In: the findings kept in a sink, and the files that were checked. Out: one run:
//   results        findings with a place: message and help, region, notes with a place as related locations, and one
//                  fix whose replacements belong together
//   notifications  findings without a place (a file that cannot be read): nothing that code scanning could show
//   rules          the kinds that occur: the page of `polc explain` as their help
//   artifacts      the files that were checked
// Columns count UTF-16 code units and ends are exclusive. Addresses are relative to the folder of the run. The
// fingerprint of a finding is that of its code, its file and the text of its line: it survives lines added above, and a
// change of the language of messages.
#pragma once

#include <string>

#include "compiler/diagnostics/report.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::diag {

[[nodiscard]] std::string render_sarif(const Sink& sink, const source::SourceMap& sources, const Report& report);

}  // namespace polc::diag
