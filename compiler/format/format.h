// SPDX-License-Identifier: Apache-2.0
// A text that the parser reads without errors -> the same sentences and comments in the one layout that polc writes.
// Words, their order and the comments stay as they are; only spacing, marks, line ends and empty lines change.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace polc::format {

/// None when no layout was found that is read back as the same words: then polc is at fault.
[[nodiscard]] std::optional<std::string> format(std::string_view utf8);

/// The sentences of such a text under the offsets at which their first words stand: each in one line as it would be laid
/// out, without its mark and comments.
[[nodiscard]] std::map<std::uint32_t, std::string> sentences_of(std::string_view utf8);

}  // namespace polc::format
