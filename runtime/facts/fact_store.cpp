// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/fact_store.h"

#include <numeric>

namespace polc::facts {

Outcome FactStore::scan(std::size_t table, std::span<const std::size_t> columns, RowVisitor& visitor) const {
  auto rows = pieces(table, columns, {});
  if (!rows) return rows.error();
  std::vector<std::size_t> places(columns.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::unique_ptr<RowPiece> piece;
  while ((piece = (*rows)->take(std::move(piece))) != nullptr)
    if (auto visited = piece->visit(places, visitor); !visited) return visited;
  return std::monostate{};
}

}  // namespace polc::facts
