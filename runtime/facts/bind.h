// SPDX-License-Identifier: Apache-2.0
// Joins a vocabulary to the tables of one store: by name, and where the mapping file says otherwise, by that. Names that do
// not exist, and tables that lack an essential column, go to the sink.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "runtime/facts/fact_store.h"
#include "runtime/facts/mapping.h"

namespace polc::facts {

using Spellings = std::vector<std::pair<std::string, std::string>>;  // as in the store -> as in the vocabulary

// Where the values of one column of a relation come from; neither: nowhere.
struct ColumnSource {
  std::optional<std::size_t> column;    // of the store's table
  std::optional<std::string> constant;  // or the same for every row
  Spellings spellings;

  [[nodiscard]] bool is_present() const { return column || constant; }
};

// One table that holds rows of a relation. A relation may have several.
struct TableSource {
  std::size_t table = 0;
  std::vector<ColumnSource> columns;  // as core::Relation::columns
  // Classes written in a column of the entity's own table: a row without one is no record.
  bool optional_rows = false;
};
// `case report`: a table that says only whose report of which day is in.
struct ReportSource {
  std::size_t table = 0;
  std::size_t subject = 0;  // columns of the table
  std::size_t day = 0;
};

struct RelationSources {
  std::vector<TableSource> tables;
  std::vector<ReportSource> reports;
};
struct Binding {
  std::vector<RelationSources> relations;         // by RelationId
  std::vector<std::vector<bool>> column_is_used;  // by table and column of the store
};

[[nodiscard]] Binding bind(const core::Program& program, const FactStore& store, const Mapping& mapping,
                           diag::Sink& sink);

// Tables and columns (`case.deaths`) that no relation takes: named in reports, since a misspelt name looks like this.
void list_unused(const FactStore& store, const Binding& binding, std::vector<std::string>& tables,
                 std::vector<std::string>& columns);

}  // namespace polc::facts
