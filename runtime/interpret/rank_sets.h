// SPDX-License-Identifier: Apache-2.0
// For each of many things a set of ranks, one bit a rank, in the fewest of 1, 2, 4 or 8 bytes that hold all ranks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <variant>

#include "runtime/value/unwritten_vector.h"

namespace polc::interpret {

inline constexpr std::size_t greatest_rank_count = 64;

class RankSets {
 public:
  RankSets() = default;
  // Empty sets of ranks below `rank_count`, at most `greatest_rank_count`.
  RankSets(std::size_t size, std::size_t rank_count) {
    if (rank_count <= 8)
      sets_ = Sets<std::uint8_t>(size, std::uint8_t{0});
    else if (rank_count <= 16)
      sets_ = Sets<std::uint16_t>(size, std::uint16_t{0});
    else if (rank_count <= 32)
      sets_ = Sets<std::uint32_t>(size, std::uint32_t{0});
    else
      sets_ = Sets<std::uint64_t>(size, std::uint64_t{0});
  }
  // Of at most 8 ranks, for all of `bytes` to be written before anything is read.
  [[nodiscard]] static RankSets unwritten(std::size_t size) {
    RankSets made;
    made.sets_ = Sets<std::uint8_t>(size);
    return made;
  }

  [[nodiscard]] std::uint64_t operator[](std::size_t thing) const {
    return std::visit([&](const auto& sets) { return std::uint64_t{sets[thing]}; }, sets_);
  }
  // The sets themselves where 8 ranks are enough, else null.
  [[nodiscard]] std::uint8_t* bytes() {
    auto* sets = std::get_if<Sets<std::uint8_t>>(&sets_);
    return sets == nullptr ? nullptr : sets->data();
  }
  [[nodiscard]] const std::uint8_t* bytes() const {
    const auto* sets = std::get_if<Sets<std::uint8_t>>(&sets_);
    return sets == nullptr ? nullptr : sets->data();
  }
  void add(std::size_t thing, std::uint64_t ranks) { put(thing, (*this)[thing] | ranks); }
  void remove(std::size_t thing, std::uint64_t ranks) { put(thing, (*this)[thing] & ~ranks); }

 private:
  template <class Set>
  using Sets = value::UnwrittenVector<Set>;

  void put(std::size_t thing, std::uint64_t ranks) {
    std::visit(
        [&](auto& sets) {
          using Set = typename std::decay_t<decltype(sets)>::value_type;
          sets[thing] = static_cast<Set>(ranks);
        },
        sets_);
  }

  std::variant<Sets<std::uint8_t>, Sets<std::uint16_t>, Sets<std::uint32_t>, Sets<std::uint64_t>> sets_;
};

}  // namespace polc::interpret
