// SPDX-License-Identifier: Apache-2.0
// The part of a program that the tests of one policy speak of: that policy and all that it stands under or amends. What
// other policies of the same run say is not theirs to expect; a folder of policies that are not meant to be in force
// together has tests all the same.
#pragma once

#include "compiler/core/core.h"

namespace polc::driver {

// Rules, norms and limits of other policies are left out; every id keeps its meaning.
[[nodiscard]] core::Program program_of_tests(const core::Program& program, core::PolicyId policy);

}  // namespace polc::driver
