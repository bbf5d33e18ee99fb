// SPDX-License-Identifier: Apache-2.0
// CRC-32C (the polynomial of Castagnoli, as in RFC 3720): a sum of bytes in which any one flipped bit, any three in 256 MiB
// and any burst of 32 is sure to show. With the instruction of the processor where it has one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace polc::facts {

[[nodiscard]] std::uint32_t crc32c(std::span<const std::byte> bytes);
// The same by tables alone.
[[nodiscard]] std::uint32_t crc32c_by_tables(std::span<const std::byte> bytes);

}  // namespace polc::facts
