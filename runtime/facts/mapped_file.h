// SPDX-License-Identifier: Apache-2.0
// A whole file as bytes in memory, read when they are looked at. What lies in a mapped file must not be written to while
// anybody uses it: whoever replaces the file gives its name to a new one, and the old one stays as it is for those who have it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "runtime/facts/failure.h"

namespace polc::facts {

class MappedFile {
 public:
  // FactsUnreadable when the system does not give the file.
  [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::span<const std::byte> bytes_;  // of an empty file none, and nothing is mapped
};

}  // namespace polc::facts
