// SPDX-License-Identifier: Apache-2.0
// Numbers that look drawn and are not: each is a function of the seed, a name and a place, so no value depends on the order
// in which others are made, or on what else is in the vocabulary. Whole numbers alone: the same on every machine.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/value/siphash.h"

namespace polc::county {

class Stream {
 public:
  Stream() = default;
  Stream(std::uint64_t seed, std::string_view name) : key_(value::siphash(seed, 0, name)) {}

  [[nodiscard]] std::uint64_t bits(std::uint64_t at) const {
    // The finalizer of SplitMix64 (Steele, Lea and Flood).
    std::uint64_t mixed = key_ + (at + 1) * 0x9E3779B97F4A7C15ULL;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31);
  }
  // 0 … limit - 1; `limit` from 1 to 2^32.
  [[nodiscard]] std::uint64_t below(std::uint64_t at, std::uint64_t limit) const {
    return ((bits(at) >> 32) * limit) >> 32;
  }
  [[nodiscard]] bool chance(std::uint64_t at, std::uint64_t permille) const { return below(at, 1000) < permille; }

 private:
  std::uint64_t key_ = 0;
};

}  // namespace polc::county
