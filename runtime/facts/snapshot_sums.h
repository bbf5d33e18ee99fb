// SPDX-License-Identifier: Apache-2.0
// Whether the blocks of a snapshot are as they were written. For the files of this folder alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/workers/workers.h"

namespace polc::facts {

[[nodiscard]] std::uint64_t block_count(std::uint64_t body_size);
// The first block whose sum is another than the one in `sums`, which are as many as there are blocks; block_count when there is
// none.
[[nodiscard]] std::uint64_t first_unsound_block(std::span<const std::byte> body, std::span<const std::byte> sums,
                                                workers::Workers& workers);

}  // namespace polc::facts
