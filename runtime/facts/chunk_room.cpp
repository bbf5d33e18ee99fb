// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/chunk_room.h"

#include <algorithm>

#include "runtime/facts/unwritten_bytes.h"

namespace polc::facts {

SharedArray<std::byte> ChunkRoom::take(std::size_t size, std::byte*& at) {
  constexpr std::size_t most_at_once = std::size_t{1} << 21;  // a large page
  constexpr std::size_t growth = 8;
  constexpr std::size_t alignment = 8;
  const std::size_t needed = (size + alignment - 1) / alignment * alignment;
  if (needed > left_) {
    left_ = std::max(needed, std::min(taken_ * growth, most_at_once));
    piece_ = unwritten_bytes(left_);
    next_ = piece_.get();
  }
  at = next_;
  next_ += needed;
  left_ -= needed;
  taken_ += needed;
  return {piece_, {at, size}};
}

}  // namespace polc::facts
