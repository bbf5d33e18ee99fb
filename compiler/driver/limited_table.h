// SPDX-License-Identifier: Apache-2.0
// A titled table of which only the first rows are shown, and how many more there are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/driver/eval_report.h"
#include "compiler/driver/table.h"

namespace polc::driver {

class LimitedTable {
 public:
  // `limit` 0: all rows.
  LimitedTable(std::string title, std::vector<Heading> headings, std::size_t limit)
      : title_(std::move(title)), table_(std::move(headings)), limit_(limit) {}

  // Whether the next row would be shown: its cells need not be made otherwise.
  [[nodiscard]] bool has_room() const { return limit_ == 0 || rows_ < limit_; }
  void add(std::vector<std::string> cells) {
    if (has_room()) table_.add(std::move(cells));
    ++rows_;
  }
  void skip(std::size_t rows = 1) { rows_ += rows; }
  // Nothing where there is no row.
  void print(const EvalContext& context) const;

 private:
  std::string title_;
  Table table_;
  std::size_t limit_;
  std::size_t rows_ = 0;
};

}  // namespace polc::driver
