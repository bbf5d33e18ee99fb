// SPDX-License-Identifier: Apache-2.0
// Typed indices into the tables of a core::Program. An id is only meaningful for the program that made it.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>

namespace polc::core {

template <class Tag>
struct Id {
  std::uint32_t index = 0;
  auto operator<=>(const Id&) const = default;
};

using EnumerationId = Id<struct EnumerationTag>;
using ScaleId = Id<struct ScaleTag>;
using RelationId = Id<struct RelationTag>;
using MeasureId = Id<struct MeasureTag>;
using ListId = Id<struct ListTag>;
using AuthorityId = Id<struct AuthorityTag>;
using PolicyId = Id<struct PolicyTag>;
using ArticleId = Id<struct ArticleTag>;
using ParameterId = Id<struct ParameterTag>;
using ValueId = Id<struct ValueTag>;
using ConditionId = Id<struct ConditionTag>;

// A column of a relation, by its place in Relation::columns.
using ColumnIndex = std::uint32_t;

}  // namespace polc::core
