// SPDX-License-Identifier: Apache-2.0
// The one place that reads the clock: where a day is wanted and none was given.
#pragma once

#include "runtime/value/civil_time.h"

namespace polc::driver {

// Today in Asia/Shanghai, the time zone of policies that name none.
[[nodiscard]] value::Day today();

}  // namespace polc::driver
