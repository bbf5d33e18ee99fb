// SPDX-License-Identifier: Apache-2.0
// The two languages a policy file, or a message about it, can be written in.
#pragma once

#include <cstdint>

namespace polc::source {

enum class Language : std::uint8_t { English, Chinese };

}  // namespace polc::source
