// SPDX-License-Identifier: Apache-2.0
// A file gets other contents whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace polc::driver {

// Writes beside the file and puts that in its place; links are followed and permissions kept. What the system says when it
// could not be done; the file is then as it was.
[[nodiscard]] std::optional<std::string> replace_file(const std::filesystem::path& path, std::string_view text);

}  // namespace polc::driver
