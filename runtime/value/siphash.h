// SPDX-License-Identifier: Apache-2.0
// SipHash-2-4 as published by Aumasson and Bernstein: 64 bits of a text under a key of 128 bits, the same on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace polc::value {

[[nodiscard]] std::uint64_t siphash(std::uint64_t key_low, std::uint64_t key_high, std::string_view bytes);
// Forty bits of a hash as eight characters that people can read out.
[[nodiscard]] std::string short_name(std::uint64_t hash);

}  // namespace polc::value
