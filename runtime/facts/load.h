// SPDX-License-Identifier: Apache-2.0
// Reads a store into columns: entities first, then what refers to them, rows sorted by thing and time; from nothing, or behind
// the rows of facts that are there already. Rows and cells that cannot be used are findings and left out; a caller whose sink
// has errors afterwards has no valid facts.
#pragma once

#include <cstddef>
#include <string>
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

// Facts that are there already: of every relation their rows stand before those of the store. What comes of it is what one store
// with all these rows, in this order, would have come to.
struct FactsBefore {
  const FactBase& facts;
  std::string name;  // as the user knows them
};

struct LoadPlan {
  AbsentValues absent = AbsentValues::Accept;
  bool keep_origins = false;
  // Neither changes what is read or found. 0: as many as the machine has, as suits the store.
  std::size_t threads = 0;
  std::size_t piece_bytes = 0;
  const FactsBefore* before = nullptr;  // outlives the loading; its arrays may live on in what is loaded
};
struct Loaded {
  FactBase facts;
  std::vector<std::vector<Origin>>
      origins;                         // by relation and row, when kept; of made things and of rows from before none
  std::vector<std::vector<Row>> came;  // by relation, where there were facts before: the rows of the store, sorted
};

[[nodiscard]] Result<Loaded> load_rows(const core::Program& program, const FactStore& store, const Binding& binding,
                                       const LoadPlan& plan, RowFindings& findings);

}  // namespace polc::facts
