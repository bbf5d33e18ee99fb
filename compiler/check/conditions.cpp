// SPDX-License-Identifier: Apache-2.0
// Connectives, existence and counts; comparisons are in comparisons.cpp.
#include "compiler/check/conditions.h"

#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/comparisons.h"
#include "compiler/check/operands.h"
#include "compiler/check/windows.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

std::optional<std::vector<core::ConditionId>> read_parts(const Context& context,
                                                         const std::vector<ast::Condition>& parts) {
  std::vector<core::ConditionId> read;
  bool failed = false;
  for (const ast::Condition& part : parts) {
    if (const auto condition = read_condition(context, part))
      read.push_back(*condition);
    else
      failed = true;
  }
  if (failed) return std::nullopt;
  return read;
}

struct Bounds {
  std::optional<core::ValueId> lowest, highest;
};

// The number in a count: plain, or in the unit of the column that is summed.
std::optional<core::ValueId> read_count(const Context& context, const ast::Quantity& quantity,
                                        core::RelationId relation) {
  const core::Relation& counted = context.program[relation];
  core::Type type = number_type(value::Dimension::Number);
  if (counted.counting_column) type = counted.columns[*counted.counting_column].type;
  const auto number = read_amount(context, quantity, type);
  if (!number) return std::nullopt;
  const auto& literal = std::get<core::NumberLiteral>(context.program[*number].kind);
  if (!literal.number.is_integer() || literal.number < value::Rational(0)) {
    context.sink.emit(diag::Kind::NotWholeCount, quantity.span, quantity.number);
    return std::nullopt;
  }
  return number;
}

std::optional<Bounds> read_range(const Context& context, const ast::Range& range, core::RelationId relation) {
  const auto end = [&](const ast::Amount& amount) -> std::optional<core::ValueId> {
    if (const auto* quantity = std::get_if<ast::Quantity>(&amount.kind))
      return read_count(context, *quantity, relation);
    context.sink.emit(diag::Kind::NotWholeCount, amount.span, std::get<ast::Name>(amount.kind).text);
    return std::nullopt;
  };
  const auto low = end(range.low);
  const auto high = end(range.high);
  if (!low || !high) return std::nullopt;
  const auto& low_number = std::get<core::NumberLiteral>(context.program[*low].kind).number;
  const auto& high_number = std::get<core::NumberLiteral>(context.program[*high].kind).number;
  if (high_number < low_number) {
    context.sink.emit(diag::Kind::EmptyRange, range.span, value::to_string(low_number), value::to_string(high_number));
    return std::nullopt;
  }
  return Bounds{low, high};
}

std::optional<Bounds> read_quantifier(const Context& context, const ast::Quantifier& quantifier,
                                      core::RelationId relation) {
  Builder& builder = context.builder;
  const auto plain = [&](std::int64_t number) {
    return builder.number(value::Rational(number), value::Dimension::Number, quantifier.span);
  };
  return ast::match(
      quantifier, [&](const ast::NoneOf&) -> std::optional<Bounds> { return Bounds{std::nullopt, plain(0)}; },
      [&](const ast::AnyOf&) -> std::optional<Bounds> { return Bounds{plain(1), std::nullopt}; },
      [&](const ast::CountOf& count) -> std::optional<Bounds> {
        const auto number = read_count(context, count.number, relation);
        if (!number) return std::nullopt;
        const core::Range range = range_of(context, count.bound, *number, true, quantifier.span);
        return Bounds{range.lowest, range.highest};
      },
      [&](const ast::Range& range) { return read_range(context, range, relation); });
}

// `has a dwelling compound`: the counted name is a reference of the owner, not a kind of row.
std::optional<core::ConditionId> read_presence(const Context& context, const ast::Exists& exists, source::Span span) {
  if (exists.rows.alternatives.size() != 1 || exists.period || exists.where) return std::nullopt;
  const bool none = std::holds_alternative<ast::NoneOf>(exists.quantifier.kind);
  if (!none && !std::holds_alternative<ast::AnyOf>(exists.quantifier.kind)) return std::nullopt;
  std::optional<OperandMeaning> meaning;
  ast::Operand operand = exists.rows.alternatives.front();
  if (exists.owner) {
    operand.links.insert(operand.links.begin(), {ast::LinkKind::Of, exists.owner->first});
    if (!exists.owner->links.empty()) return std::nullopt;
  }
  meaning = read_operand(context, operand, true);
  if (!meaning) return std::nullopt;
  std::optional<core::ConditionId> present;
  if (const auto* thing = std::get_if<ThingOperand>(&*meaning); thing && !thing->path.steps.empty())
    present = context.builder.add(core::Present{thing->path}, span);
  // `没有健康证明`: a yes/no attribute of that name.
  if (const auto* attribute = std::get_if<AttributeOperand>(&*meaning);
      attribute && context.program[attribute->path.end].columns[attribute->column].type.kind == core::TypeKind::YesNo)
    present = context.builder.add(core::Flag{attribute->path, attribute->column}, span);
  if (!present) return std::nullopt;
  return none ? context.builder.add(core::Negation{*present}, span) : *present;
}

std::optional<core::ConditionId> read_exists(const Context& context, const ast::Exists& exists, source::Span span) {
  if (const auto present = read_presence(context, exists, span)) return present;
  std::optional<core::Path> owner;
  if (exists.owner) {
    const auto meaning = read_operand(context, *exists.owner);
    if (!meaning) return std::nullopt;
    const auto* thing = std::get_if<ThingOperand>(&*meaning);
    if (thing == nullptr) {
      context.sink.emit(diag::Kind::NotAThing, exists.owner->span, exists.owner->first.text);
      return std::nullopt;
    }
    owner = thing->path;
  }
  const auto groups = read_nouns(context, exists.rows, {});
  if (!groups) return std::nullopt;
  if (groups->size() != 1) {
    context.sink.emit(diag::Kind::CountsTwoThings, exists.rows.span,
                      shown(context.program[(*groups)[0].relation].label),
                      shown(context.program[(*groups)[1].relation].label));
    return std::nullopt;
  }
  const NounGroup& group = groups->front();
  const auto linked = link_rows(context, group.relation, owner, exists.rows.span, false);
  const auto bounds = read_quantifier(context, exists.quantifier, group.relation);
  if (!linked || !bounds) return std::nullopt;

  core::Count count{linked->owner,  linked->relation, linked->link, std::nullopt, {},
                    bounds->lowest, bounds->highest,  false};
  const core::Relation& relation = context.program[group.relation];
  if (exists.period) {
    if (!relation.begin) {
      context.sink.emit(diag::Kind::EventWithoutTime, exists.period->span, exists.rows.alternatives.back().first.text);
      return std::nullopt;
    }
    const auto window = read_period(context, *exists.period, relation.columns[*relation.begin].type.kind);
    if (!window) return std::nullopt;
    count.window = window->window;
    count.each_day = window->each_day;
  }
  // The counted row is a new innermost row for its own adjectives and its `where`.
  Rows inner = context.rows;
  inner.relations.push_back(group.relation);
  inner.may_use_place = context.rows.may_use_place;
  const Context inside = context.with(inner);
  const core::Path row{static_cast<std::uint32_t>(context.rows.relations.size()), {}, group.relation};
  std::vector<core::ConditionId> filters;
  const bool plain = std::any_of(group.alternatives.begin(), group.alternatives.end(),
                                 [](const Noun& noun) { return noun.adjectives.empty(); });
  if (!plain) filters.push_back(to_condition(inside, group, row));
  if (exists.where) {
    const auto where = read_where(inside, *exists.where);
    if (!where) return std::nullopt;
    filters.push_back(*where);
  }
  if (!filters.empty()) count.filter = context.builder.all(std::move(filters), exists.rows.span);
  return context.builder.add(std::move(count), span);
}

}  // namespace

core::Comparison comparison_of(ast::Bound bound) {
  switch (bound) {
    case ast::Bound::AtLeast:
      return core::Comparison::GreaterOrEqual;
    case ast::Bound::AtMost:
      return core::Comparison::LessOrEqual;
    case ast::Bound::MoreThan:
      return core::Comparison::Greater;
    case ast::Bound::FewerThan:
      return core::Comparison::Less;
    case ast::Bound::Exactly:
      return core::Comparison::Equal;
  }
  return core::Comparison::Equal;
}

core::Range range_of(const Context& context, ast::Bound bound, core::ValueId number, bool whole_numbers,
                     source::Span span) {
  const auto next = [&](std::int64_t by) {
    const auto* literal = std::get_if<core::NumberLiteral>(&context.program[number].kind);
    if (!whole_numbers || literal == nullptr) return number;
    const auto moved = value::add(literal->number, value::Rational(by));
    return context.builder.number(moved.value_or(literal->number), literal->dimension, span);
  };
  switch (bound) {
    case ast::Bound::AtLeast:
      return {number, std::nullopt};
    case ast::Bound::AtMost:
      return {std::nullopt, number};
    case ast::Bound::MoreThan:
      return {next(1), std::nullopt};
    case ast::Bound::FewerThan:
      return {std::nullopt, next(-1)};
    case ast::Bound::Exactly:
      return {number, number};
  }
  return {};
}

std::optional<CountedRows> link_rows(const Context& context, core::RelationId relation,
                                     const std::optional<core::Path>& owner, source::Span span, bool quiet) {
  const core::Program& program = context.program;
  const core::Relation& counted = program[relation];
  std::vector<core::Path> owners;
  if (owner) {
    owners.push_back(*owner);
  } else {
    const auto& relations = context.rows.relations;
    for (std::size_t row = relations.size(); row-- > 0;) {
      if (row == 0 && !context.rows.subject.steps.empty()) owners.push_back(context.rows.subject);
      owners.push_back({static_cast<std::uint32_t>(row), {}, relations[row]});
    }
  }
  for (const core::Path& candidate : owners) {
    // A row of an event belongs to one thing; anything else to what it refers to.
    if (counted.subject && counted.columns[*counted.subject].type.target == candidate.end)
      return CountedRows{relation, candidate, *counted.subject};
    if (counted.subject) continue;
    const auto links = references_to(program, relation, candidate.end);
    if (links.size() == 1) return CountedRows{relation, candidate, links.front()};
    if (links.size() > 1) {
      if (!quiet)
        context.sink.emit(diag::Kind::LinkUnclear, span, shown(counted.label), shown(program[candidate.end].label));
      return std::nullopt;
    }
  }
  if (!owner && context.rows.may_use_place && counted.subject) {
    const core::RelationId place = counted.columns[*counted.subject].type.target;
    for (const core::Path& candidate : owners)
      if (const auto path = path_to_place(program, candidate, place))
        return CountedRows{relation, *path, *counted.subject};
  }
  if (!quiet)
    context.sink.emit(diag::Kind::DoesNotBelong, span, shown(counted.label), shown(program[owners.front().end].label));
  return std::nullopt;
}

std::optional<core::ConditionId> read_where(const Context& context, const ast::Where& where) {
  return read_condition(context, *where.condition);
}

std::optional<core::ConditionId> read_condition(const Context& context, const ast::Condition& condition) {
  return ast::match(
      condition,
      [&](const ast::And& both) -> std::optional<core::ConditionId> {
        auto parts = read_parts(context, both.parts);
        if (!parts) return std::nullopt;
        return context.builder.all(std::move(*parts), condition.span);
      },
      [&](const ast::Or& either) -> std::optional<core::ConditionId> {
        auto parts = read_parts(context, either.parts);
        if (!parts) return std::nullopt;
        return context.builder.any_of(std::move(*parts), condition.span);
      },
      [&](const ast::Not& negation) -> std::optional<core::ConditionId> {
        const auto inner = read_condition(context, *negation.inner);
        if (!inner) return std::nullopt;
        return context.builder.add(core::Negation{*inner}, condition.span);
      },
      [&](const ast::Exists& exists) { return read_exists(context, exists, condition.span); },
      [&](const ast::Comparison& comparison) -> std::optional<core::ConditionId> {
        return read_comparison(context, comparison, condition.span);
      });
}

}  // namespace polc::check
