// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace polc::driver {

void Output::flush() {
  std::size_t done = 0;
  while (error_ == 0 && done < buffer_.size()) {
    const ssize_t written = ::write(descriptor_, buffer_.data() + done, buffer_.size() - done);
    if (written >= 0)
      done += static_cast<std::size_t>(written);
    else if (errno != EINTR)
      error_ = errno;
  }
  buffer_.clear();
}

std::string Output::error_text() const { return std::strerror(error_); }

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

bool use_colour(ColourChoice choice, int descriptor) {
  switch (choice) {
    case ColourChoice::Always:
      return true;
    case ColourChoice::Never:
      return false;
    case ColourChoice::Auto:
      break;
  }
  // An empty NO_COLOR counts as not set (no-color.org).
  const char* refused = std::getenv("NO_COLOR");
  return (refused == nullptr || *refused == '\0') && is_terminal(descriptor);
}

}  // namespace polc::driver
