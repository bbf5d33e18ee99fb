// SPDX-License-Identifier: Apache-2.0
// Reading a file for a person: SourceMap::load with its refusals made findings (P01xx, P10xx).
#pragma once

#include <filesystem>
#include <optional>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::diag {

// No value after a refusal, which is then in the sink. `wanted_at` is the text that names the file, if any.
[[nodiscard]] std::optional<source::FileId> load_source(source::SourceMap& sources, const std::filesystem::path& path,
                                                        Sink& sink, Span wanted_at = {},
                                                        const source::LoadLimits& limits = {});
void report_load_error(const source::LoadError& error, Sink& sink, Span wanted_at = {});

}  // namespace polc::diag
