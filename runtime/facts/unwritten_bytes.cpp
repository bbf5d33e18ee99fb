// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/unwritten_bytes.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <new>

namespace polc::facts {

namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;

}  // namespace

std::shared_ptr<std::byte[]> unwritten_bytes(std::size_t size) {
  if (size > std::numeric_limits<std::size_t>::max() - large_page) throw std::bad_alloc();
  const bool are_many = size >= large_page;
  const std::size_t whole = (size + large_page - 1) / large_page * large_page;
  void* const room = are_many ? std::aligned_alloc(large_page, whole) : std::malloc(std::max<std::size_t>(size, 1));
  if (room == nullptr) throw std::bad_alloc();
  // Only advice: without it there are small pages. The last, which is not full, comes in small ones.
  if (are_many) (void)madvise(room, size / large_page * large_page, MADV_HUGEPAGE);
  return {static_cast<std::byte*>(room), [](std::byte* at) { std::free(at); }};
}

}  // namespace polc::facts
