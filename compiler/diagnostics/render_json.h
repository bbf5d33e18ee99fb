// SPDX-License-Identifier: Apache-2.0
// Findings as one JSON document for programs, which report.schema.json describes field by field.
#pragma once

#include <string>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::diag {

[[nodiscard]] std::string render_json(const Sink& sink, const source::SourceMap& sources,
                                      Language language = Language::English);

}  // namespace polc::diag
