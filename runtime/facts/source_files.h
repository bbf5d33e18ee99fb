// SPDX-License-Identifier: Apache-2.0
// Which files facts were read from, and in which state: enough to tell later whether any of them has changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace polc::facts {

struct SourceFile {
  std::string path;                // absolute
  std::uint64_t size = 0;          // bytes
  std::int64_t last_write_ns = 0;  // since the epoch of the system clock, as exact as the file system keeps it
  friend bool operator==(const SourceFile&, const SourceFile&) = default;
};

struct SourceFiles {
  std::string facts;                   // as given, absolute: a database, a CSV file, a folder
  std::optional<std::string> mapping;  // the mapping file that was given
  std::vector<SourceFile> files;       // all that were or could have been read, by path
  friend bool operator==(const SourceFiles&, const SourceFiles&) = default;
};

// As they are now. A database brings its log or journal with it, facts their mapping file that lies beside them. Files that
// cannot be looked at are left out.
[[nodiscard]] SourceFiles source_files(const std::filesystem::path& facts,
                                       const std::optional<std::filesystem::path>& mapping);
// The first path that is in one and not, or otherwise, in the other.
[[nodiscard]] std::optional<std::string> first_difference(const SourceFiles& then, const SourceFiles& now);

}  // namespace polc::facts
