// SPDX-License-Identifier: Apache-2.0
// Which reports are missing.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"

namespace polc::facts {

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
