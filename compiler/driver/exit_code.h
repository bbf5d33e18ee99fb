// SPDX-License-Identifier: Apache-2.0
// What the process says to its caller when it ends; stable, and the same for every command.
#pragma once

namespace polc::driver {

enum class ExitCode : int {
  Nothing = 0,    // nothing to report, or nothing as bad as --fail-on says
  Findings = 1,   // failed tests, violations, conflicts, gaps; warnings where --fail-on asks for them
  Undecided = 2,  // nothing is wrong as far as can be told, but something is unknown
  NotValid = 3,   // the policy or the facts contain errors
  CouldNot = 4,   // the work was not done: usage, unreadable file, no memory, nowhere to write
  Internal = 5,   // polc itself is at fault
};

}  // namespace polc::driver
