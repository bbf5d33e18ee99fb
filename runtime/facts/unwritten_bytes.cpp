// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/unwritten_bytes.h"

#include <cstdlib>

#include "runtime/value/take_room.h"

namespace polc::facts {

std::shared_ptr<std::byte[]> unwritten_bytes(std::size_t size) {
  return {static_cast<std::byte*>(value::take_room(size)), [](std::byte* at) { std::free(at); }};
}

}  // namespace polc::facts
