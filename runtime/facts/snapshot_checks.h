// SPDX-License-Identifier: Apache-2.0
// Whether a snapshot is as it was written, and whether what its arrays hold can be: in one pass by all workers, which looks at
// the values of a block while the block is in the nearest caches. For the files of this folder alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "runtime/workers/workers.h"

namespace polc::facts {

[[nodiscard]] std::uint64_t block_count(std::uint64_t body_size);

// The body of a snapshot and the sums of its blocks, as many as there are blocks.
struct SummedBody {
  std::span<const std::byte> bytes;
  std::span<const std::byte> sums;

  [[nodiscard]] std::uint64_t blocks() const { return block_count(bytes.size()); }
  // The first block from `first` on whose sum is another one; `blocks` when there is none.
  [[nodiscard]] std::uint64_t first_unsound_from(std::uint64_t first) const;
};

class SnapshotChecks {
 public:
  // Of elements first … last - 1 of an array. Threads ask it of several parts at once.
  using OfPart = std::function<bool(std::size_t first, std::size_t last)>;

  // `array` lies in the body, aligned as arrays of a snapshot are. What is asked of a part may not rely on any other one.
  template <class T>
  void add(std::span<const T> array, OfPart holds) {
    static_assert(64 % sizeof(T) == 0, "an element lies in one block");
    arrays_.push_back({reinterpret_cast<const std::byte*>(array.data()), array.size(), sizeof(T), std::move(holds)});
  }
  // Asked where everything is as it was written and holds of every part.
  void add_last(std::function<bool()> holds) { last_.push_back(std::move(holds)); }

  struct Verdict {
    std::uint64_t first_unsound = 0;  // block; as many as there are blocks: all are as they were written
    bool all_hold = false;
  };
  [[nodiscard]] Verdict run(const SummedBody& body, workers::Workers& workers);

 private:
  struct Array {
    const std::byte* begin;
    std::size_t size;          // elements
    std::size_t element_size;  // bytes
    OfPart holds;
  };

  [[nodiscard]] bool hold_in(std::span<const std::byte> part) const;

  std::vector<Array> arrays_;
  std::vector<std::function<bool()>> last_;
};

}  // namespace polc::facts
