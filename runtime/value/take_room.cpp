// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/take_room.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace polc::value {

namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::uintptr_t small_page = 4096;

}  // namespace

// Not aligned to large pages: results come and go, and what alignment leaves between them would not be used again.
void* take_room(std::size_t size) {
  void* const room = std::malloc(std::max<std::size_t>(size, 1));
  if (room == nullptr) throw std::bad_alloc();
  if (size < large_page) return room;
  // Only advice, to neighbours in the first and last page too: without it there are small pages.
  const auto begin = reinterpret_cast<std::uintptr_t>(room) / small_page * small_page;
  (void)madvise(reinterpret_cast<void*>(begin), reinterpret_cast<std::uintptr_t>(room) + size - begin, MADV_HUGEPAGE);
  return room;
}

}  // namespace polc::value
