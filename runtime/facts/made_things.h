// SPDX-License-Identifier: Apache-2.0
// Things that exist by being referred to, when rows come to facts that are there already: their rows are in the order in which
// all facts together, read as one store, first refer to them. What comes may refer to a thing before what was there does.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/facts/key_table.h"

namespace polc::facts {

// By code in `keys` the row; empty where every thing has its code for a row. `before`: the facts that were there.
[[nodiscard]] std::vector<std::int64_t> rows_of_made_things(const core::Program& program, core::RelationId entity,
                                                            const KeyTable& keys, const FactBase& before);

}  // namespace polc::facts
