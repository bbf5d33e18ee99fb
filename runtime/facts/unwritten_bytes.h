// SPDX-License-Identifier: Apache-2.0
// Room for arrays that are written whole before they are read: not filled with zeros first as a vector is, and in large pages
// where the system has them, since most of the time for a large array goes into getting its pages.
#pragma once

#include <cstddef>
#include <memory>

namespace polc::facts {

// Aligned for numbers of eight bytes. std::free gives it back. Throws std::bad_alloc.
[[nodiscard]] void* take_room(std::size_t size);
[[nodiscard]] std::shared_ptr<std::byte[]> unwritten_bytes(std::size_t size);

}  // namespace polc::facts
