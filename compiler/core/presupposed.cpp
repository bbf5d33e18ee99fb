// SPDX-License-Identifier: Apache-2.0
#include "compiler/core/presupposed.h"

#include <algorithm>

namespace polc::core {

std::optional<Path> presupposed_path(const Program& program, RelationId sort, MeasureId measure) {
  const std::vector<RelationId>& sorts = program[measure].sorts;
  const auto fits = [&](RelationId one) { return std::find(sorts.begin(), sorts.end(), one) != sorts.end(); };
  if (fits(sort)) return Path{0, {}, sort};
  std::optional<Path> found;
  const std::vector<Column>& columns = program[sort].columns;
  for (ColumnIndex column = 0; column < columns.size(); ++column) {
    const Type& type = columns[column].type;
    if (type.kind != TypeKind::Reference || !fits(type.target)) continue;
    if (found) return std::nullopt;
    found = Path{0, {column}, type.target};
  }
  return found;
}

}  // namespace polc::core
