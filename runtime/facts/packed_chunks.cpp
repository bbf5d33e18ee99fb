// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/packed_chunks.h"

#include <algorithm>
#include <cstring>
#include <utility>

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

PackedChunk pack(std::span<const std::int64_t> values, ChunkRoom& room) {
  PackedChunk chunk;
  for (const std::int64_t value : values) {
    chunk.least = std::min(chunk.least, value == no_integer ? chunk.least : value);
    chunk.greatest = std::max(chunk.greatest, value);
  }
  const Packing packing = packing_of_chunk(chunk);
  std::byte* begin = nullptr;
  SharedArray<std::byte> bytes = room.take(values.size() * packing.width, begin);
  with_width(packing.width, [&](auto narrow) {
    using Unsigned = decltype(narrow);
    auto* const out = reinterpret_cast<Unsigned*>(begin);
    const auto base = static_cast<std::uint64_t>(packing.base);
    for (std::size_t at = 0; at < values.size(); ++at)
      out[at] = values[at] == no_integer ? PackedView<Unsigned>::absent
                                         : static_cast<Unsigned>(static_cast<std::uint64_t>(values[at]) - base);
  });
  chunk.values = PackedIntegers(packing, std::move(bytes));
  return chunk;
}

namespace {

// Offsets of the packing; no value is less than its base or does not fit.
template <class From, class To>
To* convert(const PackedView<From>& view, std::int64_t base, To* out) {
  const auto shift = static_cast<To>(static_cast<std::uint64_t>(view.base) - static_cast<std::uint64_t>(base));
  for (std::size_t at = 0; at < view.offsets.size(); ++at)
    out[at] = view.offsets[at] == view.absent ? PackedView<To>::absent
                                              : static_cast<To>(static_cast<To>(view.offsets[at]) + shift);
  return out + view.offsets.size();
}

PackedIntegers repacked(const PackedIntegers& values, Packing packing) {
  if (values.packing() == packing) return values;
  const std::size_t size = values.size() * packing.width;
  const auto bytes = unwritten_bytes(size);
  with_width(packing.width, [&](auto narrow) {
    auto* const out = reinterpret_cast<decltype(narrow)*>(bytes.get());
    values.visit([&](const auto& view) { convert(view, packing.base, out); });
  });
  return {packing, {bytes, {bytes.get(), size}}};
}

bool fits(const PackedChunk& chunk, Packing packing) {
  if (chunk.least > chunk.greatest) return true;
  const std::uint64_t absent = std::numeric_limits<std::uint64_t>::max() >> (64 - 8 * packing.width);
  return chunk.least >= packing.base &&
         static_cast<std::uint64_t>(chunk.greatest) - static_cast<std::uint64_t>(packing.base) < absent;
}

}  // namespace

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
      // A chunk is not wider than all of them.
      chunk.values.visit([&](const auto& view) { out = convert(view, packing.base, out); });
      chunk = {};
    }
  });
  joined.values = PackedIntegers(packing, {bytes, {bytes.get(), size * packing.width}});
  return joined;
}

PackedChunk measured(PackedIntegers values) {
  PackedChunk chunk;
  values.visit([&]<class Unsigned>(const PackedView<Unsigned>& view) {
    Unsigned first = view.absent, last = 0;
    bool any = false;
    for (const Unsigned offset : view.offsets) {
      const bool is_there = offset != view.absent;
      any |= is_there;
      first = std::min(first, offset);
      last = std::max(last, is_there ? offset : Unsigned{0});
    }
    if (!any) return;
    chunk.least = values.value_of(first);
    chunk.greatest = values.value_of(last);
  });
  chunk.values = std::move(values);
  return chunk;
}

PackedChunk recoded(const PackedIntegers& codes, std::span<const std::int64_t> code_of) {
  std::vector<std::int64_t> values(codes.size(), no_integer);
  for (std::size_t at = 0; at < values.size(); ++at)
    if (const auto code = codes[at]) values[at] = code_of[static_cast<std::size_t>(*code)];
  ChunkRoom room;
  return pack(values, room);
}

PackedIntegers all_absent(std::size_t count) { return {Packing{}, std::vector<std::byte>(count, std::byte{0xff})}; }

PackedIntegers interleave(const PackedIntegers& first, const PackedIntegers& second, std::span<const Run> runs) {
  if (second.size() == 0 && runs.size() <= 1) return first;
  // What fits into the packing of many makes them no narrower and no wider; only then nobody looks at them all.
  const PackedChunk added = measured(second);
  Packing packing = first.packing();
  if (!fits(added, packing)) {
    PackedChunk all = measured(first);
    all.least = std::min(all.least, added.least);
    all.greatest = std::max(all.greatest, added.greatest);
    packing = packing_of_chunk(all);
  }
  const PackedIntegers left = repacked(first, packing), right = repacked(second, packing);
  const std::size_t width = packing.width, size = (left.size() + right.size()) * width;
  const auto bytes = unwritten_bytes(size);
  std::byte* out = bytes.get();
  const std::byte* from_second = right.bytes().data();
  const auto copy = [&](const std::byte* from, std::uint32_t count) {
    if (count != 0) std::memcpy(out, from, count * width);
    out += count * width;
  };
  for (const Run& run : runs) {
    copy(left.bytes().data() + run.begin * width, run.of_first);
    copy(from_second, run.of_second);
    from_second += run.of_second * width;
  }
  POLC_CHECK(out == bytes.get() + size, "every value of both is in a run");
  return {packing, {bytes, {bytes.get(), size}}};
}

}  // namespace polc::facts
