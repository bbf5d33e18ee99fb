// SPDX-License-Identifier: Apache-2.0
// The words of single facts: cells, rows, and where they stand.
#include <fmt/format.h>

#include "compiler/driver/wording.h"
#include "runtime/explain/change.h"
#include "runtime/facts/names.h"
#include "runtime/value/rational.h"

namespace polc::driver {

std::string Wording::number(const core::Type& type, const value::Rational& number) const {
  if (type.dimension == value::Dimension::Duration) return duration(number);
  const auto in_unit = value::divide(number, type.unit_factor).value_or(number);
  return type.unit.empty() ? value::to_string(in_unit) : value::to_string(in_unit) + " " + type.unit;
}

std::string Wording::stored(core::RelationId id, core::ColumnIndex at, std::optional<std::int64_t> value) const {
  const core::Column& column = program_[id].columns[at];
  if (!value) return std::string(say("not said", "未填"));
  if (column.personal && !show_personal_ && column.type.kind != core::TypeKind::Reference &&
      column.type.kind != core::TypeKind::Text)
    return pseudonyms_.of(column.label.neutral(), std::to_string(*value));
  switch (column.type.kind) {
    case core::TypeKind::YesNo:
      return std::string(*value == static_cast<std::int64_t>(value::Truth::True) ? say("yes", "是") : say("no", "否"));
    case core::TypeKind::Enumeration:
      return label(program_[column.type.enumeration].values[static_cast<std::size_t>(*value)]);
    case core::TypeKind::Number: {
      const auto* numbers = std::get_if<facts::NumberColumn>(&facts_[id].columns[at]);
      const auto in_base = numbers == nullptr ? std::nullopt : value::multiply(value::Rational(*value), numbers->step);
      return in_base ? number(column.type, *in_base) : std::to_string(*value);
    }
    case core::TypeKind::Day:
      return value::to_iso(value::Day{static_cast<std::int32_t>(*value)});
    case core::TypeKind::Moment:
      return value::to_iso(value::Moment{*value});
    case core::TypeKind::Reference:
      return thing(column.type.target, static_cast<facts::Row>(*value));
    case core::TypeKind::Text: {
      const auto* texts = std::get_if<facts::TextColumn>(&facts_[id].columns[at]);
      if (texts == nullptr) return {};
      const std::string text(texts->dictionary->text(static_cast<std::int32_t>(*value)));
      return column.personal && !show_personal_ ? pseudonyms_.of(column.label.neutral(), text) : text;
    }
  }
  return {};
}

std::string Wording::cell(core::RelationId id, facts::Row row, core::ColumnIndex column) const {
  if (program_[id].key == column) return key(id, row);
  return stored(id, column, explain::stored_at(facts_[id].columns[column], row));
}

std::string Wording::time_of(core::RelationId id, facts::Row row) const {
  const core::Relation& relation = program_[id];
  const auto time = facts::time_column(relation);
  if (!time || !explain::stored_at(facts_[id].columns[*time], row)) return {};
  std::string text = cell(id, row, *time);
  if (!relation.end) return text;
  const auto until = explain::stored_at(facts_[id].columns[*relation.end], row);
  if (!until) return text + " …";
  const std::string last = cell(id, row, *relation.end);
  return last == text ? text : text + " … " + last;
}

std::string Wording::row(core::RelationId id, facts::Row row) const {
  constexpr std::size_t columns_shown = 4;
  const core::Relation& relation = program_[id];
  std::string text = label(relation.label);
  if (const std::string time = time_of(id, row); !time.empty()) text += " " + time;
  std::size_t shown = 0;
  const auto time = facts::time_column(relation);
  for (core::ColumnIndex column = 0; column < relation.columns.size() && shown < columns_shown; ++column) {
    if (column == facts::subject_column(relation) || column == time || column == relation.end) continue;
    if (!facts::is_stored(relation.columns[column])) continue;
    const auto value = explain::stored_at(facts_[id].columns[column], row);
    // What a row says no to is seldom what it is about.
    const bool is_no = relation.columns[column].type.kind == core::TypeKind::YesNo &&
                       value == static_cast<std::int64_t>(value::Truth::False);
    if (!value || is_no) continue;
    text += shown++ == 0 ? say(": ", "：") : say(", ", "，");
    const std::string said = stored(id, column, value);
    text +=
        chinese() ? label(relation.columns[column].label) + said : label(relation.columns[column].label) + " " + said;
  }
  return text;
}

std::string Wording::row_with_owner(core::RelationId id, facts::Row at) const {
  const core::Relation& relation = program_[id];
  if (relation.kind == core::RelationKind::Entity)
    return label(relation.label) + std::string(say(" ", "")) + thing(id, at);
  const auto owner = explain::stored_at(facts_[id].columns[facts::subject_column(relation)], at);
  const std::string who =
      owner ? thing(relation.columns[facts::subject_column(relation)].type.target, static_cast<facts::Row>(*owner))
            : "";
  const std::string time = time_of(id, at);
  if (chinese()) return fmt::format("{}{}{}的{}", who, time.empty() ? "" : " ", time, label(relation.label));
  std::string text = fmt::format("{} of {}", label(relation.label), who);
  return time.empty() ? text : fmt::format("{} on {}", text, time);
}

std::string Wording::place_of(core::RelationId id, facts::Row row, core::ColumnIndex column) const {
  return fmt::format(fmt::runtime(say("{0} of {1}", "{1}的{0}")), label(program_[id].columns[column].label),
                     row_with_owner(id, row));
}

}  // namespace polc::driver
