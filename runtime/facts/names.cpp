// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/names.h"

#include <algorithm>

#include "compiler/source/unicode.h"

namespace polc::facts {
namespace {

void add(std::vector<std::string>& names, std::string_view name) {
  std::string key = fold_name(name);
  if (!key.empty() && std::find(names.begin(), names.end(), key) == names.end()) names.push_back(std::move(key));
}
void add(std::vector<std::string>& names, const core::Label& label) {
  add(names, label.english);
  add(names, label.chinese);
}

// `risk of region`, 地区的风险, 地区风险; just `risk` where the thing can only be of one sort.
void add_of_sort(std::vector<std::string>& names, const core::Label& thing, const core::Label& sort, bool only_sort) {
  if (!thing.english.empty() && !sort.english.empty()) add(names, thing.english + " of " + sort.english);
  if (!thing.chinese.empty() && !sort.chinese.empty()) {
    add(names, sort.chinese + "的" + thing.chinese);
    add(names, sort.chinese + thing.chinese);
  }
  if (only_sort) add(names, thing);
}

}  // namespace

std::string fold_name(std::string_view name) {
  std::string spaced(name);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  return source::fold_key(spaced);
}

std::vector<std::string> label_names(const core::Label& label) {
  std::vector<std::string> names;
  add(names, label);
  return names;
}

std::vector<std::string> relation_names(const core::Program& program, core::RelationId id) {
  const core::Relation& relation = program[id];
  std::vector<std::string> names;
  add(names, relation.label);
  for (const std::string& synonym : relation.synonyms) add(names, synonym);
  if (relation.kind != core::RelationKind::ClassRecord && relation.kind != core::RelationKind::Conduct) return names;
  const core::Relation& sort = program[relation.columns[subject_column(relation)].type.target];
  if (relation.scale)
    add_of_sort(names, program[*relation.scale].label, sort.label, program[*relation.scale].sorts.size() == 1);
  if (relation.measure)
    add_of_sort(names, program[*relation.measure].label, sort.label, program[*relation.measure].sorts.size() == 1);
  return names;
}

std::vector<std::string> column_names(const core::Program& program, const core::Relation& relation,
                                      core::ColumnIndex index) {
  const core::Column& column = relation.columns[index];
  std::vector<std::string> names = label_names(column.label);
  if (relation.kind == core::RelationKind::ClassRecord && relation.scale &&
      column.type.kind == core::TypeKind::Enumeration)
    add(names, program[*relation.scale].label);
  if (relation.kind == core::RelationKind::Entity || index != subject_column(relation)) return names;
  // The column that says whose row it is may go by the name of the thing, or of its key.
  const core::Relation& target = program[column.type.target];
  add(names, target.label);
  if (target.key) add(names, target.columns[*target.key].label);
  return names;
}

bool is_stored(const core::Column& column) { return !column.ratio && !column.defined_by_rules; }

core::ColumnIndex subject_column(const core::Relation& relation) { return relation.subject.value_or(0); }

bool is_essential(const core::Relation& relation, core::ColumnIndex column) {
  if (relation.kind == core::RelationKind::Entity) return relation.key == column;
  if (column == subject_column(relation)) return true;
  switch (relation.kind) {
    case core::RelationKind::Event:
      return relation.begin == column;
    case core::RelationKind::ClassRecord:
      return relation.columns[column].type.kind == core::TypeKind::Enumeration;
    case core::RelationKind::Conduct:
      return relation.columns[column].type.kind == core::TypeKind::YesNo;
    case core::RelationKind::Entity:
      break;
  }
  return false;
}

bool is_personal(const core::Program& program, const core::Column& column) {
  if (column.personal) return true;
  if (column.type.kind != core::TypeKind::Reference) return false;
  const core::Relation& target = program[column.type.target];
  return target.key && target.columns[*target.key].personal;
}

std::optional<core::ColumnIndex> time_column(const core::Relation& relation) {
  if (relation.kind == core::RelationKind::Entity) return std::nullopt;
  if (relation.begin) return relation.begin;
  for (core::ColumnIndex column = 0; column < relation.columns.size(); ++column)
    if (const auto kind = relation.columns[column].type.kind;
        kind == core::TypeKind::Day || kind == core::TypeKind::Moment)
      return column;
  return std::nullopt;
}

std::string stored_name(const core::Label& label) {
  std::string name = label.neutral();
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

}  // namespace polc::facts
