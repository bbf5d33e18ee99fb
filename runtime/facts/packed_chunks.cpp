// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/packed_chunks.h"

#include <algorithm>

#include "runtime/facts/unwritten_bytes.h"

namespace polc::facts {

namespace {

// Calls `with` with a number of the unsigned type of that width.
template <class With>
void with_width(std::uint8_t width, With with) {
  switch (width) {
    case 1:
      return with(std::uint8_t{});
    case 2:
      return with(std::uint16_t{});
    case 4:
      return with(std::uint32_t{});
    default:
      return with(std::uint64_t{});
  }
}

Packing packing_of_chunk(const PackedChunk& chunk) {
  return chunk.least <= chunk.greatest ? packing_of(chunk.least, chunk.greatest) : Packing{};
}

}  // namespace

PackedChunk pack(std::span<const std::int64_t> values) {
  PackedChunk chunk;
  for (const std::int64_t value : values) {
    chunk.least = std::min(chunk.least, value == no_integer ? chunk.least : value);
    chunk.greatest = std::max(chunk.greatest, value);
  }
  const Packing packing = packing_of_chunk(chunk);
  std::vector<std::byte> bytes(values.size() * packing.width);
  with_width(packing.width, [&](auto narrow) {
    using Unsigned = decltype(narrow);
    auto* const out = reinterpret_cast<Unsigned*>(bytes.data());
    const auto base = static_cast<std::uint64_t>(packing.base);
    for (std::size_t at = 0; at < values.size(); ++at)
      out[at] = values[at] == no_integer ? PackedView<Unsigned>::absent
                                         : static_cast<Unsigned>(static_cast<std::uint64_t>(values[at]) - base);
  });
  chunk.values = PackedIntegers(packing, std::move(bytes));
  return chunk;
}

PackedChunk join(std::vector<PackedChunk> chunks) {
  PackedChunk joined;
  std::size_t size = 0;
  for (const PackedChunk& chunk : chunks) {
    joined.least = std::min(joined.least, chunk.least);
    joined.greatest = std::max(joined.greatest, chunk.greatest);
    size += chunk.values.size();
  }
  const Packing packing = packing_of_chunk(joined);
  const auto bytes = unwritten_bytes(size * packing.width);
  with_width(packing.width, [&](auto wide) {
    using Wide = decltype(wide);
    auto* out = reinterpret_cast<Wide*>(bytes.get());
    for (PackedChunk& chunk : chunks) {
      chunk.values.visit([&](const auto& view) {
        // A chunk is not wider than all of them, and its base not below theirs.
        const auto shift =
            static_cast<Wide>(static_cast<std::uint64_t>(view.base) - static_cast<std::uint64_t>(packing.base));
        for (std::size_t at = 0; at < view.offsets.size(); ++at)
          out[at] = view.offsets[at] == view.absent ? PackedView<Wide>::absent
                                                    : static_cast<Wide>(static_cast<Wide>(view.offsets[at]) + shift);
        out += view.offsets.size();
      });
      chunk = {};
    }
  });
  joined.values = PackedIntegers(packing, {bytes, {bytes.get(), size * packing.width}});
  return joined;
}

}  // namespace polc::facts
