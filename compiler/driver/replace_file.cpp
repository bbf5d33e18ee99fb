// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/replace_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace polc::driver {
namespace fs = std::filesystem;

std::optional<std::string> replace_file(const fs::path& path, std::string_view text) {
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error) return error.message();
  const auto permissions = fs::status(target, error).permissions();
  if (error) return error.message();
  std::string beside = target.string() + ".XXXXXX";
  const int descriptor = mkstemp(beside.data());
  if (descriptor < 0) return std::generic_category().message(errno);
  const auto give_up = [&](int code) {
    unlink(beside.c_str());
    return std::generic_category().message(code);
  };
  int failed = 0;
  while (!text.empty() && failed == 0) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written >= 0)
      text.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      failed = errno;
  }
  // A crash of the machine must not leave an empty file in the place of a full one.
  if (failed == 0 && fsync(descriptor) != 0) failed = errno;
  if (close(descriptor) != 0 && failed == 0) failed = errno;
  if (failed != 0) return give_up(failed);
  fs::permissions(beside, permissions, error);
  if (!error) fs::rename(beside, target, error);
  if (error) return give_up(error.value());
  return std::nullopt;
}

}  // namespace polc::driver
