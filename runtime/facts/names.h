// SPDX-License-Identifier: Apache-2.0
// When a name in a store, in a mapping file and in the vocabulary is the same name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/core/core.h"

namespace polc::facts {

// As source::fold_key, and underscores are spaces: `Case_Kind`, `case-kind` and `case kind` are one name.
[[nodiscard]] std::string fold_name(std::string_view name);

// The folded names under which the table of a relation, a column or a value may go.
[[nodiscard]] std::vector<std::string> relation_names(const core::Program& program, core::RelationId id);
[[nodiscard]] std::vector<std::string> column_names(const core::Program& program, const core::Relation& relation,
                                                    core::ColumnIndex column);
[[nodiscard]] std::vector<std::string> label_names(const core::Label& label);

// A column the store may hold; ratios and what rules define are worked out.
[[nodiscard]] bool is_stored(const core::Column& column);
// Columns without which a row means nothing: the key of an entity, the thing a row belongs to, the time of an event.
[[nodiscard]] bool is_essential(const core::Relation& relation, core::ColumnIndex column);
// Values that no message may show: the column is personal, or refers to things whose key is.
[[nodiscard]] bool is_personal(const core::Program& program, const core::Column& column);
// The column that says whose row it is: `subject`, and in records and conduct column 0.
[[nodiscard]] core::ColumnIndex subject_column(const core::Relation& relation);
// The column by which rows are put in order of time, if any.
[[nodiscard]] std::optional<core::ColumnIndex> time_column(const core::Relation& relation);

// Names written by import: `case_kind`.
[[nodiscard]] std::string stored_name(const core::Label& label);

}  // namespace polc::facts
