// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/kinds.h"

#include <algorithm>

namespace polc::diag {
namespace {

constexpr std::size_t longest_argument = 400;  // bytes

bool same_code(std::string_view left, std::string_view right) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char here, char there) { return upper(here) == upper(there); });
}

}  // namespace

std::string Argument::shortened(std::string_view text) {
  if (text.size() <= longest_argument) return std::string(text);
  std::size_t end = longest_argument;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return std::string(text.substr(0, end)) + "…";
}

std::optional<Kind> find_kind(std::string_view code) {
  if (code.empty()) return std::nullopt;
  for (const KindInfo& entry : kind_table)
    if (same_code(entry.code, code)) return entry.kind;
  return std::nullopt;
}

std::string fill_in(std::string_view pattern, std::span<const Argument> arguments, Language language) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool placeholder = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}' &&
                             pattern[at + 1] >= '0' && pattern[at + 1] <= '9';
    const auto index = placeholder ? static_cast<std::size_t>(pattern[at + 1] - '0') : 0;
    if (!placeholder || index >= arguments.size()) {
      text += pattern[at];
      continue;
    }
    text += arguments[index].text(language);
    at += 2;
  }
  return text;
}

}  // namespace polc::diag
