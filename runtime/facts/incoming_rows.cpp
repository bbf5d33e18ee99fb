// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/incoming_rows.h"

#include <algorithm>

namespace polc::facts {

using core::ColumnIndex;
using core::TypeKind;

namespace {

template <class Intern>
std::vector<std::int64_t> intern_all(const Dictionary& texts, Intern intern) {
  std::vector<std::int64_t> codes;
  for (std::int32_t code = 0; code < texts.size(); ++code) codes.push_back(intern(texts.text(code)));
  return codes;
}

}  // namespace

template <class Typed>
const Typed* IncomingRows::before_as(ColumnIndex column) const {
  return before_ == nullptr ? nullptr : std::get_if<Typed>(&before_->columns[column]);
}

IncomingRows::IncomingRows(const core::Relation& relation, std::vector<bool> is_built, const Table* before)
    : relation_(&relation), before_(before), is_built_(std::move(is_built)), columns_(relation.columns.size()) {
  for (ColumnIndex column = 0; column < columns_.size(); ++column) {
    if (!is_built_[column]) continue;
    Incoming& incoming = columns_[column];
    const core::Type& type = relation.columns[column].type;
    if (type.kind == TypeKind::Text) {
      const auto* texts = before_as<TextColumn>(column);
      incoming.texts =
          texts == nullptr ? std::make_shared<Dictionary>() : std::make_shared<Dictionary>(texts->dictionary->copy());
    }
    // Once there are decimals, every number must be fitted to them.
    const auto* numbers = before_as<NumberColumn>(column);
    if (numbers != nullptr && decimals_of(type, numbers->step) != 0) incoming.numbers.emplace(type, *numbers);
  }
}

void IncomingRows::add(PieceRows piece, std::vector<KeyTable>& keys, RowFindings& findings, const FactStore& store,
                       std::size_t table) {
  std::vector<std::vector<std::int64_t>> rows_made(piece.made.size());
  for (std::size_t at = 0; at < piece.made.size(); ++at) {
    KeyTable& things = keys[piece.made[at].first.index];
    rows_made[at] = intern_all(*piece.made[at].second, [&](std::string_view key) { return things.make(key); });
  }
  for (ColumnIndex column = 0; column < columns_.size(); ++column) {
    if (!is_built_[column]) continue;
    PieceColumn& from = piece.columns[column];
    Incoming& to = columns_[column];
    const core::Type& type = relation_->columns[column].type;
    if (type.kind == TypeKind::Number && !from.scales.empty() && !to.numbers) begin_decimals(column);
    if (to.numbers) continue;
    if (type.kind == TypeKind::Text)
      from.values = recoded(from.values.values,
                            intern_all(*from.texts, [&](std::string_view text) { return to.texts->intern(text); }));
    if (type.kind == TypeKind::Reference)
      for (std::size_t at = 0; at < piece.made.size(); ++at)
        if (piece.made[at].first == type.target) from.values = recoded(from.values.values, rows_made[at]);
    to.chunks.push_back(std::move(from.values));
  }
  add_numbers(piece, findings, store, table);
  piece.findings.tell(findings, store, table);
  row_count_ += piece.row_count;
}

// Numbers that must be fitted to those before them, row by row, so that findings come in the order of the rows.
void IncomingRows::add_numbers(PieceRows& piece, RowFindings& findings, const FactStore& store, std::size_t table) {
  std::vector<ColumnIndex> fitted;
  for (ColumnIndex column = 0; column < columns_.size(); ++column)
    if (columns_[column].numbers) fitted.push_back(column);
  if (fitted.empty()) return;
  ToldFindings told(findings, store, table);
  for (Row row = 0; row < piece.row_count; ++row)
    for (const ColumnIndex column : fitted) {
      const PieceColumn& from = piece.columns[column];
      const auto number = from.values.values[row];
      if (!number) {
        columns_[column].numbers->append_absent();
        continue;
      }
      if (columns_[column].numbers->append(*number, from.scales.empty() ? std::uint8_t{0} : from.scales[row])) continue;
      piece.findings.tell_before({row, column + 1}, findings, store, table);
      if (told.admit(diag::Kind::CellTooManyDigits))
        told.show(diag::Kind::CellTooManyDigits, piece.number(row),
                  {words(relation_->columns[column].label), std::to_string(*number)});
    }
}

void IncomingRows::begin_decimals(ColumnIndex column) {
  Incoming& incoming = columns_[column];
  const core::Type& type = relation_->columns[column].type;
  if (const auto* before = before_as<NumberColumn>(column))
    incoming.numbers.emplace(type, *before);
  else
    incoming.numbers.emplace(type);
  for (PackedChunk& chunk : incoming.chunks) {
    for (std::size_t at = 0; at < chunk.values.size(); ++at) {
      const auto value = chunk.values[at];
      if (!value || !incoming.numbers->append(*value, 0)) incoming.numbers->append_absent();
    }
    chunk = {};
  }
  incoming.chunks.clear();
}

Column IncomingRows::finish(ColumnIndex column) {
  if (columns_.empty() || !is_built_[column]) return NoColumn{};
  const core::Type& type = relation_->columns[column].type;
  Incoming& incoming = columns_[column];
  if (incoming.numbers) return std::move(*incoming.numbers).finish();
  PackedIntegers values = join(std::move(incoming.chunks)).values;
  if (type.kind == TypeKind::Number) return with_values(NumberBuilder(type).finish(), std::move(values));
  Column made = with_values(empty_column(type), std::move(values));
  if (auto* texts = std::get_if<TextColumn>(&made)) texts->dictionary = incoming.texts;
  return made;
}

PackedIntegers IncomingRows::before(ColumnIndex column, const Column& finished) const {
  if (const auto* numbers = before_as<NumberColumn>(column))
    return with_step(relation_->columns[column].type, *numbers, std::get<NumberColumn>(finished).step)
        .mantissas.packed();
  const PackedIntegers* values = before_ == nullptr ? nullptr : packed_of(before_->columns[column]);
  return values == nullptr ? all_absent(before_ == nullptr ? 0 : before_->row_count) : *values;
}

}  // namespace polc::facts
