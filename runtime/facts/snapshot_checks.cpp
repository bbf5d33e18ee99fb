// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/snapshot_checks.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>

#include "runtime/facts/crc32c.h"
#include "runtime/facts/snapshot_format.h"

namespace polc::facts {
namespace {

constexpr std::uint64_t blocks_at_once = 3;  // as crc32c does them fastest

std::span<const std::byte> bytes_of(const SummedBody& body, std::uint64_t block) {
  const std::uint64_t at = block * snapshot_block_size;
  return body.bytes.subspan(at, std::min<std::uint64_t>(snapshot_block_size, body.bytes.size() - at));
}

// The first of the blocks first … last - 1 whose sum is another one; else `last`.
std::uint64_t first_unsound(const SummedBody& body, std::uint64_t first, std::uint64_t last) {
  const auto is_sound = [&](std::uint64_t block, std::uint32_t found) {
    std::uint32_t sum = 0;
    std::memcpy(&sum, body.sums.data() + block * sizeof sum, sizeof sum);
    return found == sum;
  };
  std::uint64_t block = first;
  // The last block of all may be shorter than the others.
  if (last - first == blocks_at_once && last < body.blocks()) {
    for (const std::uint32_t sum :
         crc32c({bytes_of(body, first), bytes_of(body, first + 1), bytes_of(body, first + 2)}))
      if (!is_sound(block++, sum)) return block - 1;
    return last;
  }
  while (block < last && is_sound(block, crc32c(bytes_of(body, block)))) ++block;
  return block;
}

}  // namespace

std::uint64_t block_count(std::uint64_t body_size) {
  return body_size / snapshot_block_size + (body_size % snapshot_block_size != 0 ? 1 : 0);
}

std::uint64_t SummedBody::first_unsound_from(std::uint64_t first) const {
  return first_unsound(*this, first, blocks());
}

bool SnapshotChecks::hold_in(std::span<const std::byte> part) const {
  const std::byte* const end = part.data() + part.size();
  for (const Array& array : arrays_) {
    if (array.begin >= end) break;
    // Blocks and arrays begin where elements may.
    const auto elements_before = [&](const std::byte* place) {
      const auto bytes = place <= array.begin ? 0 : static_cast<std::size_t>(place - array.begin);
      return std::min(bytes / array.element_size, array.size);
    };
    const std::size_t first = elements_before(part.data()), last = elements_before(end);
    if (first < last && !array.holds(first, last)) return false;
  }
  return true;
}

SnapshotChecks::Verdict SnapshotChecks::run(const SummedBody& body, workers::Workers& workers) {
  std::stable_sort(arrays_.begin(), arrays_.end(),
                   [](const Array& left, const Array& right) { return left.begin < right.begin; });
  const std::uint64_t blocks = body.blocks();
  std::atomic<std::uint64_t> unsound{blocks};
  std::atomic<bool> all_hold{true};
  workers.share((blocks + blocks_at_once - 1) / blocks_at_once, [&](std::size_t, std::size_t piece) {
    const std::uint64_t first = piece * blocks_at_once, last = std::min(first + blocks_at_once, blocks);
    const std::uint64_t found = first_unsound(body, first, last);
    if (found < last) {
      std::uint64_t known = unsound.load();
      while (found < known && !unsound.compare_exchange_weak(known, found)) continue;
    } else if (const std::size_t begin = first * snapshot_block_size;
               !hold_in(body.bytes.subspan(begin, std::min(body.bytes.size(), last * snapshot_block_size) - begin))) {
      all_hold = false;
    }
  });
  if (unsound == blocks && all_hold) {
    workers.share(last_.size(), [&](std::size_t, std::size_t at) {
      if (!last_[at]()) all_hold = false;
    });
  }
  return {unsound, all_hold};
}

}  // namespace polc::facts
