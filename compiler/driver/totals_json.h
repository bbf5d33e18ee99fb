// SPDX-License-Identifier: Apache-2.0
// The totals of a day as JSON: classes, measures, violations, and how many conflicts, gaps and unknowns.
#pragma once

#include <nlohmann/json.hpp>

#include "compiler/driver/eval_report.h"

namespace polc::driver {

[[nodiscard]] nlohmann::ordered_json totals_of(const DayTotals& totals, const EvalContext& context);

}  // namespace polc::driver
