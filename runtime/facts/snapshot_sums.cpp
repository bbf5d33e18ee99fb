// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/snapshot_sums.h"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "runtime/facts/crc32c.h"
#include "runtime/facts/snapshot_format.h"

namespace polc::facts {

std::uint64_t block_count(std::uint64_t body_size) {
  return body_size / snapshot_block_size + (body_size % snapshot_block_size != 0 ? 1 : 0);
}

std::uint64_t first_unsound_block(std::span<const std::byte> body, std::span<const std::byte> sums,
                                  workers::Workers& workers) {
  const std::uint64_t blocks = block_count(body.size());
  const auto part = [&](std::uint64_t block) {
    const std::uint64_t at = block * snapshot_block_size;
    return body.subspan(at, std::min<std::uint64_t>(snapshot_block_size, body.size() - at));
  };
  std::atomic<std::uint64_t> first{blocks};
  const auto check = [&](std::uint64_t block, std::uint32_t found) {
    std::uint32_t sum = 0;
    std::memcpy(&sum, sums.data() + block * sizeof sum, sizeof sum);
    if (found == sum) return;
    std::uint64_t known = first.load();
    while (block < known && !first.compare_exchange_weak(known, block)) continue;
  };
  constexpr std::uint64_t at_once = 3;  // as crc32c does them fastest
  workers.share((blocks + at_once - 1) / at_once, [&](std::size_t, std::size_t piece) {
    std::uint64_t block = piece * at_once;
    // The last block may be shorter than the others.
    if (block + at_once < blocks)
      for (const std::uint32_t sum : crc32c({part(block), part(block + 1), part(block + 2)})) check(block++, sum);
    else
      for (; block < blocks; ++block) check(block, crc32c(part(block)));
  });
  return first.load();
}

}  // namespace polc::facts
