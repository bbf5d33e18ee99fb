// SPDX-License-Identifier: Apache-2.0
// The order of rows by thing and time.
#pragma once

#include "runtime/facts/columns.h"
#include "runtime/value/unwritten_vector.h"
#include "runtime/workers/workers.h"

namespace polc::facts {

// The place of every row by subject and time: place n is for row order[n]. Empty when the rows are in order already; rows of
// equal subject and time keep their order, absent times come first. `times`: a day or moment column, or none. Every row has a
// subject, below `subject_count`. `workers`: those that help, if any.
[[nodiscard]] value::UnwrittenVector<Row> order_rows(const References& subjects, const Column& times, Row subject_count,
                                                     workers::Workers* workers = nullptr);

}  // namespace polc::facts
