// SPDX-License-Identifier: Apache-2.0
// Which rows each relation has, one file for each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "examples/county/cells.h"
#include "examples/county/csv_file.h"
#include "runtime/value/result.h"

namespace polc::county {

struct Written {
  std::uint64_t files = 0;
  std::uint64_t rows = 0;
};
// The error says which file could not be written.
[[nodiscard]] value::Result<Written, std::string> write_world(const World& world, const std::filesystem::path& folder,
                                                              CsvFile::Packing packing);

}  // namespace polc::county
