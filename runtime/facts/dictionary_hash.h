// SPDX-License-Identifier: Apache-2.0
// Where a text begins to look for its slot in a dictionary.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/value/siphash.h"

namespace polc::facts {

// The same on every machine: slots are kept in files. The keys are digits of pi; nothing secret hangs on them.
[[nodiscard]] inline std::uint64_t dictionary_hash(std::string_view text) {
  return value::siphash(0x243f6a8885a308d3, 0x13198a2e03707344, text);
}

}  // namespace polc::facts
