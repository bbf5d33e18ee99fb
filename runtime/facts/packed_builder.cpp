// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/packed_builder.h"

#include <algorithm>

namespace polc::facts {

namespace {

constexpr std::int64_t nothing = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t chunk_size = std::size_t{1} << 14;

// Writes values one after the other as offsets of one packing.
class OffsetWriter {
 public:
  OffsetWriter(Packing packing, std::size_t size) : packing_(packing), bytes_(size * packing.width, std::byte{0xff}) {}

  void add(std::optional<std::int64_t> value) {
    // Bytes that are all ones are an absent one already.
    if (value) {
      const std::uint64_t offset = static_cast<std::uint64_t>(*value) - static_cast<std::uint64_t>(packing_.base);
      switch (packing_.width) {
        case 1:
          store(static_cast<std::uint8_t>(offset));
          break;
        case 2:
          store(static_cast<std::uint16_t>(offset));
          break;
        case 4:
          store(static_cast<std::uint32_t>(offset));
          break;
        default:
          store(offset);
      }
    }
    at_ += packing_.width;
  }
  [[nodiscard]] PackedIntegers finish() && { return {packing_, std::move(bytes_)}; }

 private:
  template <class Unsigned>
  void store(Unsigned offset) {
    std::memcpy(bytes_.data() + at_, &offset, sizeof(Unsigned));
  }

  Packing packing_;
  std::vector<std::byte> bytes_;
  std::size_t at_ = 0;
};

PackedIntegers pack(std::span<const std::int64_t> values) {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t greatest = std::numeric_limits<std::int64_t>::min();
  for (const std::int64_t value : values) {
    if (value == nothing) continue;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  OffsetWriter writer(least <= greatest ? packing_of(least, greatest) : Packing{}, values.size());
  for (const std::int64_t value : values) writer.add(value == nothing ? std::nullopt : std::optional(value));
  return std::move(writer).finish();
}

}  // namespace

void PackedBuilder::append(std::optional<std::int64_t> value) {
  POLC_CHECK(value != nothing, "the least of all numbers cannot be packed");
  if (value) {
    least_ = std::min(least_, *value);
    greatest_ = std::max(greatest_, *value);
  }
  open_.push_back(value.value_or(nothing));
  if (open_.size() == chunk_size) close_chunk();
}

void PackedBuilder::close_chunk() {
  chunks_.push_back(pack(open_));
  packed_ += open_.size();
  open_.clear();
}

bool PackedBuilder::multiply(std::int64_t factor) {
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  if (least_ <= greatest_) {
    if (__builtin_mul_overflow(least_, factor, &least) || __builtin_mul_overflow(greatest_, factor, &greatest) ||
        least == nothing)
      return false;
    least_ = least;
    greatest_ = greatest;
  }
  std::vector<std::int64_t> values;
  for (PackedIntegers& chunk : chunks_) {
    values.clear();
    for (std::size_t at = 0; at < chunk.size(); ++at) {
      const auto value = chunk[at];
      values.push_back(value ? *value * factor : nothing);
    }
    chunk = pack(values);
  }
  for (std::int64_t& value : open_)
    if (value != nothing) value *= factor;
  return true;
}

PackedIntegers PackedBuilder::finish() && {
  const bool any = least_ <= greatest_;
  OffsetWriter writer(any ? packing_of(least_, greatest_) : Packing{}, size());
  for (PackedIntegers& chunk : chunks_) {
    for (std::size_t at = 0; at < chunk.size(); ++at) writer.add(chunk[at]);
    chunk = {};
  }
  for (const std::int64_t value : open_) writer.add(value == nothing ? std::nullopt : std::optional(value));
  chunks_.clear();
  open_ = {};
  return std::move(writer).finish();
}

}  // namespace polc::facts
