// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/columns.h"

#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/operands.h"
#include "compiler/check/windows.h"
#include "compiler/source/unicode.h"

namespace polc::check {

std::optional<core::RelationId> find_entity(const Context& context, const ast::Name& name) {
  for (const RelationName& found : context.scope.find_all<RelationName>(source::fold_key(name.text)))
    if (context.program[found.relation].kind == core::RelationKind::Entity) return found.relation;
  auto finding = context.sink.emit(diag::Kind::UnknownEntity, name.span, name.text);
  const auto near = context.scope.suggestions(name.text);
  if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
  return std::nullopt;
}

core::Column plain_column(core::Label label, core::Type type, bool optional) {
  core::Column column;
  column.label = std::move(label);
  column.type = std::move(type);
  column.optional = optional;
  return column;
}

core::Label label_of_sort(const core::Program& program, const core::Label& label, core::RelationId sort, bool several) {
  if (!several) return label;
  const core::Label& of = program[sort].label;
  core::Label made = label;
  if (!label.english.empty() && !of.english.empty()) made.english = label.english + " of " + of.english;
  if (!label.chinese.empty() && !of.chinese.empty()) made.chinese = of.chinese + label.chinese;
  return made;
}

namespace {

bool is_word(const std::string& key, std::string_view english, std::string_view chinese) {
  return key == english || key == chinese;
}

// `text`, `number`, `day`, `moment`, a unit, or an entity.
std::optional<core::Type> named_type(const Context& context, const ast::Name& name) {
  const std::string key = source::fold_key(name.text);
  if (is_word(key, "text", "文本")) return plain_type(core::TypeKind::Text);
  if (is_word(key, "number", "数字")) return number_type(value::Dimension::Number);
  if (is_word(key, "day", "日期")) return plain_type(core::TypeKind::Day);
  if (is_word(key, "moment", "时刻")) return plain_type(core::TypeKind::Moment);
  for (const RelationName& found : context.scope.find_all<RelationName>(key))
    if (context.program[found.relation].kind == core::RelationKind::Entity) return reference_type(found.relation);
  if (const auto unit = value::find_unit(key)) {
    core::Type type = number_type(value::unit(*unit).dimension);
    type.unit_factor = value::factor(*unit);
    type.unit = std::string(value::english_name(*unit, false));
    return type;
  }
  auto finding = context.sink.emit(diag::Kind::UnknownType, name.span, name.text);
  const auto near = context.scope.suggestions(name.text);
  if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
  return std::nullopt;
}

class Columns {
 public:
  Columns(const Context& context, const LabelPairs& labels, Symbols& symbols, core::RelationId relation)
      : context_(context), labels_(labels), symbols_(symbols), id_(relation) {}

  void add_subject(const ast::Name& of) {
    const auto owner = find_entity(context_, of);
    if (!owner) return;
    relation().subject = 0;
    relation().columns.push_back(plain_column(context_.program[*owner].label, reference_type(*owner), false));
  }

  void add(const ast::Attribute& attribute) {
    if (std::holds_alternative<ast::AlwaysType>(attribute.type.kind)) {
      symbols_.add(labels_.pair(attribute.label), FillerName{id_});
      for (const ast::Name& synonym : attribute.label.also) symbols_.add(synonym.text, FillerName{id_});
      return;
    }
    core::Column column;
    column.label = labels_.pair(attribute.label);
    const auto type = type_of(attribute, column.label);
    if (!type) return;
    column.type = *type;
    const auto index = static_cast<core::ColumnIndex>(relation().columns.size());
    if (repeats(attribute, column.label)) return;
    properties(attribute, column, index);
    relation().columns.push_back(column);
    symbols_.add(column.label, ColumnName{id_, index});
    for (const ast::Name& synonym : attribute.label.also) symbols_.add(synonym.text, ColumnName{id_, index});
    if (type->kind == core::TypeKind::Enumeration) {
      const auto& values = context_.program[type->enumeration].values;
      for (std::uint32_t value = 0; value < values.size(); ++value)
        symbols_.add(values[value], ValueName{id_, index, value});
    }
  }

  // The first day or moment dates an event; a second one of the same type ends it.
  void find_times() {
    core::Relation& event = relation();
    for (core::ColumnIndex column = 0; column < event.columns.size(); ++column) {
      const core::TypeKind kind = event.columns[column].type.kind;
      if (kind != core::TypeKind::Day && kind != core::TypeKind::Moment) continue;
      if (!event.begin)
        event.begin = column;
      else if (!event.end && event.columns[*event.begin].type.kind == kind)
        event.end = column;
    }
  }

  void derive(const ast::Attribute& attribute) {
    for (const ast::AttributeProperty& property : attribute.properties) {
      const auto* derived = std::get_if<ast::DerivedProperty>(&property.kind);
      if (derived == nullptr) continue;
      const auto own = find(attribute.label.primary);
      const auto numerator = find(derived->from.first);
      const auto denominator = derived->from.per ? find(*derived->from.per) : std::nullopt;
      if (!own || !numerator || !denominator || !derived->from.links.empty()) {
        context_.sink.emit(diag::Kind::BadDerivation, property.span, attribute.label.primary.text);
        continue;
      }
      relation().columns[*own].ratio = std::pair{*numerator, *denominator};
    }
  }

  void require(const ast::Name& name, bool is_event) {
    if (!is_event && !relation().key) context_.sink.emit(diag::Kind::EntityWithoutKey, name.span, name.text);
    if (relation().counting_column && !relation().begin)
      context_.sink.emit(diag::Kind::EventWithoutTime, name.span, name.text);
  }

 private:
  core::Relation& relation() { return context_.program.vocabulary.relations[id_.index]; }

  std::optional<core::ColumnIndex> find(const ast::Name& name) {
    const std::string key = source::fold_key(name.text);
    for (core::ColumnIndex column = 0; column < relation().columns.size(); ++column)
      if (is_named(relation().columns[column].label, key)) return column;
    return std::nullopt;
  }

  bool repeats(const ast::Attribute& attribute, const core::Label& label) {
    for (const core::Column& known : relation().columns) {
      if (!is_named(known.label, source::fold_key(attribute.label.primary.text))) continue;
      // An event may name the entity it belongs to once more only if that is another role.
      context_.sink.emit(diag::Kind::NameDeclaredTwice, attribute.span, label.neutral())
          .note(diag::Kind::DeclaredHere, known.label.span);
      return true;
    }
    return false;
  }

  std::optional<core::Type> type_of(const ast::Attribute& attribute, const core::Label& label) {
    return ast::match(
        attribute.type,
        [&](const ast::YesNoType&) -> std::optional<core::Type> { return plain_type(core::TypeKind::YesNo); },
        [&](const ast::EnumerationType& values) -> std::optional<core::Type> {
          core::Enumeration enumeration{label, {}};
          for (const ast::Label& value : values.values) enumeration.values.push_back(labels_.pair(value));
          context_.program.vocabulary.enumerations.push_back(std::move(enumeration));
          core::Type type = plain_type(core::TypeKind::Enumeration);
          type.enumeration = {static_cast<std::uint32_t>(context_.program.vocabulary.enumerations.size() - 1)};
          return type;
        },
        [&](const ast::AlwaysType&) -> std::optional<core::Type> { return std::nullopt; },
        [&](const ast::NamedType& named) { return named_type(context_, named.name); });
  }

  void wrong(const ast::AttributeProperty& property, const core::Column& column) {
    context_.sink.emit(diag::Kind::PropertyDoesNotFit, property.span, shown(column.label),
                       described(context_.program, column.type));
  }

  // `attested, by village committee`
  void judge(const ast::Name& name, const ast::AttributeProperty& property, core::Column& column) {
    if (!column.attested) return wrong(property, column);
    const auto authorities = context_.scope.find_all<AuthorityName>(source::fold_key(name.text));
    if (authorities.empty())
      context_.sink.emit(diag::Kind::UnknownAuthority, name.span, name.text);
    else
      column.judge = authorities.front().authority;
  }

  void properties(const ast::Attribute& attribute, core::Column& column, core::ColumnIndex index) {
    const bool is_reference = column.type.kind == core::TypeKind::Reference;
    const bool is_number = column.type.kind == core::TypeKind::Number;
    for (const ast::AttributeProperty& property : attribute.properties) {
      ast::match(
          property,
          [&](const ast::KeyProperty&) {
            if (column.type.kind != core::TypeKind::Text) return wrong(property, column);
            column.key = true;
            relation().key = index;
          },
          [&](const ast::PersonalProperty&) { column.personal = true; },
          [&](const ast::OptionalProperty&) { column.optional = true; },
          [&](const ast::CountingProperty& counting) {
            if (!is_number) return wrong(property, column);
            relation().counting = counting.total ? core::Counting::Total : core::Counting::Sum;
            relation().counting_column = index;
          },
          [&](const ast::CorrectionsProperty& corrections) {
            if (!is_number) return wrong(property, column);
            relation().corrections = corrections.subtract ? core::Corrections::Subtracted : core::Corrections::Ignored;
          },
          [&](const ast::DerivedProperty&) {
            if (!is_number) wrong(property, column);
          },
          [&](const ast::PartOfProperty&) {
            if (!is_reference) return wrong(property, column);
            column.part_of = true;
          },
          [&](const ast::LocatedByProperty&) {
            if (!is_reference) return wrong(property, column);
            column.located_by = true;
          },
          [&](const ast::AttestedProperty&) {
            if (column.type.kind != core::TypeKind::YesNo) return wrong(property, column);
            column.attested = true;
          },
          [&](const ast::ByProperty& by) { judge(by.authority, property, column); });
    }
  }

  const Context& context_;
  const LabelPairs& labels_;
  Symbols& symbols_;
  core::RelationId id_;
};

}  // namespace

void declare_columns(const Context& context, const LabelPairs& labels, Symbols& symbols, core::RelationId relation,
                     const std::vector<ast::Attribute>& attributes, const std::optional<ast::Name>& of,
                     const ast::Name& name) {
  Columns columns(context, labels, symbols, relation);
  if (of) columns.add_subject(*of);
  for (const ast::Attribute& attribute : attributes) columns.add(attribute);
  for (const ast::Attribute& attribute : attributes) columns.derive(attribute);
  if (of) columns.find_times();
  columns.require(name, of.has_value());
}

void declare_reporting(const Context& context, core::RelationId relation, const ast::Reporting& reporting) {
  core::Relation& event = context.program.vocabulary.relations[relation.index];
  if (!event.begin) {
    context.sink.emit(diag::Kind::EventWithoutTime, reporting.span, shown(event.label));
    return;
  }
  std::int64_t days = 1;
  if (reporting.rhythm.calendar == ast::CalendarUnit::Week) days = 7;
  if (reporting.rhythm.every) {
    const auto every = read_quantity(context, *reporting.rhythm.every);
    if (!every) return;
    const bool whole = every->dimension == value::Dimension::Duration && every->number.is_integer() &&
                       every->number.numerator() % value::minutes_per_day == 0;
    days = whole ? every->number.numerator() / value::minutes_per_day : 0;
  }
  if (days < 1 || days > 366) {
    context.sink.emit(diag::Kind::NotWholeDays, reporting.span);
    return;
  }
  event.report_every = static_cast<std::int32_t>(days);
  if (reporting.from)
    if (const auto from = read_moment(context, *reporting.from)) event.report_from = from->day;
  if (reporting.until)
    context.sink.emit(diag::Kind::NotYet, reporting.span,
                      diag::Argument("an end of the duty to report", "填报义务的截止日"));
}

}  // namespace polc::check
