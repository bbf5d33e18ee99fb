// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/table.h"

#include <algorithm>
#include <string_view>

#include "compiler/source/unicode.h"
#include "runtime/value/check_macro.h"

namespace polc::driver {
namespace {

constexpr std::string_view gap = "  ";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view end_of_colour = "\x1b[0m";

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::max(0, source::display_width(text)));
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
  POLC_CHECK(cells.size() == headings_.size(), "a row of a table has another number of cells than there are columns");
  rows_.push_back(std::move(cells));
}

std::string Table::render(std::string_view indent, bool colour) const {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < headings_.size(); ++column) {
    std::size_t widest = width_of(headings_[column].text);
    for (const auto& row : rows_) widest = std::max(widest, width_of(row[column]));
    widths.push_back(widest);
  }
  std::string out;
  const auto put_cell = [&](std::string_view text, std::size_t column) {
    const std::string padding(widths[column] - width_of(text), ' ');
    const bool last = column + 1 == headings_.size();
    if (headings_[column].align == Align::Right) out += padding;
    out += text;
    if (headings_[column].align == Align::Left && !last) out += padding;
    if (!last) out += gap;
  };
  const auto end_line = [&] {
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
  };
  out += indent;
  if (colour) out += bold;
  for (std::size_t column = 0; column < headings_.size(); ++column) put_cell(headings_[column].text, column);
  if (colour) out += end_of_colour;
  end_line();
  for (const auto& row : rows_) {
    out += indent;
    for (std::size_t column = 0; column < row.size(); ++column) put_cell(row[column], column);
    end_line();
  }
  return out;
}

}  // namespace polc::driver
