// SPDX-License-Identifier: Apache-2.0
// How many random cases a test runs: fewer under sanitizers, and as many as POLC_CASES says, from seed POLC_SEED on.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace polc::test_size {

// g++ says by a macro that it sanitizes, clang by a feature.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool is_sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif
#else
inline constexpr bool is_sanitized = false;
#endif

// The first seed, and how many.
inline std::pair<std::uint32_t, std::uint32_t> seeds(std::uint32_t usual, std::uint32_t sanitized) {
  const char* from = std::getenv("POLC_SEED");
  const char* more = std::getenv("POLC_CASES");
  const auto number = [](const char* text) { return static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)); };
  return {from != nullptr ? number(from) : 1, more != nullptr ? number(more) : is_sanitized ? sanitized : usual};
}

}  // namespace polc::test_size
