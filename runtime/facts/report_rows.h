// SPDX-License-Identifier: Apache-2.0
// Reads a table that says only whose report of which day is in.
#pragma once

#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/bind.h"
#include "runtime/facts/key_table.h"
#include "runtime/facts/reports.h"
#include "runtime/facts/row_findings.h"

namespace polc::facts {

// Adds the reports on `event` to `reported`. `things`: those that the event is of; where they exist by being referred to, they
// are added to.
[[nodiscard]] Outcome read_report_rows(const core::Program& program, core::RelationId event, const ReportSource& source,
                                       const FactStore& store, KeyTable& things, RowFindings& findings,
                                       std::vector<Reported>& reported);

}  // namespace polc::facts
