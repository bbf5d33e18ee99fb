// SPDX-License-Identifier: Apache-2.0
// All that comes of reading facts, to be held against what came of them when they were read another way.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/unit/facts/small_world.h"

namespace polc::facts::test {

struct WholeRead {
  std::vector<std::string> findings;
  std::vector<std::uint64_t> counts;
  std::string failure;                // its kind and arguments
  std::string arrays;                 // of the facts, as a snapshot has them
  std::vector<std::int64_t> origins;  // tables and numbers of all rows
  friend bool operator==(const WholeRead&, const WholeRead&) = default;
};

// By the small vocabulary. Of each kind the first four findings are shown. `folder`: what paths in findings leave out.
[[nodiscard]] WholeRead whole_read(const Folder& folder, const std::filesystem::path& path, LoadPlan plan);
[[nodiscard]] WholeRead whole_read(const Folder& folder, const FactStore& store, const Mapping& mapping, LoadPlan plan);

}  // namespace polc::facts::test
