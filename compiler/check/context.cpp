// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/context.h"

#include "runtime/value/check_macro.h"

namespace polc::check {

core::ConditionId Builder::add(core::ConditionKind kind, source::Span span) {
  program_.conditions.push_back({std::move(kind), span});
  return {static_cast<std::uint32_t>(program_.conditions.size() - 1)};
}

core::ValueId Builder::add(core::ValueKind kind, core::Type type, source::Span span) {
  program_.values.push_back({std::move(kind), std::move(type), span});
  return {static_cast<std::uint32_t>(program_.values.size() - 1)};
}

// `(A and B) and C` is A and B and C: brackets around the same connective say nothing.
template <class Connective>
std::vector<core::ConditionId> Builder::flattened(const std::vector<core::ConditionId>& parts) const {
  std::vector<core::ConditionId> flat;
  for (const core::ConditionId part : parts) {
    if (const auto* inner = std::get_if<Connective>(&program_[part].kind))
      flat.insert(flat.end(), inner->parts.begin(), inner->parts.end());
    else
      flat.push_back(part);
  }
  return flat;
}

core::ConditionId Builder::all(std::vector<core::ConditionId> parts, source::Span span) {
  // A phrase that says nothing more than its noun adds nothing to the other parts.
  const auto adds_nothing = [&](core::ConditionId part) {
    const auto* constant = std::get_if<core::Constant>(&program_[part].kind);
    return constant != nullptr && constant->truth == value::Truth::True;
  };
  if (parts.size() > 1) std::erase_if(parts, adds_nothing);
  parts = flattened<core::All>(parts);
  if (parts.size() == 1) return parts.front();
  if (parts.empty()) return add(core::Constant{value::Truth::True}, span);
  return add(core::All{std::move(parts)}, span);
}

core::ConditionId Builder::any_of(std::vector<core::ConditionId> parts, source::Span span) {
  parts = flattened<core::AnyOf>(parts);
  if (parts.size() == 1) return parts.front();
  if (parts.empty()) return add(core::Constant{value::Truth::False}, span);
  return add(core::AnyOf{std::move(parts)}, span);
}

core::ValueId Builder::number(value::Rational number, value::Dimension dimension, source::Span span) {
  return add(core::NumberLiteral{number, dimension}, number_type(dimension), span);
}
core::ValueId Builder::day(value::Day day, source::Span span) {
  return add(core::DayLiteral{day}, plain_type(core::TypeKind::Day), span);
}
core::ValueId Builder::moment(value::Moment moment, source::Span span) {
  return add(core::MomentLiteral{moment}, plain_type(core::TypeKind::Moment), span);
}
core::ValueId Builder::text(std::string text, source::Span span) {
  return add(core::TextLiteral{std::move(text)}, plain_type(core::TypeKind::Text), span);
}

void Builder::take_back(Mark mark) {
  POLC_CHECK(mark.conditions <= program_.conditions.size(), "a mark later than what is there");
  program_.conditions.resize(mark.conditions);
  program_.values.resize(mark.values);
}

core::Type number_type(value::Dimension dimension) {
  core::Type type;
  type.kind = core::TypeKind::Number;
  type.dimension = dimension;
  return type;
}

core::Type plain_type(core::TypeKind kind) {
  core::Type type;
  type.kind = kind;
  return type;
}

core::Type reference_type(core::RelationId target) {
  core::Type type;
  type.kind = core::TypeKind::Reference;
  type.target = target;
  return type;
}

Rows rows_about(core::RelationId subject) {
  Rows rows;
  rows.relations = {subject};
  rows.subject = {0, {}, subject};
  return rows;
}

Rows rows_on_occasion(const core::Program& program, core::RelationId event) {
  Rows rows;
  rows.relations = {event};
  rows.subject = step(program, {0, {}, event}, *program[event].subject);
  rows.occasion = event;
  return rows;
}

diag::Argument shown(const core::Label& label) {
  if (label.chinese.empty()) return label.english;
  if (label.english.empty()) return label.chinese;
  return {label.english, label.chinese};
}

diag::Argument shown(const core::Program& program, const std::vector<core::RelationId>& relations) {
  std::string english, chinese;
  for (const core::RelationId relation : relations) {
    const diag::Argument name = shown(program[relation].label);
    english += (english.empty() ? "" : "`, `") + name.text(source::Language::English);
    chinese += (chinese.empty() ? "" : "`、`") + name.text(source::Language::Chinese);
  }
  return {english, chinese};
}

core::Path step(const core::Program& program, core::Path path, core::ColumnIndex column) {
  const core::Type& type = program[path.end].columns[column].type;
  POLC_CHECK(type.kind == core::TypeKind::Reference, "a path follows references only");
  path.steps.push_back(column);
  path.end = type.target;
  return path;
}

std::vector<core::ColumnIndex> references_to(const core::Program& program, core::RelationId relation,
                                             core::RelationId target) {
  std::vector<core::ColumnIndex> found;
  const auto& columns = program[relation].columns;
  for (core::ColumnIndex column = 0; column < columns.size(); ++column)
    if (columns[column].type.kind == core::TypeKind::Reference && columns[column].type.target == target)
      found.push_back(column);
  return found;
}

std::optional<core::Path> path_to_place(const core::Program& program, const core::Path& from, core::RelationId place) {
  if (from.end == place) return from;
  // References `located by` one another in a circle lead nowhere.
  if (from.steps.size() > program.vocabulary.relations.size()) return std::nullopt;
  const auto& columns = program[from.end].columns;
  for (core::ColumnIndex column = 0; column < columns.size(); ++column) {
    if (!columns[column].located_by) continue;
    core::Path there = step(program, from, column);
    if (there.end == place) return there;
    return path_to_place(program, there, place);
  }
  const auto direct = references_to(program, from.end, place);
  if (direct.size() == 1) return step(program, from, direct.front());
  if (direct.size() > 1) return std::nullopt;
  std::optional<core::Path> only;
  for (core::ColumnIndex column = 0; column < columns.size(); ++column) {
    if (columns[column].type.kind != core::TypeKind::Reference || columns[column].type.target == from.end) continue;
    const core::Path over = step(program, from, column);
    const auto further = references_to(program, over.end, place);
    if (further.empty()) continue;
    if (only || further.size() > 1) return std::nullopt;
    only = step(program, over, further.front());
  }
  return only;
}

}  // namespace polc::check
