// SPDX-License-Identifier: Apache-2.0
// Reads a store into columns: entities first, then what refers to them, rows sorted by thing and time. Rows and cells that
// cannot be used are findings and left out; a caller whose sink has errors afterwards has no valid facts.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/bind.h"
#include "runtime/facts/fact_base.h"
#include "runtime/facts/row_findings.h"
#include "runtime/facts/row_reader.h"

namespace polc::facts {

// Where a row in memory stood in the store.
struct Origin {
  std::size_t table = 0;
  RowNumber number = 0;
};

struct LoadPlan {
  AbsentValues absent = AbsentValues::Accept;
  bool keep_origins = false;
  // Neither changes what is read or found. 0: as many as the machine has, as suits the store.
  std::size_t threads = 0;
  std::size_t piece_bytes = 0;
};
struct Loaded {
  FactBase facts;
  std::vector<std::vector<Origin>> origins;  // by relation and row, when kept; of made things none
  std::vector<bool> made_by_reference;       // by relation: an entity without a table
};

[[nodiscard]] Result<Loaded> load_rows(const core::Program& program, const FactStore& store, const Binding& binding,
                                       const LoadPlan& plan, RowFindings& findings);

}  // namespace polc::facts
