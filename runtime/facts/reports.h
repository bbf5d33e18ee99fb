// SPDX-License-Identifier: Apache-2.0
// Which reports are missing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"

namespace polc::facts {

// The reports of a table before rows came to it.
struct ReportsBefore {
  const Reports& reports;
  std::span<const std::int64_t> row_of;  // of each subject by its row so far the row from now on; empty: the same
  std::span<const Row> rows_that_came;   // of the table as it is now, in order
};
// `table` is complete but for its reports; `further` are reports that are not rows, of those that came. Gaps are worked out anew
// only of those subjects for whom something came, unless the duty begins earlier now.
[[nodiscard]] Reports find_gaps(const core::Relation& event, const Table& table, Row subject_count,
                                std::vector<Reported> further, const ReportsBefore* before = nullptr);

// The day of a row of a day or moment column; no value when absent.
[[nodiscard]] std::optional<value::Day> day_of_row(const Column& column, Row row);

}  // namespace polc::facts
