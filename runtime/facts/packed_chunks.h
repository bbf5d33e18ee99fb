// SPDX-License-Identifier: Apache-2.0
// Packs a run of values at once, and joins runs that were packed apart.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

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

[[nodiscard]] PackedChunk pack(std::span<const std::int64_t> values);
// All values one after the other, packed as if they had come at once. Each chunk is freed when it has been copied.
[[nodiscard]] PackedChunk join(std::vector<PackedChunk> chunks);

}  // namespace polc::facts
