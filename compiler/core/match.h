// SPDX-License-Identifier: Apache-2.0
// value::match for the variants of core rules: one function per alternative, no catch-all.
#pragma once

#include "runtime/value/match.h"

namespace polc::core {
using value::match;
}  // namespace polc::core
