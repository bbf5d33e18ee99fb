// SPDX-License-Identifier: Apache-2.0
// A tree of words and lists, and its print as an s-expression: on one line where it fits, else one part a line.
// Knows nothing of core rules.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polc::core {

struct Expression {
  std::string word;               // of a leaf, or the head of a list
  std::vector<Expression> parts;  // of a list, after its head
  bool is_list = false;
};

[[nodiscard]] inline Expression leaf(std::string word) { return {std::move(word), {}, false}; }
[[nodiscard]] inline Expression list(std::string head, std::vector<Expression> parts = {}) {
  return {std::move(head), std::move(parts), true};
}
// A name as one word: in quotes unless it consists of letters, digits and hyphens alone.
[[nodiscard]] std::string quoted_name(std::string_view name);
// Always in quotes.
[[nodiscard]] std::string quoted_text(std::string_view text);

[[nodiscard]] std::string on_one_line(const Expression& expression);
// Appends the expression and a line break; lines longer than `width` bytes are broken between parts, each indented by two more.
void print_indented(const Expression& expression, std::size_t indent, std::size_t width, std::string& out);

}  // namespace polc::core
