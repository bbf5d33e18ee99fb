// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/comparisons.h"

#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/conditions.h"
#include "compiler/check/cuts.h"
#include "compiler/check/operands.h"
#include "compiler/check/phrases.h"
#include "compiler/check/windows.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

using Read = std::optional<core::ConditionId>;

Read cannot_compare(const Context& context, source::Span span, const std::string& text, const OperandMeaning& left) {
  context.sink.emit(diag::Kind::CannotCompare, span, text, described(context, left));
  return std::nullopt;
}

// ---------------------------------------------------------------- numbers

// A number on the left of a bound: an attribute, or a ratio whose denominator goes to the other side (a >= q*b).
struct NumberSide {
  core::ValueId left;
  core::Type type;  // what the right side is compared in
  std::optional<AttributeOperand> denominator;
};

std::optional<NumberSide> number_side(const Context& context, const ast::Operand& operand,
                                      const OperandMeaning& meaning) {
  const auto type_of = [&](const AttributeOperand& attribute) {
    return context.program[attribute.path.end].columns[attribute.column].type;
  };
  if (const auto* attribute = std::get_if<AttributeOperand>(&meaning)) {
    const core::Type type = type_of(*attribute);
    if (type.kind == core::TypeKind::Number)
      return NumberSide{attribute_value(context, *attribute, operand.span), type, {}};
  }
  if (const auto* ratio = std::get_if<RatioOperand>(&meaning)) {
    const core::Type below = type_of(ratio->denominator);
    if (below.dimension == value::Dimension::Number)
      return NumberSide{attribute_value(context, ratio->numerator, operand.span), type_of(ratio->numerator),
                        ratio->denominator};
    context.sink.emit(diag::Kind::NotYet, operand.span,
                      diag::Argument("a ratio per a measured amount", "以计量单位为分母的比值"));
    return std::nullopt;
  }
  context.sink.emit(diag::Kind::NotNumeric, operand.span, operand.first.text);
  return std::nullopt;
}

bool is_constant(const core::Program& program, core::ValueId id) {
  const core::ValueKind& kind = program[id].kind;
  if (const auto* product = std::get_if<core::Product>(&kind))
    return is_constant(program, product->left) && is_constant(program, product->right);
  return std::holds_alternative<core::NumberLiteral>(kind) || std::holds_alternative<core::ParameterValue>(kind);
}

Read compare_number(const Context& context, const NumberSide& side, core::Comparison op, core::ValueId right,
                    source::Span span) {
  if (side.denominator && !is_constant(context.program, right)) {
    context.sink.emit(diag::Kind::NotYet, span,
                      diag::Argument("a ratio compared with an amount that varies", "比值与可变数量的比较"));
    return std::nullopt;
  }
  if (side.denominator) {
    const auto below = attribute_value(context, *side.denominator, span);
    right = context.builder.add(core::Product{right, below}, number_type(side.type.dimension), span);
  }
  return context.builder.add(core::Compare{op, side.left, right}, span);
}

// ---------------------------------------------------------------- classes

struct Rank {
  std::uint32_t rank = 0;
};

std::optional<Rank> read_class(const Context& context, const std::string& name, core::ScaleId scale) {
  for (const ClassName& found : context.scope.find_all<ClassName>(source::fold_key(name)))
    if (found.scale == scale) return Rank{found.rank};
  return std::nullopt;
}

Read report_no_class(const Context& context, source::Span span, const std::string& name, core::ScaleId scale) {
  const core::Scale& found = context.program[scale];
  std::string english, chinese;
  for (const core::Label& label : context.program[found.classes].values) {
    const diag::Argument value = shown(label);
    english += (english.empty() ? "" : "`, `") + value.text(source::Language::English);
    chinese += (chinese.empty() ? "" : "`、`") + value.text(source::Language::Chinese);
  }
  context.sink.emit(diag::Kind::NoSuchClass, span, name, shown(found.label), diag::Argument(english, chinese));
  return std::nullopt;
}

Read bound_class(const Context& context, const ClassOperand& left, const ast::Bounded& bounded, source::Span span) {
  const auto* operand = std::get_if<ast::Operand>(&bounded.value.kind);
  const std::string name = operand != nullptr ? operand->first.text : std::string();
  const auto rank = read_class(context, name, left.scale);
  if (!rank) return report_no_class(context, bounded.value.span, name, left.scale);
  const auto classes = static_cast<std::uint32_t>(context.program[context.program[left.scale].classes].values.size());
  const std::uint32_t top = classes - 1;
  const auto has = [&](std::uint32_t lowest, std::uint32_t highest) -> Read {
    return context.builder.add(core::HasClass{left.path, left.scale, lowest, highest}, span);
  };
  switch (bounded.bound) {
    case ast::Bound::AtLeast:
      return has(rank->rank, top);
    case ast::Bound::AtMost:
      return has(0, rank->rank);
    case ast::Bound::Exactly:
      return has(rank->rank, rank->rank);
    case ast::Bound::MoreThan:
      if (rank->rank == top) break;
      return has(rank->rank + 1, top);
    case ast::Bound::FewerThan:
      if (rank->rank == 0) break;
      return has(0, rank->rank - 1);
  }
  context.sink.emit(diag::Kind::NoClassBeyond, bounded.value.span, name);
  return std::nullopt;
}

Read class_range(const Context& context, const ClassOperand& left, const ast::Range& range, source::Span span) {
  const auto rank = [&](const ast::Amount& amount) -> std::optional<Rank> {
    const auto* name = std::get_if<ast::Name>(&amount.kind);
    const auto found = name != nullptr ? read_class(context, name->text, left.scale) : std::nullopt;
    if (!found) report_no_class(context, amount.span, name != nullptr ? name->text : "", left.scale);
    return found;
  };
  const auto low = rank(range.low);
  const auto high = rank(range.high);
  if (!low || !high) return std::nullopt;
  if (high->rank < low->rank) {
    context.sink.emit(diag::Kind::EmptyRange, range.span, std::get<ast::Name>(range.low.kind).text,
                      std::get<ast::Name>(range.high.kind).text);
    return std::nullopt;
  }
  return context.builder.add(core::HasClass{left.path, left.scale, low->rank, high->rank}, span);
}

// ---------------------------------------------------------------- equality

// The column by which a thing is called by its name: its key, or its first other required text.
std::vector<core::ColumnIndex> name_columns(const core::Program& program, core::RelationId relation) {
  std::vector<core::ColumnIndex> found;
  const core::Relation& of = program[relation];
  if (of.key) found.push_back(*of.key);
  for (core::ColumnIndex column = 0; column < of.columns.size(); ++column) {
    if (of.columns[column].type.kind != core::TypeKind::Text || (of.key && *of.key == column)) continue;
    found.push_back(column);
    break;
  }
  return found;
}

Read equals_text(const Context& context, const AttributeOperand& left, const ast::Name& text) {
  const auto value = attribute_value(context, left, text.span);
  const auto right = context.builder.text(text.text, text.span);
  return context.builder.add(core::Compare{core::Comparison::Equal, value, right}, text.span);
}

Read thing_is(const Context& context, const ThingOperand& left, const ast::Operand& item) {
  const core::Program& program = context.program;
  const ast::Name& name = item.first;
  const bool alone = item.links.empty() && !item.per;
  if (alone && name.quoted) {
    std::vector<core::ConditionId> ways;
    for (const core::ColumnIndex column : name_columns(program, left.path.end))
      ways.push_back(*equals_text(context, {left.path, column}, name));
    if (ways.empty()) return cannot_compare(context, item.span, name.text, left);
    return context.builder.any_of(std::move(ways), item.span);
  }
  if (alone) {
    const auto adjectives = adjectives_of(context, name.text, left.path.end, true);
    if (adjectives.size() == 1) return to_condition(context, adjectives.front(), left.path, item.span);
    if (adjectives.size() > 1) {
      context.sink.emit(diag::Kind::AmbiguousPhrase, item.span, name.text, shown(program[left.path.end].label));
      return std::nullopt;
    }
    // `place is a high-risk region`: a whole phrase about the same kind of thing.
    const auto nouns = readings(context, name.text, {left.path.end});
    if (nouns.size() == 1 && nouns.front().relation == left.path.end)
      return to_condition(context, nouns.front(), left.path, item.span);
  }
  const auto other = read_operand(context, item);
  if (!other) return std::nullopt;
  const auto* thing = std::get_if<ThingOperand>(&*other);
  if (thing == nullptr || thing->path.end != left.path.end) return cannot_compare(context, item.span, name.text, left);
  return context.builder.add(core::SameThing{left.path, thing->path}, item.span);
}

Read attribute_is_named(const Context& context, const AttributeOperand& left, const ast::Operand& item) {
  const core::Type type = context.program[left.path.end].columns[left.column].type;
  const ast::Name& name = item.first;
  if (type.kind == core::TypeKind::Enumeration && item.links.empty() && !item.per) {
    const std::string key = source::fold_key(name.text);
    const auto& values = context.program[type.enumeration].values;
    for (std::uint32_t value = 0; value < values.size(); ++value) {
      if (!is_named(values[value], key)) continue;
      const auto right = context.builder.add(core::EnumerationLiteral{type.enumeration, value}, type, item.span);
      return context.builder.add(
          core::Compare{core::Comparison::Equal, attribute_value(context, left, item.span), right}, item.span);
    }
    std::vector<std::string> names;
    names.reserve(values.size());
    for (const core::Label& label : values) names.push_back(label.neutral());
    const auto near = diag::suggest(name.text, names);
    auto finding = context.sink.emit(diag::Kind::NoSuchValue, item.span, name.text,
                                     shown(context.program[left.path.end].columns[left.column].label));
    if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(item.span, near.front());
    return std::nullopt;
  }
  if (type.kind == core::TypeKind::Text && name.quoted) return equals_text(context, left, name);
  const auto other = read_operand(context, item);
  if (!other) return std::nullopt;
  const auto* attribute = std::get_if<AttributeOperand>(&*other);
  const auto* parameter = std::get_if<ParameterOperand>(&*other);
  std::optional<core::Type> found;
  if (attribute != nullptr) found = context.program[attribute->path.end].columns[attribute->column].type;
  if (parameter != nullptr) found = context.program[parameter->parameter].type;
  const bool fits = found && found->kind == type.kind && found->dimension == type.dimension &&
                    found->enumeration == type.enumeration && type.kind != core::TypeKind::YesNo;
  if (!fits) return cannot_compare(context, item.span, name.text, left);
  const auto value = attribute_value(context, left, item.span);
  const auto right = attribute != nullptr
                         ? attribute_value(context, *attribute, item.span)
                         : context.builder.add(core::ParameterValue{parameter->parameter}, *found, item.span);
  return context.builder.add(core::Compare{core::Comparison::Equal, value, right}, item.span);
}

Read equals_moment(const Context& context, const AttributeOperand& left, const ast::Moment& moment, source::Span span) {
  const auto read = read_moment(context, moment);
  if (!read) return std::nullopt;
  const core::Type type = context.program[left.path.end].columns[left.column].type;
  auto value = attribute_value(context, left, span);
  if (type.kind != core::TypeKind::Day && type.kind != core::TypeKind::Moment)
    return cannot_compare(context, span, value::to_iso(read->day), left);
  // A moment column against a day: by its calendar day.
  if (type.kind == core::TypeKind::Moment && !read->moment)
    value = context.builder.add(core::DayOf{value}, plain_type(core::TypeKind::Day), span);
  if (type.kind == core::TypeKind::Day && read->moment)
    return cannot_compare(context, span, value::to_iso(*read->moment), left);
  const auto right = read->moment ? context.builder.moment(*read->moment, span) : context.builder.day(read->day, span);
  return context.builder.add(core::Compare{core::Comparison::Equal, value, right}, span);
}

Read attribute_is(const Context& context, const AttributeOperand& left, const ast::Item& item) {
  const core::Type type = context.program[left.path.end].columns[left.column].type;
  return ast::match(
      item, [&](const ast::Operand& operand) { return attribute_is_named(context, left, operand); },
      [&](const ast::Quantity& quantity) -> Read {
        const auto right = read_amount(context, quantity, type);
        if (!right) return std::nullopt;
        return context.builder.add(
            core::Compare{core::Comparison::Equal, attribute_value(context, left, item.span), *right}, item.span);
      },
      [&](const ast::Moment& moment) { return equals_moment(context, left, moment, item.span); },
      [&](const ast::Truth& truth) -> Read {
        if (type.kind != core::TypeKind::YesNo)
          return cannot_compare(context, item.span, truth.value ? "yes" : "no", left);
        const auto flag = context.builder.add(core::Flag{left.path, left.column}, item.span);
        return truth.value ? flag : context.builder.add(core::Negation{flag}, item.span);
      });
}

Read is_item(const Context& context, const OperandMeaning& left, const ast::Item& item) {
  if (const auto* attribute = std::get_if<AttributeOperand>(&left)) return attribute_is(context, *attribute, item);
  const auto* operand = std::get_if<ast::Operand>(&item.kind);
  if (operand == nullptr) return cannot_compare(context, item.span, std::string("?"), left);
  if (const auto* thing = std::get_if<ThingOperand>(&left)) return thing_is(context, *thing, *operand);
  if (const auto* scale = std::get_if<ClassOperand>(&left)) {
    const auto rank = read_class(context, operand->first.text, scale->scale);
    if (!rank || !operand->links.empty()) return report_no_class(context, item.span, operand->first.text, scale->scale);
    return context.builder.add(core::HasClass{scale->path, scale->scale, rank->rank, rank->rank}, item.span);
  }
  return cannot_compare(context, item.span, operand->first.text, left);
}

Read negated_if(const Context& context, bool negated, Read inner, source::Span span) {
  if (!inner || !negated) return inner;
  return context.builder.add(core::Negation{*inner}, span);
}

// `job is one of a, b`: adjectives alone of an entity may also stand at the left without a verb's object being one attribute.
Read one_of(const Context& context, const OperandMeaning& left, const ast::OneOf& items, source::Span span) {
  std::vector<core::ConditionId> ways;
  bool failed = false;
  for (const ast::Item& item : items.items) {
    if (const auto way = is_item(context, left, item))
      ways.push_back(*way);
    else
      failed = true;
  }
  if (failed) return std::nullopt;
  return negated_if(context, items.negated, context.builder.any_of(std::move(ways), span), span);
}

Read in_list(const Context& context, const OperandMeaning& left, const ast::InList& in, source::Span span) {
  const auto lists = context.scope.find_all<ListName>(source::fold_key(in.list.text));
  if (lists.empty()) {
    report_unknown_name(context, in.list);
    return std::nullopt;
  }
  const core::ListOfValues& list = context.program[lists.front().list];
  std::optional<core::Path> path;
  if (const auto* thing = std::get_if<ThingOperand>(&left)) path = thing->path;
  if (const auto* attribute = std::get_if<AttributeOperand>(&left))
    if (list.column && attribute->column == *list.column) path = attribute->path;
  if (!path || path->end != list.sort || !list.column) return cannot_compare(context, in.list.span, in.list.text, left);
  return negated_if(context, in.negated, to_condition(context, Adjective{lists.front()}, *path, span), span);
}

Read ordered(const Context& context, const ast::Operand& operand, const ast::Ordered& order, source::Span span) {
  auto left = read_time_of(context, operand);
  auto right = read_anchor(context, order.anchor);
  if (!left || !right) return std::nullopt;
  // Days with days, minutes with minutes: known by its day, a time is later only on a later day.
  const auto kind = [&](core::ValueId value) { return context.program[value].type.kind; };
  const auto as_day = [&](core::ValueId value) {
    return context.builder.add(core::DayOf{value}, plain_type(core::TypeKind::Day), span);
  };
  if (kind(*left) != kind(*right)) {
    if (kind(*left) == core::TypeKind::Moment)
      left = as_day(*left);
    else
      right = as_day(*right);
  }
  const auto op = order.side == ast::Side::After ? core::Comparison::Greater : core::Comparison::Less;
  return negated_if(context, order.negated, context.builder.add(core::Compare{op, *left, *right}, span), span);
}

// `confirmed cases ever at most 50`: a count in the order of a comparison.
Read count_comparison(const Context& context, const ast::Comparison& comparison, source::Span span) {
  ast::Exists exists;
  const source::Span right_span = comparison.left.span;
  if (const auto* bounded = std::get_if<ast::Bounded>(&comparison.right)) {
    const auto* quantity = std::get_if<ast::Quantity>(&bounded->value.kind);
    if (quantity == nullptr) return std::nullopt;  // is_counted has seen to it
    exists.quantifier = {ast::CountOf{bounded->bound, *quantity}, bounded->value.span};
  } else {
    exists.quantifier = {std::get<ast::Range>(comparison.right), right_span};
  }
  ast::Operand rows = comparison.left;
  if (!rows.links.empty() && rows.links.back().kind == ast::LinkKind::Possessive) {
    ast::Operand owner = rows;
    rows = {owner.links.back().name, {}, std::nullopt, owner.links.back().name.span};
    owner.links.pop_back();
    exists.owner = owner;
  }
  exists.rows = {{rows}, ast::NameJoin::Alone, comparison.left.span};
  exists.period = comparison.period;
  ast::Condition condition;
  condition.kind = std::move(exists);
  condition.span = span;
  return read_condition(context, condition);
}

bool is_counted(const Context& context, const ast::Comparison& comparison) {
  const bool number_right =
      std::holds_alternative<ast::Bounded>(comparison.right) || std::holds_alternative<ast::Range>(comparison.right);
  if (!number_right || comparison.left.per) return false;
  if (const auto* bounded = std::get_if<ast::Bounded>(&comparison.right))
    if (!std::holds_alternative<ast::Quantity>(bounded->value.kind)) return false;
  const auto meaning = read_operand(context, comparison.left, true);
  if (meaning) return std::holds_alternative<EventOperand>(*meaning);
  const ast::Name& last = comparison.left.links.empty() ? comparison.left.first : comparison.left.links.back().name;
  return !readings(context, last.text, {}).empty();
}

}  // namespace

std::optional<core::ConditionId> read_comparison(const Context& context, const ast::Comparison& comparison,
                                                 source::Span span) {
  const ast::Name& compared = comparison.left.first;
  if (compared.text.empty() && !compared.quoted) return std::nullopt;  // the reader has said that nothing is named
  if (is_counted(context, comparison)) return count_comparison(context, comparison, span);
  if (comparison.period) {
    context.sink.emit(diag::Kind::PeriodNotHere, comparison.period->span, comparison.left.first.text);
    return std::nullopt;
  }
  if (const auto* order = std::get_if<ast::Ordered>(&comparison.right))
    return ordered(context, comparison.left, *order, span);
  const auto left = read_operand(context, comparison.left);
  if (!left) return std::nullopt;
  return ast::match(
      comparison.right,
      [&](const ast::Bounded& bounded) -> Read {
        if (const auto* scale = std::get_if<ClassOperand>(&*left)) return bound_class(context, *scale, bounded, span);
        const auto side = number_side(context, comparison.left, *left);
        if (!side) return std::nullopt;
        const auto right = read_value(context, bounded.value, side->type);
        if (!right) return std::nullopt;
        return compare_number(context, *side, comparison_of(bounded.bound), *right, span);
      },
      [&](const ast::Range& range) -> Read {
        if (const auto* scale = std::get_if<ClassOperand>(&*left)) return class_range(context, *scale, range, span);
        const auto side = number_side(context, comparison.left, *left);
        if (!side) return std::nullopt;
        const auto end = [&](const ast::Amount& amount) -> std::optional<core::ValueId> {
          if (const auto* quantity = std::get_if<ast::Quantity>(&amount.kind))
            return read_amount(context, *quantity, side->type);
          const auto& name = std::get<ast::Name>(amount.kind);
          return read_value(context, {ast::Operand{name, {}, std::nullopt, name.span}, name.span}, side->type);
        };
        const ast::Range full = with_unit(range);
        const auto low = end(full.low);
        const auto high = end(full.high);
        if (!low || !high) return std::nullopt;
        return context.builder.all({*compare_number(context, *side, core::Comparison::GreaterOrEqual, *low, span),
                                    *compare_number(context, *side, core::Comparison::LessOrEqual, *high, span)},
                                   span);
      },
      [&](const ast::OneOf& items) { return one_of(context, *left, items, span); },
      [&](const ast::InList& list) { return in_list(context, *left, list, span); },
      [&](const ast::Ordered&) -> Read { return std::nullopt; },
      [&](const ast::TimesOfDay&) -> Read {
        context.sink.emit(diag::Kind::NotYet, span, diag::Argument("a time of day in a condition", "条件中的时刻段"));
        return std::nullopt;
      });
}

}  // namespace polc::check
