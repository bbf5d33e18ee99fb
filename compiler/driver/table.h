// SPDX-License-Identifier: Apache-2.0
// Rows of text as a table for a person: columns as wide as their widest cell on a terminal, where a Han
// character takes two places. The last column is not padded.
#pragma once

#include <string>
#include <vector>

namespace polc::driver {

enum class Align : unsigned char { Left, Right };

struct Heading {
  std::string text;
  Align align = Align::Left;
};

class Table {
 public:
  explicit Table(std::vector<Heading> headings) : headings_(std::move(headings)) {}

  // As many cells as there are headings.
  void add(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string render(std::string_view indent = "  ", bool colour = false) const;

 private:
  std::vector<Heading> headings_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace polc::driver
