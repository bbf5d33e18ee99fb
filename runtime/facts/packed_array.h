// SPDX-License-Identifier: Apache-2.0
// Packed integers of one type, with a value of that type for the absent ones: what columns hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "runtime/facts/packed_builder.h"
#include "runtime/facts/packed_integers.h"

namespace polc::facts {

template <class T, T absent_value>
class PackedArray {
 public:
  PackedArray() = default;
  explicit PackedArray(PackedIntegers packed) : packed_(std::move(packed)) {}
  PackedArray(const std::vector<T>& values) {  // NOLINT: an array is made of the values as they are
    PackedBuilder builder;
    for (const T value : values) builder.append(given(value));
    packed_ = std::move(builder).finish();
  }
  PackedArray(std::initializer_list<T> values) : PackedArray(std::vector<T>(values)) {}

  [[nodiscard]] std::size_t size() const { return packed_.size(); }
  [[nodiscard]] bool empty() const { return packed_.size() == 0; }
  [[nodiscard]] T operator[](std::size_t row) const {
    const std::uint64_t offset = packed_.offset(row);
    return offset == packed_.absent_offset() ? absent_value : static_cast<T>(packed_.value_of(offset));
  }
  [[nodiscard]] const PackedIntegers& packed() const { return packed_; }

  // Calls each(row, value) for every row that has one.
  template <class Each>
  void each_present(Each each) const {
    packed_.visit([&](const auto& view) {
      for (std::size_t row = 0; row < view.offsets.size(); ++row)
        if (view.offsets[row] != view.absent)
          each(row, static_cast<T>(packed_.value_of(std::uint64_t{view.offsets[row]})));
    });
  }

  [[nodiscard]] PackedArray reordered(std::span<const std::uint32_t> order) const {
    return PackedArray(packed_.reordered(order));
  }
  [[nodiscard]] PackedArray changed(std::size_t row, T value) const {
    return PackedArray(packed_.changed(row, given(value)));
  }
  [[nodiscard]] PackedArray extended(T value = absent_value) const {
    return PackedArray(packed_.extended(given(value)));
  }

 private:
  static std::optional<std::int64_t> given(T value) {
    return value == absent_value ? std::nullopt : std::optional(static_cast<std::int64_t>(value));
  }

  PackedIntegers packed_;
};

}  // namespace polc::facts
