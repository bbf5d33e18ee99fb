// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/reading_order.h"

#include <cstdint>

namespace polc::facts {

std::vector<core::RelationId> reading_order(const core::Program& program) {
  std::vector<core::RelationId> order;
  for (const core::RelationKind kind : relation_kinds_in_order)
    for (std::uint32_t index = 0; index < program.vocabulary.relations.size(); ++index)
      if (program.vocabulary.relations[index].kind == kind) order.push_back({index});
  return order;
}

}  // namespace polc::facts
