// SPDX-License-Identifier: Apache-2.0
// The regions: the places that authorities of the vocabulary rule, under them made cities, counties and townships as many as
// the people need, and some regions elsewhere that people come from. Things lie in townships.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/core.h"

namespace polc::county {

struct Region {
  std::string code;
  std::string name;   // in Chinese
  std::string level;  // as the vocabulary spells it
  std::optional<std::uint32_t> parent;
  bool elsewhere = false;
};

class Places {
 public:
  Places(const core::Program& program, std::uint64_t people);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(regions_.size()); }
  [[nodiscard]] const Region& operator[](std::uint32_t row) const { return regions_[row]; }
  // The township in which thing `at` of `of` lies: neighbours in the one are neighbours in the other.
  [[nodiscard]] std::uint32_t township_of(std::uint64_t at, std::uint64_t of) const {
    return first_township_ + static_cast<std::uint32_t>(at * townships_ / of);
  }
  [[nodiscard]] std::uint32_t elsewhere(std::uint64_t at) const {
    return first_elsewhere_ + static_cast<std::uint32_t>(at);
  }
  [[nodiscard]] std::uint32_t elsewhere_count() const { return size() - first_elsewhere_; }
  [[nodiscard]] const std::vector<std::uint32_t>& children(std::uint32_t row) const { return children_[row]; }
  [[nodiscard]] bool is_under(std::uint32_t row, const std::string& code) const;

 private:
  void add_ruled_places(const core::Program& program);
  std::uint32_t add_made(const std::string& level, std::optional<std::uint32_t> parent);

  std::vector<Region> regions_;
  std::vector<std::vector<std::uint32_t>> children_;
  std::uint32_t made_ = 0;
  std::uint32_t first_township_ = 0;
  std::uint32_t townships_ = 0;
  std::uint32_t first_elsewhere_ = 0;
};

}  // namespace polc::county
