// SPDX-License-Identifier: Apache-2.0
// CRC-32C (the polynomial of Castagnoli, as in RFC 3720): a sum of bytes in which any one flipped bit, any three in 256 MiB
// and any burst of 32 is sure to show. With the instruction of the processor where it has one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace polc::facts {

[[nodiscard]] std::uint32_t crc32c(std::span<const std::byte> bytes);
// Of three parts of one size, in little more than the time of one: the instruction waits for its last result, not for others.
[[nodiscard]] std::array<std::uint32_t, 3> crc32c(const std::array<std::span<const std::byte>, 3>& parts);
// The same by tables alone.
[[nodiscard]] std::uint32_t crc32c_by_tables(std::span<const std::byte> bytes);

}  // namespace polc::facts
