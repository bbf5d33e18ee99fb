// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/piece_rows.h"

#include <algorithm>

#include "runtime/facts/names.h"

namespace polc::facts {

using core::ColumnIndex;
using core::RelationKind;
using core::TypeKind;
using diag::Kind;

namespace {

std::vector<bool> stored_columns(const core::Relation& relation) {
  std::vector<bool> stored;
  for (const core::Column& column : relation.columns) stored.push_back(is_stored(column));
  return stored;
}

}  // namespace

std::string key_text(const core::Column& column, const Parsed& key) {
  if (column.type.kind == TypeKind::Text) return std::string(key.text);
  return std::to_string(key.number);
}

PieceReader::PieceReader(const PieceTask& task)
    : task_(task),
      relation_(task.program[task.relation]),
      subject_(relation_.kind == RelationKind::Entity ? *relation_.key : subject_column(relation_)),
      keeps_numbers_(task.keep_numbers),
      findings_(task.shown),
      reader_(task.program, task.relation, task.source, stored_columns(relation_), &findings_, task.absent) {
  for (ColumnIndex column = 0; column < relation_.columns.size(); ++column) {
    if (!task.is_built[column]) continue;
    const core::Type& type = relation_.columns[column].type;
    Building& made = building_.emplace_back();
    made.column = column;
    made.kind = type.kind;
    made.target = type.target;
    keeps_numbers_ = keeps_numbers_ || type.kind == TypeKind::Number;
    if (type.kind == TypeKind::Reference && !task.keys[type.target.index].made_by_reference())
      made.keys = &task.keys[type.target.index];
  }
  reader_.on_row([this](RowNumber number, std::span<const Parsed> values) { add(number, values); });
}

void PieceReader::find_columns(std::span<const std::size_t> columns) {
  places_.clear();
  for (const std::size_t column : reader_.store_columns())
    places_.push_back(static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin()));
}

std::pair<PieceRows, Outcome> PieceReader::read(RowPiece& piece) {
  Outcome outcome = try_reading(piece, true);
  if (is_dangling_) outcome = try_reading(piece, false);
  for (Building& column : building_)
    rows_->columns[column.column] = {pack(column.values, room_), std::move(column.scales), std::move(column.texts)};
  rows_->numbers = pack(numbers_, room_).values;
  rows_->findings = std::exchange(findings_, KeptFindings(task_.shown));
  return {*std::exchange(rows_, std::nullopt), std::move(outcome)};
}

Outcome PieceReader::try_reading(RowPiece& piece, bool postponed) {
  postponed_ = postponed;
  is_dangling_ = false;
  rows_.emplace(task_.shown);
  rows_->columns.resize(relation_.columns.size());
  findings_ = KeptFindings(task_.shown);
  numbers_.clear();
  for (Building& column : building_) {
    column.values.clear();
    column.scales.clear();
    if (column.kind == TypeKind::Text) column.texts = std::make_unique<Dictionary>();
  }
  Outcome outcome = piece.visit(places_, reader_);
  if (postponed) look_up_places();
  return outcome;
}

void PieceReader::look_up_places() {
  for (Building& column : building_) {
    if (column.keys == nullptr || !column.keys->has_places()) continue;
    for (std::int64_t& value : column.values) {
      if (value == no_integer) continue;
      value = column.keys->row_at(static_cast<std::uint32_t>(value));
      is_dangling_ = is_dangling_ || value == absent_code;
    }
  }
}

void PieceReader::add(RowNumber number, std::span<const Parsed> values) {
  if (is_kept(number, values)) {
    for (Building& column : building_) append(column, values[column.column], number);
    ++rows_->row_count;
    if (keeps_numbers_) numbers_.push_back(number);
    findings_.stand_at({rows_->row_count, 0});
  }
}

// Whether its thing is known; of an entity, whether the row is the first with its key.
bool PieceReader::is_kept(RowNumber number, std::span<const Parsed> values) {
  const core::Column& column = relation_.columns[subject_];
  const Parsed& subject = values[subject_];
  if (relation_.kind == RelationKind::Entity) {
    const bool is_text = column.type.kind == TypeKind::Text;
    const std::string digits = is_text ? std::string() : key_text(column, subject);
    const std::string_view key = is_text ? subject.text : std::string_view(digits);
    const KeyTable& keys = task_.keys[task_.relation.index];
    const std::int32_t row = keys.row_of(key);
    if (row != absent_code && keys.is_from(row, task_.source_number, number)) return true;
    if (findings_.admit(Kind::DuplicateKey)) {
      std::optional<diag::Message> help;
      if (row != absent_code && row < keys.before())
        help = diag::Message{Kind::FirstIsInSnapshot, {}, {diag::Argument(task_.before)}};
      findings_.show_with_help(Kind::DuplicateKey, number,
                               {words(relation_.label), shown_value(key, is_personal(task_.program, column))},
                               std::move(help));
    }
    return false;
  }
  const KeyTable& keys = task_.keys[column.type.target.index];
  if (keys.made_by_reference() || (postponed_ && keys.has_places())) return true;
  subject_row_ = keys.row_of(subject.text);
  if (subject_row_ == absent_code) dangling(subject_, number, subject.text);
  return subject_row_ != absent_code;
}

void PieceReader::dangling(ColumnIndex index, RowNumber number, std::string_view key) {
  const core::Column& column = relation_.columns[index];
  if (findings_.admit(Kind::DanglingReference))
    findings_.show(Kind::DanglingReference, number,
                   {words(column.label), words(task_.program[column.type.target].label),
                    shown_value(key, is_personal(task_.program, column))});
}

void PieceReader::append(Building& to, const Parsed& value, RowNumber number) {
  std::int64_t appended = no_integer;
  if (!value.absent) {
    switch (to.kind) {
      case TypeKind::Text:
        appended = to.texts->intern(value.text);
        break;
      case TypeKind::YesNo:
        appended = static_cast<std::int64_t>(value::truth(value.number != 0));
        break;
      case TypeKind::Enumeration:
      case TypeKind::Day:
      case TypeKind::Moment:
        appended = value.number;
        break;
      case TypeKind::Number:
        appended = append_number(to, value);
        break;
      case TypeKind::Reference: {
        if (to.keys == nullptr) {
          appended = made(to.target).intern(value.text);
          break;
        }
        if (postponed_ && to.keys->has_places()) {
          const std::uint32_t place = to.keys->place_of(value.text);
          is_dangling_ = is_dangling_ || place == KeyTable::no_place;
          appended = place == KeyTable::no_place ? 0 : place;
          break;
        }
        const bool is_subject = to.column == subject_ && relation_.kind != RelationKind::Entity;
        const std::int32_t row = is_subject ? subject_row_ : to.keys->row_of(value.text);
        if (row != absent_code) {
          appended = row;
        } else {
          findings_.stand_at({rows_->row_count, to.column + 1});
          dangling(to.column, number, value.text);
        }
        break;
      }
    }
  } else if (!to.scales.empty()) {
    to.scales.push_back(0);
  }
  to.values.push_back(appended);
}

std::int64_t PieceReader::append_number(Building& to, const Parsed& value) {
  if (value.scale != 0 && to.scales.empty()) to.scales.assign(to.values.size(), 0);
  if (value.scale != 0 || !to.scales.empty()) to.scales.push_back(value.scale);
  return value.number;
}

Dictionary& PieceReader::made(core::RelationId target) {
  for (const auto& [relation, keys] : rows_->made)
    if (relation == target) return *keys;
  return *rows_->made.emplace_back(target, std::make_unique<Dictionary>()).second;
}

}  // namespace polc::facts
