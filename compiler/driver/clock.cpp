// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/clock.h"

#include <chrono>

namespace polc::driver {

value::Day today() {
  const auto now = std::chrono::system_clock::now() + std::chrono::hours(8);
  const auto days = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  return value::Day{static_cast<std::int32_t>(days)};
}

}  // namespace polc::driver
