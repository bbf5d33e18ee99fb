// SPDX-License-Identifier: Apache-2.0
// Rows that come to a table whose rows are in order already: what stands where in the order of both.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/facts/fact_base.h"
#include "runtime/facts/packed_chunks.h"

namespace polc::facts {

// What comes behind all that is there.
[[nodiscard]] std::vector<Run> runs_behind(Row there, Row coming);
// Both by subject and time; of equal ones what was there stands first. `subjects`, `times`: of the rows that come, in order, as
// order_rows has them. `row_of`: of each subject of the table by its row so far the row from now on, one of `subject_count`;
// empty: the same.
[[nodiscard]] std::vector<Run> merge_rows(const Table& table, const Column& table_times,
                                          std::span<const std::int64_t> row_of, Row subject_count,
                                          const References& subjects, const Column& times);
// Where the rows that come are then.
[[nodiscard]] std::vector<Row> rows_that_came(std::span<const Run> runs);

}  // namespace polc::facts
