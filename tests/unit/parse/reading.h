// SPDX-License-Identifier: Apache-2.0
// Text in, what the tests compare out: tokens by name, the tree as text, the findings by code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace polc::parse::test {

struct Result {
  std::string tree;                ///< ast::dump of the file.
  std::vector<std::string> codes;  ///< Of the findings, in the order of the text.
  std::string findings;            ///< Rendered in English.
  std::size_t unread = 0;
};

[[nodiscard]] Result read(std::string_view text);
/// The sentences stand in article 1 of a policy; only their lines of the tree come back, without indentation.
[[nodiscard]] Result read_article(std::string_view sentences, bool chinese = false);
/// Token names parted by spaces, sentences by ` . `.
[[nodiscard]] std::string tokens(std::string_view text);

}  // namespace polc::parse::test
