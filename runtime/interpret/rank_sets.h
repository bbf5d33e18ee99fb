// SPDX-License-Identifier: Apache-2.0
// For each of many things a set of ranks, one bit a rank, in the fewest of 1, 2, 4 or 8 bytes that hold all ranks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

namespace polc::interpret {

inline constexpr std::size_t greatest_rank_count = 64;

class RankSets {
 public:
  RankSets() = default;
  // Empty sets of ranks below `rank_count`, at most `greatest_rank_count`.
  RankSets(std::size_t size, std::size_t rank_count) {
    if (rank_count <= 8)
      sets_ = std::vector<std::uint8_t>(size);
    else if (rank_count <= 16)
      sets_ = std::vector<std::uint16_t>(size);
    else if (rank_count <= 32)
      sets_ = std::vector<std::uint32_t>(size);
    else
      sets_ = std::vector<std::uint64_t>(size);
  }

  [[nodiscard]] std::uint64_t operator[](std::size_t thing) const {
    return std::visit([&](const auto& sets) { return std::uint64_t{sets[thing]}; }, sets_);
  }
  // The sets themselves where 8 ranks are enough, else null.
  [[nodiscard]] std::uint8_t* bytes() {
    auto* sets = std::get_if<std::vector<std::uint8_t>>(&sets_);
    return sets == nullptr ? nullptr : sets->data();
  }
  [[nodiscard]] const std::uint8_t* bytes() const {
    const auto* sets = std::get_if<std::vector<std::uint8_t>>(&sets_);
    return sets == nullptr ? nullptr : sets->data();
  }
  void add(std::size_t thing, std::uint64_t ranks) { put(thing, (*this)[thing] | ranks); }
  void remove(std::size_t thing, std::uint64_t ranks) { put(thing, (*this)[thing] & ~ranks); }

 private:
  void put(std::size_t thing, std::uint64_t ranks) {
    std::visit(
        [&](auto& sets) {
          using Set = typename std::decay_t<decltype(sets)>::value_type;
          sets[thing] = static_cast<Set>(ranks);
        },
        sets_);
  }

  std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>,
               std::vector<std::uint64_t>>
      sets_;
};

}  // namespace polc::interpret
