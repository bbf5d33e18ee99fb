// SPDX-License-Identifier: Apache-2.0
// The rows that a condition is evaluated for, all at once: for each row in scope one array of row numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "compiler/core/ids.h"
#include "runtime/interpret/result.h"

namespace polc::interpret {

struct Batch {
  std::vector<core::RelationId> relations;  // of the rows in scope, from row 0
  std::vector<std::vector<Row>> rows;       // rows[k][i]: row k of the ith instance; left empty where nothing reads it
  std::size_t size = 0;                     // instances
};

[[nodiscard]] inline Batch batch_of(core::RelationId relation, std::vector<Row> rows) {
  const std::size_t size = rows.size();
  Batch batch{{relation}, {}, size};
  batch.rows.push_back(std::move(rows));
  return batch;
}

[[nodiscard]] inline std::vector<Row> first_rows(Row count) {
  std::vector<Row> rows(count);
  std::iota(rows.begin(), rows.end(), Row{0});
  return rows;
}

[[nodiscard]] inline Batch select(const Batch& batch, std::span<const std::uint32_t> instances) {
  Batch chosen{batch.relations, {}, instances.size()};
  chosen.rows.resize(batch.rows.size());
  for (std::size_t k = 0; k < batch.rows.size(); ++k) {
    if (batch.rows[k].empty()) continue;
    chosen.rows[k].reserve(instances.size());
    for (const std::uint32_t instance : instances) chosen.rows[k].push_back(batch.rows[k][instance]);
  }
  return chosen;
}

}  // namespace polc::interpret
