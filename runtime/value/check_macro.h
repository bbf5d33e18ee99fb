// SPDX-License-Identifier: Apache-2.0
// POLC_CHECK(condition, message): what must hold if polc itself is right. A failed check is an internal
// error: it says where, asks for a report, and ends the process with status 5, whatever is on the stack.
#pragma once

#include <string_view>

namespace polc::value {

[[noreturn]] void fail_check(std::string_view file, int line, std::string_view condition, std::string_view message);

}  // namespace polc::value

#define POLC_CHECK(condition, message)                                                    \
  do {                                                                                    \
    if (!(condition)) ::polc::value::fail_check(__FILE__, __LINE__, #condition, message); \
  } while (false)

#define POLC_UNREACHABLE(message) ::polc::value::fail_check(__FILE__, __LINE__, "unreachable", message)
