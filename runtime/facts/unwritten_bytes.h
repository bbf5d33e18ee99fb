// SPDX-License-Identifier: Apache-2.0
// Shared bytes that are written whole before they are read, and stay: in large pages where the system has them.
#pragma once

#include <cstddef>
#include <memory>

namespace polc::facts {

// Aligned for numbers of eight bytes. Throws std::bad_alloc.
[[nodiscard]] std::shared_ptr<std::byte[]> unwritten_bytes(std::size_t size);

}  // namespace polc::facts
