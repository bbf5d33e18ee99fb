// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/measures.h"

#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/columns.h"
#include "compiler/check/cuts.h"
#include "compiler/check/phrases.h"
#include "compiler/core/presupposed.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

std::optional<core::MeasureId> find_measure(const Context& context, const ast::Name& name) {
  const auto found = context.scope.find_all<MeasureName>(source::fold_key(name.text));
  if (!found.empty()) return found.front().measure;
  report_unknown_name(context, name);
  return std::nullopt;
}

void put_on_scale(const Context& context, core::Measure& measure, const ast::Name& name) {
  const auto scales = context.scope.find_all<ScaleName>(source::fold_key(name.text));
  if (scales.empty()) return report_unknown_name(context, name);
  const auto& classes = context.program[context.program[scales.front().scale].classes].values;
  for (std::uint32_t rank = 0; rank < classes.size(); ++rank) {
    const bool same = is_named(classes[rank], source::fold_key(measure.label.english)) ||
                      is_named(classes[rank], source::fold_key(measure.label.chinese));
    if (!same || classes[rank].neutral().empty()) continue;
    measure.scale = scales.front().scale;
    measure.rank = rank;
    return;
  }
  context.sink.emit(diag::Kind::MeasureNotOnScale, name.span, shown(measure.label), name.text);
}

void show_by(const Context& context, core::Measure& measure, const ast::Name& name) {
  const auto noun = read_noun(context, name, {});
  if (!noun) return;
  const core::Relation& event = context.program[noun->relation];
  if (event.kind != core::RelationKind::Event) {
    context.sink.emit(diag::Kind::NotAnEvent, name.span, name.text);
    return;
  }
  measure.shown_by = noun->relation;
  if (noun->adjectives.empty()) return;
  const Context on_row = context.with(rows_about(noun->relation));
  measure.shown_by_filter = to_condition(on_row, *noun, {0, {}, noun->relation}, name.span);
}

// `to authority`, `to clinic`, `to village committee`: in words that are the same in both languages.
std::optional<std::string> recipient_kind(const Context& context, const ast::Name& name) {
  const std::string key = source::fold_key(name.text);
  if (key == "authority" || key == "机关") return "authority";
  const auto authorities = context.scope.find_all<AuthorityName>(key);
  if (!authorities.empty()) return context.program[authorities.front().authority].label.neutral();
  const auto relations = context.scope.find_all<RelationName>(key);
  if (!relations.empty()) return context.program[relations.front().relation].label.neutral();
  report_unknown_name(context, name);
  return std::nullopt;
}

// The yes/no facts of an attested measure: one relation for each sort.
void add_conduct(const Context& context, core::MeasureId id) {
  core::Program& program = context.program;
  const core::Measure measure = program[id];
  for (const core::RelationId sort : measure.sorts) {
    core::Relation relation;
    relation.kind = core::RelationKind::Conduct;
    relation.label = label_of_sort(program, measure.label, sort, measure.sorts.size() > 1);
    relation.measure = id;
    relation.subject = 0;
    relation.columns.push_back(plain_column(program[sort].label, reference_type(sort), false));
    relation.columns.push_back(plain_column({"done", "已落实", {}}, plain_type(core::TypeKind::YesNo), false));
    relation.columns.push_back(plain_column({"day", "日期", {}}, plain_type(core::TypeKind::Day), true));
    relation.begin = 2;
    program.vocabulary.relations.push_back(std::move(relation));
    program.vocabulary.measures[id.index].conduct.push_back(
        {static_cast<std::uint32_t>(program.vocabulary.relations.size() - 1)});
  }
}

}  // namespace

void declare_measure(const Context& context, core::MeasureId id, const ast::Measure& text) {
  core::Measure measure = context.program[id];
  for (const ast::Name& name : text.of)
    if (const auto sort = find_entity(context, name)) measure.sorts.push_back(*sort);
  for (const ast::MeasureProperty& property : text.properties) {
    const auto relate = [&](const ast::Name& name, std::vector<core::MeasureId>& to) {
      if (const auto other = find_measure(context, name)) to.push_back(*other);
    };
    ast::match(
        property,
        [&](const ast::LastingProperty& lasting) {
          const auto unit = value::find_unit(source::fold_key(lasting.unit.text));
          if (!unit || value::unit(*unit).dimension != value::Dimension::Duration)
            context.sink.emit(diag::Kind::UnknownUnit, lasting.unit.span, lasting.unit.text);
          measure.lasting = true;
        },
        [&](const ast::OnScaleProperty& on) { put_on_scale(context, measure, on.scale); },
        [&](const ast::RecipientProperty& to) { measure.recipient = recipient_kind(context, to.kind); },
        [&](const ast::ByProperty& by) {
          if (context.scope.find_all<AuthorityName>(source::fold_key(by.authority.text)).empty())
            context.sink.emit(diag::Kind::UnknownAuthority, by.authority.span, by.authority.text);
        },
        [&](const ast::ShownByProperty& shown_by) { show_by(context, measure, shown_by.event); },
        [&](const ast::AttestedProperty&) { measure.attested = true; },
        [&](const ast::RulesOutProperty& other) { relate(other.measure, measure.rules_out); },
        [&](const ast::CountsAsProperty& other) { relate(other.measure, measure.counts_as); },
        [&](const ast::OppositeProperty& other) { relate(other.measure, measure.opposite_of); },
        [&](const ast::PresupposesProperty& other) { relate(other.measure, measure.presupposes); },
        [&](const ast::RepeatedProperty&) { measure.repeated = true; });
  }
  context.program.vocabulary.measures[id.index] = std::move(measure);
  if (context.program[id].attested) add_conduct(context, id);
}

void check_presupposed(const Context& context, core::MeasureId id, const ast::Measure& text) {
  const core::Measure& measure = context.program[id];
  for (const core::MeasureId other : measure.presupposes)
    for (const core::RelationId sort : measure.sorts)
      if (!core::presupposed_path(context.program, sort, other))
        context.sink.emit(diag::Kind::PresupposedElsewhere, text.span, shown(context.program[other].label),
                          shown(context.program, context.program[other].sorts), shown(context.program[sort].label));
}

void declare_list(const Context& context, core::ListId id, const ast::List& text) {
  core::ListOfValues list = context.program[id];
  const auto sort = find_entity(context, text.of);
  if (!sort) return;
  list.sort = *sort;
  if (text.guards)
    if (const auto act = find_measure(context, *text.guards)) list.guarded = *act;
  // Measures, when every item is one …
  for (const core::Label& item : list.items)
    for (const MeasureName& name : context.scope.find_all<MeasureName>(source::fold_key(item.neutral())))
      list.measures.push_back(name.measure);
  if (list.measures.size() == list.items.size()) {
    context.program.vocabulary.lists[id.index] = std::move(list);
    return;
  }
  // … else values of one attribute of the sort.
  list.measures.clear();
  const auto& columns = context.program[*sort].columns;
  for (core::ColumnIndex column = 0; column < columns.size() && !list.column; ++column) {
    if (columns[column].type.kind != core::TypeKind::Enumeration) continue;
    std::vector<std::uint32_t> values;
    const auto& known = context.program[columns[column].type.enumeration].values;
    for (const core::Label& item : list.items)
      for (std::uint32_t value = 0; value < known.size(); ++value)
        if (is_named(known[value], source::fold_key(item.neutral()))) values.push_back(value);
    if (values.size() != list.items.size()) continue;
    list.column = column;
    list.values = std::move(values);
  }
  if (!list.column)
    context.sink.emit(diag::Kind::ListOfNothing, text.span, text.label.primary.text,
                      shown(context.program[*sort].label));
  context.program.vocabulary.lists[id.index] = std::move(list);
}

}  // namespace polc::check
