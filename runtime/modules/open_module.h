// SPDX-License-Identifier: Apache-2.0
// Libraries of the program that are opened when they are first needed: who does not need them does not wait for what they load.
#pragma once

#include <string>

#include "runtime/value/result.h"

namespace polc::modules {

// The address of a function of a library, which lies beside the program (as built), or where it was installed relative to it.
// The library stays open: what it makes may outlive any caller. An error is why the function cannot be had.
[[nodiscard]] value::Result<void*, std::string> open_module(const char* library, const char* function);

}  // namespace polc::modules
