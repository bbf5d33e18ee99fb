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

// Instances that are worked on at a time, where there are many: what is needed for each in between stays in some megabytes.
inline constexpr std::size_t most_at_once = std::size_t{1} << 16;

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

// The rows first … last - 1.
[[nodiscard]] inline std::vector<Row> rows_between(Row first, Row last) {
  std::vector<Row> rows(last - first);
  std::iota(rows.begin(), rows.end(), first);
  return rows;
}

[[nodiscard]] inline std::vector<Row> first_rows(Row count) { return rows_between(0, count); }

// The instances first … last - 1.
[[nodiscard]] inline Batch slice(const Batch& batch, std::size_t first, std::size_t last) {
  Batch part{batch.relations, {}, last - first};
  for (const std::vector<Row>& rows : batch.rows)
    part.rows.push_back(rows.empty() ? rows
                                     : std::vector<Row>(rows.begin() + static_cast<std::ptrdiff_t>(first),
                                                        rows.begin() + static_cast<std::ptrdiff_t>(last)));
  return part;
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
