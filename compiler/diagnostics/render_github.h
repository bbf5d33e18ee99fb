// SPDX-License-Identifier: Apache-2.0
// Findings as workflow commands of GitHub Actions, one line each, which the runner shows beside the changed lines:
//   ::error file=low.pol,line=2,endLine=2,col=16,endColumn=24,title=P0301::message%0Ahelp: ...
// In: the findings kept in a sink. Out: `error`, `warning` or `notice` by severity; message, notes and help as the text.
// Columns count code points and the last one is included. A finding over several lines has no columns, for the runner
// takes none there; one without a place has only its title.
#pragma once

#include <string>

#include "compiler/diagnostics/report.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::diag {

[[nodiscard]] std::string render_github(const Sink& sink, const source::SourceMap& sources, const Report& report);

}  // namespace polc::diag
