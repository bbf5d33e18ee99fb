// SPDX-License-Identifier: Apache-2.0
// An array that nobody changes any more: copies share it. It lies in memory of its own, or in a file that stays mapped as long
// as anybody holds the array.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace polc::facts {

template <class T>
class SharedArray {
 public:
  SharedArray() = default;
  template <class Allocator>
  SharedArray(std::vector<T, Allocator> values) {  // NOLINT: an array is made of the values as they are
    const auto owned = std::make_shared<const std::vector<T, Allocator>>(std::move(values));
    values_ = *owned;
    owner_ = owned;
  }
  SharedArray(std::initializer_list<T> values) : SharedArray(std::vector<T>(values)) {}
  // `values` lie in what `owner` keeps.
  SharedArray(std::shared_ptr<const void> owner, std::span<const T> values)
      : owner_(std::move(owner)), values_(values) {}

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] const T& operator[](std::size_t at) const { return values_[at]; }
  [[nodiscard]] const T* data() const { return values_.data(); }
  [[nodiscard]] auto begin() const { return values_.begin(); }
  [[nodiscard]] auto end() const { return values_.end(); }
  [[nodiscard]] std::span<const T> span() const { return values_; }
  [[nodiscard]] const std::shared_ptr<const void>& owner() const { return owner_; }
  friend bool operator==(const SharedArray& left, const SharedArray& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
  }

 private:
  std::shared_ptr<const void> owner_;
  std::span<const T> values_;
};

}  // namespace polc::facts
