// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/finish_tables.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "runtime/facts/made_things.h"
#include "runtime/facts/names.h"
#include "runtime/facts/packed_chunks.h"
#include "runtime/facts/reading_order.h"
#include "runtime/facts/reports.h"
#include "runtime/facts/row_merge.h"
#include "runtime/facts/row_order.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using core::RelationKind;

constexpr Row many_rows = 1U << 16U;

// What pieces lay in is free by now, but kept for more of its kind, which will not come.
void give_back_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

// The codes that keys had before there was a table of them, as rows of the table.
std::vector<std::int64_t> rows_of_keys(const Dictionary& before, const KeyTable& keys) {
  std::vector<std::int64_t> rows;
  for (std::int32_t code = 0; code < before.size(); ++code) rows.push_back(keys.row_of(before.text(code)));
  return rows;
}

Dictionary reordered(const Dictionary& keys, std::span<const std::int64_t> row_of) {
  std::vector<std::int32_t> code_at(row_of.size());
  for (std::size_t code = 0; code < row_of.size(); ++code)
    code_at[static_cast<std::size_t>(row_of[code])] = static_cast<std::int32_t>(code);
  Dictionary made;
  for (const std::int32_t code : code_at) made.intern(keys.text(code));
  return made;
}

class Finisher {
 public:
  Finisher(const core::Program& program, RowsRead read, const FactBase* before, Threads& threads, bool keep_origins)
      : program_(program), read_(std::move(read)), before_(before), threads_(threads), keeps_origins_(keep_origins) {
    const std::size_t count = program.vocabulary.relations.size();
    result_.facts.tables.resize(count);
    result_.origins.resize(count);
    result_.came.resize(before == nullptr ? 0 : count);
    rows_of_codes_.resize(count);
  }

  Loaded run() {
    const std::vector<RelationId> order = reading_order(program_);
    // Only now is it known how many things there are that exist by being referred to, and in which order.
    for (const RelationId id : order)
      if (program_[id].kind == RelationKind::Entity) finish_keys(id);
    for (const RelationId id : order)
      if (program_[id].kind == RelationKind::Entity)
        finish_entity(id);
      else
        finish_rows(id);
    return std::move(result_);
  }

 private:
  // What the keys of an entity are numbered by, in all columns.
  void finish_keys(RelationId id) {
    Table& table = result_.facts[id];
    const KeyTable& keys = read_.keys[id.index];
    table.keys = keys.keys();
    table.made_by_reference = keys.made_by_reference();
    table.row_count = static_cast<Row>(table.keys->size());
    if (before_ == nullptr) return;
    std::vector<std::int64_t>& rows = rows_of_codes_[id.index];
    if (keys.made_before() != nullptr) {
      // What came refers to rows already.
      rows = rows_of_keys(*keys.made_before(), keys);
      return;
    }
    if (!table.made_by_reference) return;
    rows = rows_of_made_things(program_, id, keys, *before_);
    if (!rows.empty()) table.keys = std::make_shared<const Dictionary>(reordered(*table.keys, rows));
  }
  void finish_entity(RelationId id) {
    Table& table = result_.facts[id];
    const Table* before = table_before(id);
    const Row there = before == nullptr ? 0 : before->row_count;
    table.columns = columns_that_came(id);
    put_together(id, runs_behind(there, read_.incoming[id.index].row_count()));
    const auto key = program_[id].key;
    if (key && program_[id].columns[*key].type.kind == core::TypeKind::Text) {
      table.columns[*key] = key_column(table.keys);
    }
    result_.origins[id.index] = std::move(read_.origins[id.index]);
  }

  // ---- columns

  [[nodiscard]] const Table* table_before(RelationId id) const {
    return before_ == nullptr || read_.keys[id.index].made_before() != nullptr ? nullptr : &(*before_)[id];
  }
  // Calls `work` for every column of the relation, several at once where there are many rows.
  void each_column(RelationId id, const std::function<void(ColumnIndex)>& work) {
    const std::size_t count = program_[id].columns.size();
    if (workers::Workers* helpers = helpers_for(id); helpers != nullptr)
      return helpers->share(count, [&](std::size_t, std::size_t column) { work(static_cast<ColumnIndex>(column)); });
    for (ColumnIndex column = 0; column < count; ++column) work(column);
  }
  workers::Workers* helpers_for(RelationId id) {
    const Table* before = table_before(id);
    const Row rows = read_.incoming[id.index].row_count() + (before == nullptr ? 0 : before->row_count);
    return threads_.count() > 1 && rows >= many_rows ? &threads_.workers() : nullptr;
  }
  std::vector<Column> columns_that_came(RelationId id) {
    std::vector<Column> columns(program_[id].columns.size());
    each_column(id, [&](ColumnIndex column) {
      columns[column] = read_.incoming[id.index].finish(column);
      const std::span<const std::int64_t> rows = rows_of_things(id, column);
      if (const PackedIntegers* values = packed_of(columns[column]);
          values != nullptr && !rows.empty() && !is_of_table(id, column))
        columns[column] = with_values(columns[column], recoded(*values, rows).values);
    });
    if (helpers_for(id) != nullptr) give_back_memory();
    return columns;
  }
  // Of the things that a column refers to, the rows by the codes that they had; empty: the same, or it refers to none.
  [[nodiscard]] std::span<const std::int64_t> rows_of_things(RelationId id, ColumnIndex column) const {
    const core::Type& type = program_[id].columns[column].type;
    if (type.kind != core::TypeKind::Reference) return {};
    return rows_of_codes_[type.target.index];
  }
  void reorder(RelationId id, std::span<const Row> order) {
    each_column(id, [&](ColumnIndex index) {
      Column& column = result_.facts[id].columns[index];
      if (const PackedIntegers* values = packed_of(column)) column = with_values(column, values->reordered(order));
    });
  }
  // The columns that came, together with those that were there.
  void put_together(RelationId id, const std::vector<Run>& runs) {
    if (table_before(id) == nullptr) return;
    each_column(id, [&](ColumnIndex index) {
      Column& column = result_.facts[id].columns[index];
      const PackedIntegers* came = packed_of(column);
      if (came == nullptr) return;
      PackedIntegers there = read_.incoming[id.index].before(index, column);
      if (const auto rows = rows_of_things(id, index); !rows.empty()) there = recoded(there, rows).values;
      column = with_values(column, interleave(there, *came, runs));
    });
  }

  // ---- rows

  void finish_rows(RelationId id) {
    const core::Relation& relation = program_[id];
    Table& table = result_.facts[id];
    const Table* before = table_before(id);
    const ColumnIndex subject = subject_column(relation);
    const auto time = time_column(relation);
    const Row subjects = result_.facts[relation.columns[subject].type.target].row_count;
    table.columns = columns_that_came(id);
    table.row_count = read_.incoming[id.index].row_count();
    const bool has_subjects = read_.incoming[id.index].is_built(subject);
    const auto subjects_now = [&]() -> const References& {
      return std::get<ReferenceColumn>(table.columns[subject]).rows;
    };
    const auto times_now = [&] { return time ? table.columns[*time] : Column(NoColumn{}); };
    value::UnwrittenVector<Row> order;
    if (has_subjects) {
      order = order_rows(subjects_now(), times_now(), subjects, helpers_for(id));
      if (!order.empty()) reorder(id, order);
    }
    if (before != nullptr && has_subjects) {
      const auto runs = merge_rows(*before, time ? before->columns[*time] : Column(NoColumn{}),
                                   rows_of_things(id, subject), subjects, subjects_now(), times_now());
      put_together(id, runs);
      table.row_count += before->row_count;
      result_.came[id.index] = rows_that_came(runs);
    }
    if (before != nullptr && result_.came[id.index].empty() && rows_of_things(id, subject).empty() &&
        before->by_subject.group_count() == subjects)
      table.by_subject = before->by_subject;
    else
      table.by_subject = GroupIndex(has_subjects ? subjects_now() : References(), subjects);
    if (keeps_origins_ && before_ == nullptr)
      for (Row row = 0; row < table.row_count; ++row)
        result_.origins[id.index].push_back(read_.origins[id.index][order.empty() ? row : order[row]]);
    if (relation.report_every != 0) table.reports = missing_reports(id, subject);
  }
  Reports missing_reports(RelationId id, ColumnIndex subject) {
    const core::Relation& relation = program_[id];
    const Row subjects = result_.facts[relation.columns[subject].type.target].row_count;
    std::vector<Reported>& reported = read_.reported[id.index];
    if (before_ == nullptr) return find_gaps(relation, result_.facts[id], subjects, std::move(reported));
    const std::span<const std::int64_t> rows = rows_of_things(id, subject);
    if (!rows.empty() && !is_of_table(id, subject))
      for (Reported& report : reported) report.subject = static_cast<Row>(rows[report.subject]);
    const ReportsBefore before{*(*before_)[id].reports, rows, result_.came[id.index]};
    return find_gaps(relation, result_.facts[id], subjects, std::move(reported), &before);
  }
  // Whether what the column refers to has a table now, so that what came refers to its rows and not to codes.
  [[nodiscard]] bool is_of_table(RelationId id, ColumnIndex column) const {
    return read_.keys[program_[id].columns[column].type.target.index].made_before() != nullptr;
  }

  const core::Program& program_;
  RowsRead read_;
  const FactBase* before_;
  Threads& threads_;
  bool keeps_origins_;
  std::vector<std::vector<std::int64_t>> rows_of_codes_;  // by entity: the row by the code that it had; empty: the same
  Loaded result_;
};

}  // namespace

Loaded finish_tables(const core::Program& program, RowsRead read, const FactBase* before, Threads& threads,
                     bool keep_origins) {
  Loaded loaded = Finisher(program, std::move(read), before, threads, keep_origins).run();
  const auto are_many = [](const Table& table) { return table.row_count >= many_rows; };
  // What was read is gone now, and what comes next takes memory of its own.
  if (std::any_of(loaded.facts.tables.begin(), loaded.facts.tables.end(), are_many)) give_back_memory();
  return loaded;
}

}  // namespace polc::facts
