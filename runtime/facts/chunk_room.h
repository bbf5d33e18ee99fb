// SPDX-License-Identifier: Apache-2.0
// Where one chunk of packed values after the other is written: many share a piece of memory, which is freed with the last of
// them. The more there is, the larger the pieces, so that most of them come in large pages and few values take little.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "runtime/facts/shared_array.h"

namespace polc::facts {

class ChunkRoom {
 public:
  ChunkRoom() = default;
  // Two would write to the same place.
  ChunkRoom(const ChunkRoom&) = delete;
  ChunkRoom& operator=(const ChunkRoom&) = delete;
  ChunkRoom(ChunkRoom&& other) noexcept { swap(other); }
  ChunkRoom& operator=(ChunkRoom&& other) noexcept {
    swap(other);
    return *this;
  }
  ~ChunkRoom() = default;

  // `at`: where `size` bytes are to be written before anybody looks at the array.
  [[nodiscard]] SharedArray<std::byte> take(std::size_t size, std::byte*& at);

 private:
  void swap(ChunkRoom& other) noexcept {
    std::swap(piece_, other.piece_);
    std::swap(next_, other.next_);
    std::swap(left_, other.left_);
    std::swap(taken_, other.taken_);
  }

  std::shared_ptr<std::byte[]> piece_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0, taken_ = 0;
};

}  // namespace polc::facts
