// SPDX-License-Identifier: Apache-2.0
#include "PolicyLexer.h"
#include "compiler/parse/from_tree.h"
#include "compiler/parse/match_tree.h"

namespace polc::parse {
namespace {

ast::Reporting reporting_of(const Reader& reader, Grammar::ReportingContext& context) {
  ast::Reporting reporting{rhythm_of(reader, *context.rhythm()), std::nullopt, std::nullopt, reader.span(context)};
  if (context.from != nullptr) reporting.from = moment_of(reader, *context.from);
  if (context.until != nullptr) reporting.until = moment_of(reader, *context.until);
  return reporting;
}

ast::MeasureProperty measure_property_of(const Reader& reader, Grammar::MeasurePropertyContext& context) {
  const source::Span span = reader.span(context);
  const auto name = [&](auto& c) { return name_of(reader, *c.name()); };
  using Property = ast::MeasureProperty;
  return match_tree<Property>(
      context,
      [&](Grammar::LastingUnitContext& c) { return Property{ast::LastingProperty{name_of(reader, c.unit)}, span}; },
      [&](Grammar::LastingNameContext& c) { return Property{ast::LastingProperty{name(c)}, span}; },
      [&](Grammar::OnScaleContext& c) { return Property{ast::OnScaleProperty{name(c)}, span}; },
      [&](Grammar::RecipientKindContext& c) { return Property{ast::RecipientProperty{name(c)}, span}; },
      [&](Grammar::ByAuthorityContext& c) { return Property{ast::ByProperty{name(c)}, span}; },
      [&](Grammar::ShownByContext& c) { return Property{ast::ShownByProperty{name(c)}, span}; },
      [&](Grammar::AttestedContext&) { return Property{ast::AttestedProperty{}, span}; },
      [&](Grammar::RulesOutContext& c) { return Property{ast::RulesOutProperty{name(c)}, span}; },
      [&](Grammar::CountsAsContext& c) { return Property{ast::CountsAsProperty{name(c)}, span}; },
      [&](Grammar::OppositeOfContext& c) { return Property{ast::OppositeProperty{name(c)}, span}; },
      [&](Grammar::PresupposesContext& c) { return Property{ast::PresupposesProperty{name(c)}, span}; },
      [&](Grammar::RepeatedContext&) { return Property{ast::RepeatedProperty{}, span}; });
}

ast::Measure measure_of(const Reader& reader, Grammar::MeasureContext& context) {
  ast::Measure measure{label_of(reader, *context.label()), names_of(reader, context.of), {}, reader.span(context)};
  for (Grammar::MeasurePropertyContext* property : context.measureProperty())
    measure.properties.push_back(measure_property_of(reader, *property));
  return measure;
}

ast::AttributeType attribute_type_of(const Reader& reader, Grammar::AttributeTypeContext& context) {
  const source::Span span = reader.span(context);
  using Type = ast::AttributeType;
  return match_tree<Type>(
      context, [&](Grammar::YesNoTypeContext&) { return Type{ast::YesNoType{}, span}; },
      [&](Grammar::EnumerationTypeContext& c) { return Type{ast::EnumerationType{labels_of(reader, c.values)}, span}; },
      [&](Grammar::AlwaysTypeContext&) { return Type{ast::AlwaysType{}, span}; },
      [&](Grammar::UnitTypeContext& c) { return Type{ast::NamedType{name_of(reader, c.UNIT()->getSymbol())}, span}; },
      [&](Grammar::NamedTypeContext& c) { return Type{ast::NamedType{name_of(reader, *c.name())}, span}; });
}

ast::AttributeProperty flag_of(const antlr4::Token* flag, source::Span span) {
  switch (flag->getType()) {
    case PolicyLexer::KEY:
      return {ast::KeyProperty{}, span};
    case PolicyLexer::PERSONAL:
      return {ast::PersonalProperty{}, span};
    case PolicyLexer::OPTIONAL:
      return {ast::OptionalProperty{}, span};
    case PolicyLexer::COUNTING:
      return {ast::CountingProperty{false}, span};
    case PolicyLexer::COUNTING_TOTAL:
      return {ast::CountingProperty{true}, span};
    case PolicyLexer::CORRECTIONS_SUBTRACT:
      return {ast::CorrectionsProperty{true}, span};
    case PolicyLexer::CORRECTIONS_IGNORED:
      return {ast::CorrectionsProperty{false}, span};
    case PolicyLexer::PART_OF:
      return {ast::PartOfProperty{}, span};
    case PolicyLexer::LOCATED_BY:
      return {ast::LocatedByProperty{}, span};
    case PolicyLexer::ATTESTED:
      return {ast::AttestedProperty{}, span};
    default:
      POLC_UNREACHABLE("a property that the grammar does not know");
  }
}

}  // namespace

ast::Attribute attribute_of(const Reader& reader, Grammar::AttributeLineContext& context) {
  ast::Attribute attribute{label_of(reader, *context.label()),
                           attribute_type_of(reader, *context.attributeType()),
                           {},
                           reader.span(context)};
  for (Grammar::AttributePropertyContext* property : context.attributeProperty()) {
    const source::Span span = reader.span(*property);
    attribute.properties.push_back(match_tree<ast::AttributeProperty>(
        *property, [&](Grammar::FlagPropertyContext& c) { return flag_of(c.flag, span); },
        [&](Grammar::DerivedPropertyContext& c) {
          return ast::AttributeProperty{ast::DerivedProperty{operand_of(reader, *c.operand())}, span};
        },
        [&](Grammar::JudgedByContext& c) {
          return ast::AttributeProperty{ast::ByProperty{name_of(reader, *c.name())}, span};
        }));
  }
  return attribute;
}

ast::VocabularyItem vocabulary_item_of(const Reader& reader, Grammar::VocabularyItemContext& context) {
  using Item = ast::VocabularyItem;
  const source::Span span = reader.span(context);
  const auto label = [&](auto& c) { return label_of(reader, *c.label()); };
  return match_tree<Item>(
      context,
      [&](Grammar::ScaleContext& c) {
        return Item{ast::Scale{label(c), names_of(reader, c.of), labels_of(reader, c.classes), span}};
      },
      [&](Grammar::EntityContext& c) { return Item{ast::Entity{label(c), {}, span}}; },
      [&](Grammar::EventContext& c) {
        ast::Event event{label(c), name_of(reader, *c.of), std::nullopt, {}, span};
        if (c.reporting() != nullptr) event.reporting = reporting_of(reader, *c.reporting());
        return Item{std::move(event)};
      },
      [&](Grammar::MeasureContext& c) { return Item{measure_of(reader, c)}; },
      [&](Grammar::ListContext& c) {
        return Item{ast::List{label(c), name_of(reader, *c.of), optional_name(reader, c.guards),
                              labels_of(reader, c.items), c.open != nullptr, span}};
      },
      [&](Grammar::UnitDeclarationContext& c) {
        return Item{ast::UnitDeclaration{label(c), quantity_of(reader, *c.quantity()), span}};
      },
      [&](Grammar::AuthorityContext& c) {
        return Item{ast::Authority{label(c), optional_name(reader, c.under), optional_name(reader, c.over), span}};
      });
}

}  // namespace polc::parse
