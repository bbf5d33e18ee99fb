// SPDX-License-Identifier: Apache-2.0
// A new file that appears under its name whole or not at all: it is written under another name beside it, goes to the disk, and
// takes its name last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace polc::facts {

class PartialFile {
 public:
  // As readable as any other new file.
  explicit PartialFile(const std::filesystem::path& target);
  PartialFile(PartialFile&& other) noexcept;
  PartialFile& operator=(PartialFile&&) = delete;
  ~PartialFile();  // removes what has not taken its name

  // Where it lies meanwhile; empty where it could not be made.
  [[nodiscard]] const std::string& name() const { return name_; }
  // What the system said of the first thing that failed, as errno; 0: nothing has. After it nothing more is done.
  [[nodiscard]] int error() const { return error_; }

  void write(std::span<const std::byte> bytes, std::uint64_t at);
  // A file of the target's name is replaced, or else is an error (EEXIST), also where it has appeared meanwhile.
  void take_name(bool replace);

 private:
  // Keeps what the system says where a call has failed.
  void keep(int result);

  std::string target_;
  std::string name_;
  int file_ = -1;
  int error_ = 0;
};

}  // namespace polc::facts
