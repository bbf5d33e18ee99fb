// SPDX-License-Identifier: Apache-2.0
// The order of rows by thing and time, and from it which reports are missing.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"

namespace polc::facts {

// The place of every row by subject and time: place n is for row order[n]. Empty when the rows are in order already; rows of
// equal subject and time keep their order. `times`: a day or moment column, or none. Every row has a subject.
[[nodiscard]] std::vector<Row> order_rows(const References& subjects, const Column& times, Row subject_count);

struct Reported {
  Row subject = 0;
  value::Day day;
  friend auto operator<=>(const Reported&, const Reported&) = default;
};
// `table` is complete but for its reports; `further` are reports that are not rows.
[[nodiscard]] Reports find_gaps(const core::Relation& event, const Table& table, Row subject_count,
                                std::vector<Reported> further);

// The day of a row of a day or moment column; no value when absent.
[[nodiscard]] std::optional<value::Day> day_of_row(const Column& column, Row row);

}  // namespace polc::facts
