// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/operands.h"

#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

// The names of a chain from the thing it starts at to what is asked of it: `risk of home` and `home's risk` are home, risk.
std::vector<const ast::Name*> chain(const ast::Operand& operand) {
  std::vector<const ast::Name*> names = {&operand.first};
  for (const ast::Link& link : operand.links) {
    if (link.kind == ast::LinkKind::Of)
      names.insert(names.begin(), &link.name);
    else
      names.push_back(&link.name);
  }
  return names;
}

std::optional<core::ScaleId> find_scale(const Context& context, const std::string& key, core::RelationId sort) {
  for (const ScaleName& name : context.scope.find_all<ScaleName>(key)) {
    const auto& sorts = context.program[name.scale].sorts;
    if (std::find(sorts.begin(), sorts.end(), sort) != sorts.end()) return name.scale;
  }
  return std::nullopt;
}

std::optional<core::RelationId> find_event_of(const Context& context, const std::string& key, core::RelationId owner) {
  for (const RelationName& name : context.scope.find_all<RelationName>(key)) {
    const core::Relation& relation = context.program[name.relation];
    if (relation.kind != core::RelationKind::Event || !relation.subject) continue;
    if (relation.columns[*relation.subject].type.target == owner) return name.relation;
  }
  return std::nullopt;
}

// What `key` is of the thing at the end of `path`: an attribute, a thing it refers to, its class on a scale.
std::optional<OperandMeaning> member(const Context& context, const core::Path& path, const std::string& key) {
  if (const auto column = find_column(context.scope, path.end, key)) {
    const core::Column& found = context.program[path.end].columns[*column];
    if (found.type.kind == core::TypeKind::Reference) return ThingOperand{step(context.program, path, *column)};
    if (found.ratio) return RatioOperand{{path, found.ratio->first}, {path, found.ratio->second}};
    return AttributeOperand{path, *column};
  }
  if (const auto scale = find_scale(context, key, path.end)) return ClassOperand{path, *scale};
  if (const auto event = find_event_of(context, key, path.end)) return EventOperand{path, *event, std::nullopt};
  return std::nullopt;
}

// The rows that a first name is looked up in, from the inside out; for a row of an occasion its subject comes first.
std::vector<core::Path> rows_inside_out(const Context& context) {
  std::vector<core::Path> paths;
  const auto& relations = context.rows.relations;
  for (std::size_t row = relations.size(); row-- > 0;) {
    if (row == 0 && !context.rows.subject.steps.empty()) paths.push_back(context.rows.subject);
    paths.push_back({static_cast<std::uint32_t>(row), {}, relations[row]});
  }
  return paths;
}

std::optional<OperandMeaning> first_of_chain(const Context& context, const ast::Name& name, bool is_whole) {
  const std::string key = source::fold_key(name.text);
  const auto rows = rows_inside_out(context);
  // The event that times the norm is that very row, not the latest of its kind.
  if (is_whole && context.rows.occasion)
    for (const RelationName& relation : context.scope.find_all<RelationName>(key))
      if (relation.relation == *context.rows.occasion) return EventOperand{context.rows.subject, relation.relation, 0};
  for (const core::Path& path : rows)
    if (auto found = member(context, path, key)) return found;
  for (const core::Path& path : rows)
    for (const RelationName& relation : context.scope.find_all<RelationName>(key))
      if (relation.relation == path.end) return ThingOperand{path};
  if (const auto parameters = context.scope.find_all<ParameterName>(key); !parameters.empty())
    return ParameterOperand{parameters.front().parameter};
  if (!context.rows.may_use_place) return std::nullopt;
  // What is said of a place, said of a thing: that of its place.
  for (const ScaleName& scale : context.scope.find_all<ScaleName>(key))
    for (const core::Path& path : rows)
      for (const core::RelationId sort : context.program[scale.scale].sorts)
        if (const auto place = path_to_place(context.program, path, sort)) return ClassOperand{*place, scale.scale};
  return std::nullopt;
}

void report_unknown(const Context& context, const ast::Name& name, const std::optional<core::RelationId>& of) {
  std::vector<std::string> candidates;
  const auto add_columns = [&](core::RelationId relation) {
    for (const core::Column& column : context.program[relation].columns) {
      if (!column.label.english.empty()) candidates.push_back(column.label.english);
      if (!column.label.chinese.empty()) candidates.push_back(column.label.chinese);
    }
  };
  if (of) {
    auto finding =
        context.sink.emit(diag::Kind::UnknownAttribute, name.span, name.text, shown(context.program[*of].label));
    add_columns(*of);
    const auto near = diag::suggest(name.text, candidates);
    if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
    return;
  }
  for (const core::Path& path : rows_inside_out(context)) add_columns(path.end);
  auto near = diag::suggest(name.text, candidates);
  const auto known = context.scope.find(source::fold_key(name.text));
  if (!known.empty()) {
    context.sink.emit(diag::Kind::NameNotHere, name.span, name.text, shown(context.program, context.rows.relations));
    return;
  }
  if (near.empty()) near = context.scope.suggestions(name.text);
  auto finding = context.sink.emit(diag::Kind::UnknownName, name.span, name.text);
  if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
}

std::optional<AttributeOperand> denominator(const Context& context, const AttributeOperand& numerator,
                                            const ast::Name& name, bool quiet) {
  const auto column = find_column(context.scope, numerator.path.end, source::fold_key(name.text));
  if (column && context.program[numerator.path.end].columns[*column].type.kind == core::TypeKind::Number)
    return AttributeOperand{numerator.path, *column};
  if (!quiet) report_unknown(context, name, numerator.path.end);
  return std::nullopt;
}

}  // namespace

std::optional<OperandMeaning> read_operand(const Context& context, const ast::Operand& operand, bool quiet) {
  const auto names = chain(operand);
  auto meaning = first_of_chain(context, *names.front(), names.size() == 1);
  if (!meaning) {
    if (!quiet) report_unknown(context, *names.front(), std::nullopt);
    return std::nullopt;
  }
  for (std::size_t at = 1; at < names.size(); ++at) {
    const auto* thing = std::get_if<ThingOperand>(&*meaning);
    if (thing == nullptr) {
      if (!quiet) context.sink.emit(diag::Kind::NotAThing, names[at - 1]->span, names[at - 1]->text);
      return std::nullopt;
    }
    const core::RelationId of = thing->path.end;
    meaning = member(context, thing->path, source::fold_key(names[at]->text));
    if (!meaning) {
      if (!quiet) report_unknown(context, *names[at], of);
      return std::nullopt;
    }
  }
  if (!operand.per) return meaning;
  const auto* numerator = std::get_if<AttributeOperand>(&*meaning);
  if (numerator == nullptr ||
      context.program[numerator->path.end].columns[numerator->column].type.kind != core::TypeKind::Number) {
    if (!quiet) context.sink.emit(diag::Kind::NotNumeric, operand.span, names.back()->text);
    return std::nullopt;
  }
  const auto below = denominator(context, *numerator, *operand.per, quiet);
  if (!below) return std::nullopt;
  return RatioOperand{*numerator, *below};
}

core::ValueId attribute_value(const Context& context, const AttributeOperand& attribute, source::Span span) {
  const core::Type type = context.program[attribute.path.end].columns[attribute.column].type;
  return context.builder.add(core::Attribute{attribute.path, attribute.column}, type, span);
}

diag::Argument described(const core::Program& program, const core::Type& type) {
  switch (type.kind) {
    case core::TypeKind::Text:
      return {"a text", "文本"};
    case core::TypeKind::YesNo:
      return {"yes or no", "是否"};
    case core::TypeKind::Enumeration:
      return {"one of a list of values", "一组取值之一"};
    case core::TypeKind::Number:
      return {std::string(value::english_name(type.dimension)), std::string(value::chinese_name(type.dimension))};
    case core::TypeKind::Day:
      return {"a day", "日期"};
    case core::TypeKind::Moment:
      return {"a moment", "时刻"};
    case core::TypeKind::Reference:
      return shown(program[type.target].label);
  }
  return {"", ""};
}

diag::Argument described(const Context& context, const OperandMeaning& meaning) {
  return ast::match(
      meaning,
      [&](const AttributeOperand& attribute) {
        return described(context.program, context.program[attribute.path.end].columns[attribute.column].type);
      },
      [&](const RatioOperand&) -> diag::Argument { return {"a ratio", "比值"}; },
      [&](const ThingOperand& thing) { return shown(context.program[thing.path.end].label); },
      [&](const ClassOperand& scale) { return shown(context.program[scale.scale].label); },
      [&](const ParameterOperand& parameter) {
        return described(context.program, context.program[parameter.parameter].type);
      },
      [&](const EventOperand& event) { return shown(context.program[event.event].label); });
}

std::optional<Amount> read_quantity(const Context& context, const ast::Quantity& quantity) {
  const auto parsed = value::Rational::parse(quantity.number);
  if (!parsed) {
    context.sink.emit(diag::Kind::NumberTooLong, quantity.span, quantity.number);
    return std::nullopt;
  }
  Amount amount{*parsed, value::Dimension::Number, false};
  if (!quantity.unit) return amount;
  const auto unit = value::find_unit(source::fold_key(quantity.unit->text));
  if (!unit) {
    context.sink.emit(diag::Kind::UnknownUnit, quantity.unit->span, quantity.unit->text);
    return std::nullopt;
  }
  const auto base = value::to_base(amount.number, *unit);
  if (!base) {
    context.sink.emit(diag::Kind::NumberTooLong, quantity.span, quantity.number);
    return std::nullopt;
  }
  return Amount{*base, value::unit(*unit).dimension, true};
}

std::optional<core::ValueId> read_amount(const Context& context, const ast::Quantity& quantity,
                                         const core::Type& type) {
  if (type.kind != core::TypeKind::Number) {
    context.sink.emit(diag::Kind::CannotCompare, quantity.span, quantity.number, described(context.program, type));
    return std::nullopt;
  }
  const auto amount = read_quantity(context, quantity);
  if (!amount) return std::nullopt;
  if (!amount->has_unit && type.dimension != value::Dimension::Number) {
    auto finding =
        context.sink.emit(diag::Kind::UnitMissing, quantity.span, quantity.number, described(context.program, type));
    if (!type.unit.empty()) finding.fix(quantity.span, quantity.number + " " + type.unit);
    return std::nullopt;
  }
  if (amount->dimension != type.dimension) {
    context.sink.emit(diag::Kind::WrongUnit, quantity.span, quantity.unit ? quantity.unit->text : quantity.number,
                      described(context.program, type));
    return std::nullopt;
  }
  return context.builder.number(amount->number, amount->dimension, quantity.span);
}

ast::Range with_unit(const ast::Range& range) {
  ast::Range full = range;
  auto* low = std::get_if<ast::Quantity>(&full.low.kind);
  const auto* high = std::get_if<ast::Quantity>(&full.high.kind);
  if (low != nullptr && high != nullptr && !low->unit) low->unit = high->unit;
  return full;
}

namespace {

std::optional<core::ValueId> read_share(const Context& context, const ast::Share& share, const core::Type& type) {
  const auto amount = read_quantity(context, share.share);
  const auto whole = read_operand(context, share.whole);
  if (!amount || !whole) return std::nullopt;
  const auto* attribute = std::get_if<AttributeOperand>(&*whole);
  if (attribute == nullptr || amount->dimension != value::Dimension::Ratio) {
    context.sink.emit(diag::Kind::NotNumeric, share.whole.span, share.whole.first.text);
    return std::nullopt;
  }
  const core::Type of = context.program[attribute->path.end].columns[attribute->column].type;
  if (of.kind != core::TypeKind::Number || of.dimension != type.dimension) {
    context.sink.emit(diag::Kind::CannotCompare, share.whole.span, share.whole.first.text,
                      described(context.program, type));
    return std::nullopt;
  }
  const auto factor = context.builder.number(amount->number, value::Dimension::Ratio, share.share.span);
  const auto right = attribute_value(context, *attribute, share.whole.span);
  return context.builder.add(core::Product{factor, right}, number_type(of.dimension), share.whole.span);
}

}  // namespace

std::optional<core::ValueId> read_value(const Context& context, const ast::Value& value, const core::Type& type) {
  if (const auto* quantity = std::get_if<ast::Quantity>(&value.kind)) return read_amount(context, *quantity, type);
  if (const auto* share = std::get_if<ast::Share>(&value.kind)) return read_share(context, *share, type);
  const auto& operand = std::get<ast::Operand>(value.kind);
  const auto meaning = read_operand(context, operand);
  if (!meaning) return std::nullopt;
  std::optional<core::Type> found;
  if (const auto* parameter = std::get_if<ParameterOperand>(&*meaning))
    found = context.program[parameter->parameter].type;
  if (const auto* attribute = std::get_if<AttributeOperand>(&*meaning))
    found = context.program[attribute->path.end].columns[attribute->column].type;
  if (!found || found->kind != type.kind || found->dimension != type.dimension) {
    context.sink.emit(diag::Kind::CannotCompare, operand.span, operand.first.text, described(context.program, type));
    return std::nullopt;
  }
  if (const auto* attribute = std::get_if<AttributeOperand>(&*meaning))
    return attribute_value(context, *attribute, operand.span);
  return context.builder.add(core::ParameterValue{std::get<ParameterOperand>(*meaning).parameter}, *found,
                             operand.span);
}

std::optional<core::ValueId> read_length(const Context& context, const ast::Amount& amount) {
  const core::Type duration = number_type(value::Dimension::Duration);
  if (const auto* quantity = std::get_if<ast::Quantity>(&amount.kind)) {
    const auto read = read_quantity(context, *quantity);
    if (!read) return std::nullopt;
    if (read->dimension == value::Dimension::CalendarMonths) {
      context.sink.emit(diag::Kind::NotYet, quantity->span,
                        diag::Argument("a length in months or years", "以月、年计的长度"));
      return std::nullopt;
    }
    return read_amount(context, *quantity, duration);
  }
  const auto& name = std::get<ast::Name>(amount.kind);
  const auto parameters = context.scope.find_all<ParameterName>(source::fold_key(name.text));
  if (parameters.empty()) {
    auto finding = context.sink.emit(diag::Kind::UnknownParameter, name.span, name.text);
    const auto near = context.scope.suggestions(name.text);
    if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
    return std::nullopt;
  }
  const core::Parameter& parameter = context.program[parameters.front().parameter];
  if (parameter.type.dimension != value::Dimension::Duration) {
    context.sink.emit(diag::Kind::CannotCompare, name.span, name.text, described(context.program, duration));
    return std::nullopt;
  }
  return context.builder.add(core::ParameterValue{parameters.front().parameter}, parameter.type, name.span);
}

}  // namespace polc::check
