// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/row_reader.h"

#include <new>

#include "runtime/facts/names.h"

namespace polc::facts {

using core::ColumnIndex;
using diag::Kind;

bool is_count(const core::Relation& relation, ColumnIndex column) { return relation.counting_column == column; }

RowReader::RowReader(const core::Program& program, core::RelationId id, const TableSource& source,
                     const std::vector<bool>& wanted, TableFindings* findings, AbsentValues absent)
    : program_(program),
      relation_(program[id]),
      source_(source),
      findings_(findings),
      absent_(absent),
      values_(relation_.columns.size()) {
  constants_.resize(relation_.columns.size());
  for (ColumnIndex column = 0; column < relation_.columns.size(); ++column) {
    const ColumnSource& from = source.columns[column];
    if (!from.is_present() || (!wanted[column] && !is_essential(relation_, column))) continue;
    CellParser parser(program, relation_.columns[column].type, is_count(relation_, column), from.spellings);
    if (from.constant) {
      constants_[column] = *from.constant;
      values_[column] = parser.parse_text(constants_[column]);
    } else {
      store_columns_.push_back(*from.column);
      slots_.push_back(
          {column, is_essential(relation_, column), relation_.columns[column].optional, std::move(parser)});
    }
  }
}

void RowReader::missing(const Slot& slot, RowNumber number) {
  const core::Column& column = relation_.columns[slot.column];
  const Kind kind = relation_.kind == core::RelationKind::Entity ? Kind::RowWithoutKey : Kind::EssentialValueMissing;
  if (findings_ != nullptr && findings_->admit(kind)) findings_->show(kind, number, {words(column.label)});
}

void RowReader::unreadable(const Slot& slot, RowNumber number, const Cell& cell, CellProblem problem) {
  if (findings_ == nullptr || !findings_->admit(kind_of(problem))) return;
  const std::string digits = cell.kind == Cell::Kind::Integer ? std::to_string(cell.integer) : std::string();
  findings_->show(kind_of(problem), number,
                  cell_arguments(program_, relation_.columns[slot.column], problem,
                                 cell.kind == Cell::Kind::Integer ? digits : cell.text));
}

void RowReader::row(RowNumber number, std::span<const Cell> cells) {
  bool usable = true;
  for (std::size_t at = 0; at < slots_.size(); ++at) {
    Slot& slot = slots_[at];
    Parsed& parsed = values_[slot.column];
    // Made in its place: to copy what has just been written field by field costs more than to read the cell.
    ::new (&parsed) Parsed(slot.parser.parse(cells[at]));
    if (parsed.problem != CellProblem::None) {
      unreadable(slot, number, cells[at], parsed.problem);
      usable = usable && !slot.essential;
    } else if (parsed.absent && slot.essential) {
      if (source_.optional_rows) return;
      missing(slot, number);
      usable = false;
    } else if (parsed.absent && !slot.optional && absent_ == AbsentValues::Report && findings_ != nullptr &&
               findings_->admit(Kind::ValueMissing)) {
      findings_->show(Kind::ValueMissing, number, {words(relation_.columns[slot.column].label)});
    }
  }
  if (usable) on_row_(number, values_);
}

void RowReader::bad_row(RowNumber number, Kind kind, std::vector<diag::Argument> arguments) {
  if (findings_ != nullptr && findings_->admit(kind)) findings_->show(kind, number, std::move(arguments));
}

}  // namespace polc::facts
