// SPDX-License-Identifier: Apache-2.0
// Which mapping file applies: the one given, else the one that lies beside the facts, else none.
#pragma once

#include <filesystem>
#include <optional>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"
#include "runtime/facts/mapping.h"

namespace polc::facts {

inline constexpr const char* mapping_file_name = "facts.map";

// An empty mapping when there is none; no value after an error, which is then in the sink.
[[nodiscard]] std::optional<Mapping> read_mapping(const std::optional<std::filesystem::path>& given,
                                                  const std::filesystem::path& beside, source::SourceMap& sources,
                                                  diag::Sink& sink);

}  // namespace polc::facts
