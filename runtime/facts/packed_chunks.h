// SPDX-License-Identifier: Apache-2.0
// Packs a run of values at once, and puts runs together that were packed apart.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "runtime/facts/chunk_room.h"
#include "runtime/facts/packed_integers.h"

namespace polc::facts {

// Stands for an absent value until it is packed.
inline constexpr std::int64_t no_integer = std::numeric_limits<std::int64_t>::min();

struct PackedChunk {
  PackedIntegers values;
  // Of the present ones; least > greatest: there are none.
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t greatest = std::numeric_limits<std::int64_t>::min();
};

[[nodiscard]] PackedChunk pack(std::span<const std::int64_t> values, ChunkRoom& room);
// All values one after the other, packed as if they had come at once. Each chunk is let go when it has been copied; its
// memory is free when all that share it are.
[[nodiscard]] PackedChunk join(std::vector<PackedChunk> chunks);

// With the least and the greatest of the values, which are looked for.
[[nodiscard]] PackedChunk measured(PackedIntegers values);
// Codes as other codes, which are packed as if they had come so.
[[nodiscard]] PackedChunk recoded(const PackedIntegers& codes, std::span<const std::int64_t> code_of);
[[nodiscard]] PackedIntegers all_absent(std::size_t count);

// So many values of the first from `begin` on, and behind them so many of the second, which are taken in their order.
struct Run {
  std::uint32_t begin = 0;
  std::uint32_t of_first = 0;
  std::uint32_t of_second = 0;
  friend bool operator==(const Run&, const Run&) = default;
};
// All values of both, packed as if they had come at once.
[[nodiscard]] PackedIntegers interleave(const PackedIntegers& first, const PackedIntegers& second,
                                        std::span<const Run> runs);

}  // namespace polc::facts
