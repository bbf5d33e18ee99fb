// SPDX-License-Identifier: Apache-2.0
#include "compiler/core/static_guard.h"

namespace polc::core {
namespace {

void collect(const Program& program, ConditionId id, std::vector<ConditionId>& parts) {
  if (const auto* all = std::get_if<All>(&program[id].kind)) {
    for (const ConditionId part : all->parts) collect(program, part, parts);
    return;
  }
  const auto* compare = std::get_if<Compare>(&program[id].kind);
  if (compare == nullptr || compare->op != Comparison::Equal) return;
  const auto* attribute = std::get_if<Attribute>(&program[compare->left].kind);
  const bool own = attribute != nullptr && attribute->path.row == 0 && attribute->path.steps.empty();
  if (own && std::holds_alternative<EnumerationLiteral>(program[compare->right].kind)) parts.push_back(id);
}

}  // namespace

std::vector<ConditionId> static_guard(const Program& program, ConditionId condition) {
  std::vector<ConditionId> parts;
  collect(program, condition, parts);
  return parts;
}

}  // namespace polc::core
