// SPDX-License-Identifier: Apache-2.0
// The attribute lines of entities and events as typed columns.
#pragma once
#include <optional>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"
#include "compiler/check/vocabulary.h"

namespace polc::check {

// The entity of this name; reported when there is none.
std::optional<core::RelationId> find_entity(const Context& context, const ast::Name& name);

core::Column plain_column(core::Label label, core::Type type, bool optional);

// `risk of region` when a scale or measure is of several sorts, else `risk`.
core::Label label_of_sort(const core::Program& program, const core::Label& label, core::RelationId sort, bool several);

// Fills in the columns of `relation` and enters their names. `of`: the entity an event belongs to.
void declare_columns(const Context& context, const LabelPairs& labels, Symbols& symbols, core::RelationId relation,
                     const std::vector<ast::Attribute>& attributes, const std::optional<ast::Name>& of,
                     const ast::Name& name);

// `reported daily from 2020-01-20`.
void declare_reporting(const Context& context, core::RelationId relation, const ast::Reporting& reporting);

}  // namespace polc::check
