// SPDX-License-Identifier: Apache-2.0
// The pieces of the dump, as expressions; for dump*.cpp alone.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/core/expression.h"

namespace polc::core {

// The relations of the rows in scope, from row 0, as far as they are known.
using RowsInScope = std::vector<std::optional<RelationId>>;
// No rows: one, of a relation that is not known.
[[nodiscard]] RowsInScope rows_in_scope(const std::vector<RelationId>& rows);

[[nodiscard]] Expression name_of(const Label& label);
[[nodiscard]] Expression number_expression(value::Rational number, value::Dimension dimension);
[[nodiscard]] std::string print_moment(value::Moment moment);  // 2020-02-24T20:00
[[nodiscard]] Expression path_expression(const Program& program, const Path& path, const RowsInScope& rows);
[[nodiscard]] Expression value_expression(const Program& program, ValueId id, const RowsInScope& rows);
[[nodiscard]] Expression condition_expression(const Program& program, ConditionId id, const RowsInScope& rows);
[[nodiscard]] std::vector<Expression> vocabulary_expressions(const Program& program);
[[nodiscard]] Expression class_rule_expression(const Program& program, const ClassRule& rule);
[[nodiscard]] const char* word_of(Modality modality);
[[nodiscard]] Expression test_expression(const Program& program, const Test& test);
[[nodiscard]] Expression norm_expression(const Program& program, const Norm& norm);
[[nodiscard]] Expression limit_expression(const Program& program, const Limit& limit);

}  // namespace polc::core
