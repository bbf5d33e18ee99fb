// SPDX-License-Identifier: Apache-2.0
// Buffers of one worker, for the time of one morsel: taken in turn, given back all at once by the frame that they belong to.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace polc::vector {

class Scratch {
 public:
  // Everything taken while it lives goes back when it ends. Frames end in reverse order.
  class Frame {
   public:
    explicit Frame(Scratch& scratch) : scratch_(scratch), block_(scratch.block_), used_(scratch.used_) {}
    ~Frame() {
      scratch_.block_ = block_;
      scratch_.used_ = used_;
    }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    // Room for `count` values, not set.
    template <class T>
    [[nodiscard]] T* take(std::size_t count) {
      return static_cast<T*>(scratch_.take_bytes(count * sizeof(T)));
    }

   private:
    Scratch& scratch_;
    std::size_t block_, used_;
  };

 private:
  static constexpr std::size_t line = 64;
  static constexpr std::size_t least_block = std::size_t{1} << 18;

  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  void* take_bytes(std::size_t size) {
    size = (size + line - 1) / line * line + line;
    while (block_ < blocks_.size() && used_ + size > blocks_[block_].size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const std::size_t room = std::max(size + line, least_block);
      blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(room), room});
      used_ = 0;
    }
    std::byte* found = blocks_[block_].bytes.get() + used_;
    used_ += size;
    return found;
  }

  std::vector<Block> blocks_;
  std::size_t block_ = 0, used_ = 0;
};

}  // namespace polc::vector
