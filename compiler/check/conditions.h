// SPDX-License-Identifier: Apache-2.0
// Conditions of the text as core conditions: existence and counts, comparisons, classes, related things, connectives.
#pragma once
#include <optional>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"
#include "compiler/check/phrases.h"

namespace polc::check {

// No value after a finding.
std::optional<core::ConditionId> read_condition(const Context& context, const ast::Condition& condition);

// `where`, or the bracket behind a name: a condition on the thing at the end of `path`, which is a row in scope or the subject.
std::optional<core::ConditionId> read_where(const Context& context, const ast::Where& where);

// The number of things or rows that belong to the thing at the end of `owner` (the subject and the rows around it where none is
// named), with the adjectives of `rows`; between the bounds.
struct CountedRows {
  core::RelationId relation;
  core::Path owner;
  core::ColumnIndex link = 0;
};
std::optional<CountedRows> link_rows(const Context& context, core::RelationId relation,
                                     const std::optional<core::Path>& owner, source::Span span, bool quiet);

// lowest and highest number that a bound lets pass; `number` is a plain number.
core::Range range_of(const Context& context, ast::Bound bound, core::ValueId number, bool whole_numbers,
                     source::Span span);

// `at most 37.3 °C` as a comparison.
core::Comparison comparison_of(ast::Bound bound);

}  // namespace polc::check
