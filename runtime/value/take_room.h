// SPDX-License-Identifier: Apache-2.0
// Room for large results that are written whole before they are read, in large pages where the system has them: much of the time
// for a large array goes into getting its pages.
#pragma once

#include <cstddef>

namespace polc::value {

// Not filled with zeros; aligned for numbers of eight bytes. std::free gives it back. Throws std::bad_alloc.
[[nodiscard]] void* take_room(std::size_t size);

}  // namespace polc::value
