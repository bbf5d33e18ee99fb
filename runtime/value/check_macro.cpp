// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/check_macro.h"

#include <cstdio>
#include <cstdlib>

namespace polc::value {

// _Exit and not abort: nothing that a broken invariant may have touched runs any more, and the status is
// the one the command line promises for an internal error.
void fail_check(std::string_view file, int line, std::string_view condition, std::string_view message) {
  constexpr int internal_error_status = 5;
  std::fflush(stdout);
  std::fprintf(stderr, "polc: internal error: %.*s (%.*s) at %.*s:%d\n", static_cast<int>(message.size()),
               message.data(), static_cast<int>(condition.size()), condition.data(), static_cast<int>(file.size()),
               file.data(), line);
  std::fputs("polc: this is a mistake in polc, not in the policy; please report it with the files that show it\n",
             stderr);
  std::_Exit(internal_error_status);
}

}  // namespace polc::value
