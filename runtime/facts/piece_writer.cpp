// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/piece_writer.h"

#include <algorithm>

namespace polc::facts {
namespace {

constexpr std::size_t piece_size = std::size_t{1} << 23;  // bytes

}  // namespace

PieceWriter::PieceWriter(PartialFile& file) : file_(file) { piece_.reserve(piece_size); }

void PieceWriter::append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const std::size_t room = std::min(bytes.size(), piece_size - piece_.size());
    piece_.insert(piece_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(room));
    bytes = bytes.subspan(room);
    if (piece_.size() == piece_size) write_piece();
  }
}

void PieceWriter::finish() {
  if (!piece_.empty()) write_piece();
}

void PieceWriter::write_piece() {
  file_.write(piece_, written_);
  written_ += piece_.size();
  piece_.clear();
}

}  // namespace polc::facts
