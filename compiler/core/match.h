// SPDX-License-Identifier: Apache-2.0
// ast::match for the variants of core rules: one function per alternative, no catch-all.
#pragma once

#include "compiler/ast/match.h"

namespace polc::core {
using ast::match;
}  // namespace polc::core
