// SPDX-License-Identifier: Apache-2.0
// A vector whose new elements are not set to zero when only their number is given: for large results that are written whole,
// by several threads, before anything is read.
#pragma once

#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace polc::value {

template <class T>
struct UnwrittenAllocator : std::allocator<T> {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  template <class Other>
  struct rebind {
    using other = UnwrittenAllocator<Other>;
  };
  template <class U>
  void construct(U* place) noexcept {
    ::new (static_cast<void*>(place)) U;
  }
  template <class U, class... Arguments>
  void construct(U* place, Arguments&&... arguments) {
    ::new (static_cast<void*>(place)) U(std::forward<Arguments>(arguments)...);
  }
};

// UnwrittenVector<T>(size) and resize(size) leave what they add unwritten; all else is as with std::vector.
template <class T>
using UnwrittenVector = std::vector<T, UnwrittenAllocator<T>>;

}  // namespace polc::value
