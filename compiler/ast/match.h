// SPDX-License-Identifier: Apache-2.0
// value::match for the variants of the syntax tree: one function per alternative, no catch-all.
#pragma once

#include "runtime/value/match.h"

namespace polc::ast {
using value::match;
}  // namespace polc::ast
