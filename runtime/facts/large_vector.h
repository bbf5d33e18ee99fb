// SPDX-License-Identifier: Apache-2.0
// A vector for very many small elements: its room is that of unwritten_bytes.h, and resize without a value leaves what it adds
// unwritten.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/facts/unwritten_bytes.h"

namespace polc::facts {

template <class T>
struct RoomAllocator {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T> &&
                alignof(T) <= alignof(std::max_align_t));
  using value_type = T;
  RoomAllocator() = default;
  template <class Other>
  RoomAllocator(const RoomAllocator<Other>&) {}  // NOLINT: all are alike

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(take_room(count * sizeof(T)));
  }
  void deallocate(T* room, std::size_t) { std::free(room); }
  template <class U>
  void construct(U* place) noexcept {
    ::new (static_cast<void*>(place)) U;
  }
  template <class U, class... Arguments>
  void construct(U* place, Arguments&&... arguments) {
    ::new (static_cast<void*>(place)) U(std::forward<Arguments>(arguments)...);
  }
  friend bool operator==(const RoomAllocator&, const RoomAllocator&) { return true; }
};

template <class T>
using LargeVector = std::vector<T, RoomAllocator<T>>;

}  // namespace polc::facts
