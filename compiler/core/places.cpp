// SPDX-License-Identifier: Apache-2.0
#include "compiler/core/places.h"

#include <string>

namespace polc::core {

namespace {

bool refers_to(const Column& column, RelationId target) {
  return column.type.kind == TypeKind::Reference && column.type.target == target;
}

bool is_parent(const Column& column) { return column.label.english == "parent" || column.label.chinese == "上级地区"; }

bool is_entity(const Relation& relation) { return relation.kind == RelationKind::Entity; }

// The ways from `sort` to `place` over one reference, each as a column.
std::vector<ColumnIndex> references(const Program& program, RelationId sort, RelationId place) {
  std::vector<ColumnIndex> found;
  const Relation& relation = program[sort];
  for (ColumnIndex at = 0; at < relation.columns.size(); ++at)
    if (refers_to(relation.columns[at], place)) found.push_back(at);
  return found;
}

// The reference marked `located by`, or the only one.
std::optional<ColumnIndex> direct(const Program& program, RelationId sort, RelationId place) {
  const std::vector<ColumnIndex> ways = references(program, sort, place);
  for (const ColumnIndex way : ways)
    if (program[sort].columns[way].located_by) return way;
  return ways.size() == 1 ? std::optional(ways.front()) : std::nullopt;
}

}  // namespace

std::optional<RelationId> place_relation(const Program& program) {
  std::optional<RelationId> by_parent;
  bool several = false;
  for (std::uint32_t at = 0; at < program.vocabulary.relations.size(); ++at) {
    const RelationId id{at};
    const Relation& relation = program[id];
    if (!is_entity(relation)) continue;
    if (relation.label.english == "region" || relation.label.chinese == "地区") return id;
    for (const Column& column : relation.columns) {
      if (!refers_to(column, id) || !is_parent(column)) continue;
      several = several || by_parent.has_value();
      by_parent = id;
    }
  }
  return several ? std::nullopt : by_parent;
}

std::optional<ColumnIndex> parent_column(const Program& program, RelationId place) {
  const std::vector<ColumnIndex> ways = references(program, place, place);
  for (const ColumnIndex way : ways)
    if (is_parent(program[place].columns[way])) return way;
  return ways.empty() ? std::nullopt : std::optional(ways.front());
}

std::optional<Path> place_of(const Program& program, RelationId sort, RelationId place) {
  if (sort == place) return Path{0, {}, place};
  const Relation& relation = program[sort];
  // A mark on the way decides, whatever else leads there.
  for (ColumnIndex at = 0; at < relation.columns.size(); ++at) {
    const Column& column = relation.columns[at];
    if (!column.located_by || column.type.kind != TypeKind::Reference || column.type.target == place) continue;
    if (const auto onward = direct(program, column.type.target, place)) return Path{0, {at, *onward}, place};
  }
  if (const auto way = direct(program, sort, place)) return Path{0, {*way}, place};
  if (!references(program, sort, place).empty()) return std::nullopt;
  std::optional<Path> found;
  for (ColumnIndex at = 0; at < relation.columns.size(); ++at) {
    const Column& column = relation.columns[at];
    if (column.type.kind != TypeKind::Reference || column.type.target == sort) continue;
    const auto onward = direct(program, column.type.target, place);
    if (!onward) continue;
    if (found) return std::nullopt;
    found = Path{0, {at, *onward}, place};
  }
  return found;
}

}  // namespace polc::core
