// SPDX-License-Identifier: Apache-2.0
// A vector for very many small elements: its room is that of unwritten_bytes.h, and resize without a value leaves what it adds
// unwritten.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <new>
#include <vector>

#include "runtime/facts/unwritten_bytes.h"
#include "runtime/value/unwritten_vector.h"

namespace polc::facts {

template <class T>
struct RoomAllocator : value::UnwrittenAllocator<T> {
  static_assert(alignof(T) <= alignof(std::max_align_t));
  template <class Other>
  struct rebind {
    using other = RoomAllocator<Other>;
  };
  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(take_room(count * sizeof(T)));
  }
  void deallocate(T* room, std::size_t) { std::free(room); }
};

template <class T>
using LargeVector = std::vector<T, RoomAllocator<T>>;

}  // namespace polc::facts
