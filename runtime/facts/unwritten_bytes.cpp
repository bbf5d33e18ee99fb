// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/unwritten_bytes.h"

#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace polc::facts {

namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::size_t many_bytes = 2 * large_page;  // less would waste most of its last page

}  // namespace

std::shared_ptr<std::byte[]> unwritten_bytes(std::size_t size) {
  if (size < many_bytes) return std::shared_ptr<std::byte[]>(new std::byte[size]);
  const std::size_t whole = (size + large_page - 1) / large_page * large_page;
  void* const bytes = std::aligned_alloc(large_page, whole);
  if (bytes == nullptr) throw std::bad_alloc();
  // Only advice: without it there are small pages.
  (void)madvise(bytes, size / large_page * large_page, MADV_HUGEPAGE);
  return {static_cast<std::byte*>(bytes), [](std::byte* at) { std::free(at); }};
}

}  // namespace polc::facts
