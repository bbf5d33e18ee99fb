// SPDX-License-Identifier: Apache-2.0
// The end of loading: rows that came in the order of the store, of all relations, become tables. Here they are put in order by
// thing and time, among rows that are there already, and it is found out which reports are missing.
#pragma once

#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/facts/incoming_rows.h"
#include "runtime/facts/key_table.h"
#include "runtime/facts/load.h"
#include "runtime/facts/read_pieces.h"

namespace polc::facts {

// By relation.
struct RowsRead {
  std::vector<KeyTable> keys;  // of entities
  std::vector<IncomingRows> incoming;
  std::vector<std::vector<Origin>> origins;     // when they are kept
  std::vector<std::vector<Reported>> reported;  // without a row
};
// `before`: the facts that `read` began with, or none.
[[nodiscard]] Loaded finish_tables(const core::Program& program, RowsRead read, const FactBase* before,
                                   Threads& threads, bool keep_origins);

}  // namespace polc::facts
