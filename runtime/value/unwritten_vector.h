// SPDX-License-Identifier: Apache-2.0
// A vector whose new elements are not set to zero when only their number is given, with the room of take_room.h: for many
// elements that are written whole, maybe by several threads, before anything is read.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/value/take_room.h"

namespace polc::value {

template <class T>
struct UnwrittenAllocator : std::allocator<T> {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  static_assert(alignof(T) <= alignof(std::max_align_t));
  template <class Other>
  struct rebind {
    using other = UnwrittenAllocator<Other>;
  };
  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(take_room(count * sizeof(T)));
  }
  void deallocate(T* room, std::size_t) noexcept { std::free(room); }
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
