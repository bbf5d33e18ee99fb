// SPDX-License-Identifier: Apache-2.0
// A table of prose as a file: a row a line, English, a tab, Chinese; `\n`, `\t` and `\\` stand for a line break, a tab and a
// backslash. Empty lines are passed over.
#pragma once

#include <filesystem>
#include <optional>

#include "compiler/diagnostics/sink.h"
#include "compiler/format/prose.h"
#include "compiler/source/source_file.h"

namespace polc::driver {

// No value after a finding: the file cannot be read, a line is no row, or a text has two counterparts.
[[nodiscard]] std::optional<format::ProseTable> read_prose(const std::filesystem::path& path,
                                                           source::SourceMap& sources, diag::Sink& sink);

}  // namespace polc::driver
