// SPDX-License-Identifier: Apache-2.0
// Makes packed integers of values that come one by one, of which nobody knows how wide they will be. What has come is packed
// chunk by chunk, so that there are never more unpacked values than one chunk, nor two copies but while `finish` runs.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "runtime/facts/chunk_room.h"
#include "runtime/facts/packed_integers.h"

namespace polc::facts {

class PackedBuilder {
 public:
  PackedBuilder() = default;
  // Values of this range stand before those that come: they are multiplied with them, or none is.
  PackedBuilder(std::int64_t least, std::int64_t greatest) : least_(least), greatest_(greatest) {}

  // Any 64-bit number but the least, which stands for an absent one until the chunk is packed.
  void append(std::optional<std::int64_t> value);
  [[nodiscard]] std::size_t size() const { return packed_ + open_.size(); }

  // Multiplies every value so far; false, and nothing is changed, when one of them does not fit.
  [[nodiscard]] bool multiply(std::int64_t factor);

  [[nodiscard]] PackedIntegers finish() &&;

 private:
  void close_chunk();

  ChunkRoom room_;
  std::vector<PackedIntegers> chunks_;
  std::vector<std::int64_t> open_;
  std::size_t packed_ = 0;  // values in chunks_
  // Of the present ones; least > greatest: none yet.
  std::int64_t least_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t greatest_ = std::numeric_limits<std::int64_t>::min();
};

}  // namespace polc::facts
