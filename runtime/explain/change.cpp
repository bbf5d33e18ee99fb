// SPDX-License-Identifier: Apache-2.0
#include "runtime/explain/change.h"

#include <algorithm>
#include <map>
#include <set>

#include "runtime/facts/names.h"
#include "runtime/facts/row_order.h"
#include "runtime/value/match.h"

namespace polc::explain {

namespace {

void set_value(facts::Column& column, facts::Row row, Stored value) {
  if (const facts::PackedIntegers* values = facts::packed_of(column))
    column = facts::with_values(column, values->changed(row, value));
}

void cut_out(facts::Reports& reports, facts::Row subject, value::Day first, value::Day last) {
  std::vector<facts::Gap> gaps;
  std::vector<facts::Row> first_gap;
  for (facts::Row owner = 0; owner + 1 < reports.first_gap.size(); ++owner) {
    first_gap.push_back(static_cast<facts::Row>(gaps.size()));
    for (const facts::Gap& gap : reports.gaps_of(owner)) {
      if (owner != subject || gap.last < first || last < gap.first) {
        gaps.push_back(gap);
        continue;
      }
      if (gap.first < first) gaps.push_back({gap.first, value::Day{first.since_epoch - 1}});
      if (last < gap.last) gaps.push_back({value::Day{last.since_epoch + 1}, gap.last});
    }
  }
  first_gap.push_back(static_cast<facts::Row>(gaps.size()));
  reports.gaps = std::move(gaps);
  reports.first_gap = std::move(first_gap);
}

}  // namespace

Stored stored_at(const facts::Column& column, facts::Row row) {
  const facts::PackedIntegers* values = facts::packed_of(column);
  return values == nullptr ? Stored() : (*values)[row];
}

bool can_be_set(const facts::Column& column) {
  return !std::holds_alternative<facts::NoColumn>(column) && !std::holds_alternative<facts::TextColumn>(column);
}

ChangedFacts::ChangedFacts(const core::Program& program, const facts::FactBase& facts)
    : program_(program), changed_(facts) {}

void ChangedFacts::take_back() {
  for (auto& [relation, table] : saved_) changed_[relation] = std::move(table);
  saved_.clear();
}

facts::Table& ChangedFacts::table_to_change(core::RelationId relation) {
  const bool is_saved =
      std::any_of(saved_.begin(), saved_.end(), [&](const auto& one) { return one.first == relation; });
  if (!is_saved) saved_.emplace_back(relation, changed_[relation]);
  return changed_[relation];
}

const facts::FactBase& ChangedFacts::with(const std::vector<Change>& changes) {
  take_back();
  std::map<core::RelationId, std::vector<bool>> removed;
  std::set<core::RelationId> moved;
  std::optional<core::RelationId> added;
  for (const Change& change : changes) {
    value::match(
        change,
        [&](const SetCell& set) {
          facts::Table& table = table_to_change(set.cell.relation);
          set_value(table.columns[set.cell.column], set.cell.row, set.value);
          if (program_[set.cell.relation].kind != core::RelationKind::Entity) moved.insert(set.cell.relation);
        },
        [&](const RemoveRow& remove) {
          std::vector<bool>& gone = removed[remove.relation];
          gone.resize(table_to_change(remove.relation).row_count);
          gone[remove.row] = true;
          moved.insert(remove.relation);
        },
        [&](const AddRow& add) {
          facts::Table& table = table_to_change(add.relation);
          for (std::size_t column = 0; column < table.columns.size(); ++column) {
            if (const facts::PackedIntegers* values = facts::packed_of(table.columns[column]))
              table.columns[column] = facts::with_values(table.columns[column], values->extended(add.cells[column]));
          }
          ++table.row_count;
          moved.insert(add.relation);
          added = add.relation;
          report_by(add, table);
        },
        [&](const AddReports& report) {
          facts::Table& table = table_to_change(report.relation);
          if (table.reports) cut_out(*table.reports, report.subject, report.first, report.last);
        });
  }
  for (const core::RelationId relation : moved) lay_out(relation, removed[relation], added == relation);
  return changed_;
}

// A row is a report of its day.
void ChangedFacts::report_by(const AddRow& add, facts::Table& table) const {
  const core::Relation& relation = program_[add.relation];
  const auto time = facts::time_column(relation);
  const Stored& owner = add.cells[facts::subject_column(relation)];
  if (!table.reports || !time || !owner || !add.cells[*time]) return;
  const bool is_day = relation.columns[*time].type.kind == core::TypeKind::Day;
  const value::Day day = is_day ? value::Day{static_cast<std::int32_t>(*add.cells[*time])}
                                : value::day_of(value::Moment{*add.cells[*time]});
  cut_out(*table.reports, static_cast<facts::Row>(*owner), {day.since_epoch - table.reports->every + 1}, day);
}

// Rows by subject and time again, without those removed. Reports are as they were: a row that goes or moves leaves a report that
// says nothing of it.
void ChangedFacts::lay_out(core::RelationId id, std::vector<bool> removed, bool has_added) {
  const core::Relation& relation = program_[id];
  facts::Table& table = changed_[id];
  const core::ColumnIndex subject = facts::subject_column(relation);
  const auto* references = std::get_if<facts::ReferenceColumn>(&table.columns[subject]);
  if (references == nullptr) return;
  removed.resize(table.row_count, false);
  const auto time = facts::time_column(relation);
  const facts::Row things = changed_[relation.columns[subject].type.target].row_count;
  const facts::Column no_time = facts::NoColumn{};
  value::UnwrittenVector<facts::Row> places =
      facts::order_rows(references->rows, time ? table.columns[*time] : no_time, things);
  if (places.empty())
    for (facts::Row row = 0; row < table.row_count; ++row) places.push_back(row);
  std::erase_if(places, [&](facts::Row row) { return removed[row]; });
  if (has_added)
    added_row_ = static_cast<facts::Row>(std::find(places.begin(), places.end(), table.row_count - 1) - places.begin());
  for (facts::Column& column : table.columns)
    if (const facts::PackedIntegers* values = facts::packed_of(column))
      column = facts::with_values(column, values->reordered(places));
  table.row_count = static_cast<facts::Row>(places.size());
  table.by_subject = facts::GroupIndex(std::get<facts::ReferenceColumn>(table.columns[subject]).rows, things);
}

}  // namespace polc::explain
