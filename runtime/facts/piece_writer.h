// SPDX-License-Identifier: Apache-2.0
// The bytes of a file one after another, written in pieces that begin at multiples of their size, which is that of several
// large pages: many systems then keep the file in large pages, and give it so to whoever maps it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/facts/partial_file.h"

namespace polc::facts {

class PieceWriter {
 public:
  // From the beginning of `file` on, which keeps what the system says of failures.
  explicit PieceWriter(PartialFile& file);

  void append(std::span<const std::byte> bytes);
  // Writes what is left. What was appended is in the file from then on, and nothing can be appended any more.
  void finish();

 private:
  void write_piece();

  PartialFile& file_;
  std::vector<std::byte> piece_;
  std::uint64_t written_ = 0;  // bytes
};

}  // namespace polc::facts
