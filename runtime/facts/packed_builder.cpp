// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/packed_builder.h"

#include <algorithm>

#include "runtime/facts/packed_chunks.h"

namespace polc::facts {

namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 14;

}  // namespace

void PackedBuilder::append(std::optional<std::int64_t> value) {
  POLC_CHECK(value != no_integer, "the least of all numbers cannot be packed");
  if (value) {
    least_ = std::min(least_, *value);
    greatest_ = std::max(greatest_, *value);
  }
  open_.push_back(value.value_or(no_integer));
  if (open_.size() == chunk_size) close_chunk();
}

void PackedBuilder::close_chunk() {
  chunks_.push_back(pack(open_, room_).values);
  packed_ += open_.size();
  open_.clear();
}

bool PackedBuilder::multiply(std::int64_t factor) {
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  if (least_ <= greatest_) {
    if (__builtin_mul_overflow(least_, factor, &least) || __builtin_mul_overflow(greatest_, factor, &greatest) ||
        least == no_integer)
      return false;
    least_ = least;
    greatest_ = greatest;
  }
  std::vector<std::int64_t> values;
  for (PackedIntegers& chunk : chunks_) {
    values.clear();
    for (std::size_t at = 0; at < chunk.size(); ++at) {
      const auto value = chunk[at];
      values.push_back(value ? *value * factor : no_integer);
    }
    chunk = pack(values, room_).values;
  }
  for (std::int64_t& value : open_)
    if (value != no_integer) value *= factor;
  return true;
}

PackedIntegers PackedBuilder::finish() && {
  if (!open_.empty()) close_chunk();
  open_ = {};
  std::vector<PackedChunk> chunks;
  for (PackedIntegers& chunk : chunks_) chunks.push_back({std::move(chunk), least_, greatest_});
  chunks_.clear();
  return join(std::move(chunks)).values;
}

}  // namespace polc::facts
