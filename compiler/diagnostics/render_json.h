// SPDX-License-Identifier: Apache-2.0
// Findings as one JSON document for programs:
//   {"diagnostics": [{code, name, severity, message, help, file, line, column, end_line, end_column,
//                     notes: [{message, file, line, ...}], fixes: [{file, line, ..., replacement}]}],
//    "counts": {errors, warnings, shown, not_shown}}
// Lines and columns are 1-based, columns in code points, the end exclusive; null where there is no place.
#pragma once

#include <string>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::diag {

[[nodiscard]] std::string render_json(const Sink& sink, const source::SourceMap& sources,
                                      Language language = Language::English);

}  // namespace polc::diag
