// SPDX-License-Identifier: Apache-2.0
// What a rule requires: measures with a length and recipients, and bounds on quantities.
#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/conditions.h"
#include "compiler/check/cuts.h"
#include "compiler/check/operands.h"
#include "compiler/check/rules.h"
#include "compiler/source/unicode.h"

namespace polc::check {

HeadKind kind_of_head(const Context& context, const ast::Head& head) {
  const auto meanings = context.scope.find(source::fold_key(head.name.first.text));
  const bool chained = !head.name.links.empty() || head.name.per;
  bool is_class = false;
  for (const Meaning& meaning : meanings) {
    if (std::holds_alternative<MeasureName>(meaning) && !chained) return HeadKind::Measure;
    if (std::holds_alternative<ClassName>(meaning)) is_class = true;
    if (const auto* column = std::get_if<ColumnName>(&meaning))
      is_class = is_class || (!head.amount && context.program[column->relation].columns[column->column].type.kind ==
                                                  core::TypeKind::YesNo);
  }
  if (is_class && !head.amount && !chained) return HeadKind::Class;
  if (head.amount) return HeadKind::Quantity;
  return HeadKind::Unknown;
}

namespace {

void report_unknown_measure(const Context& context, const ast::Name& name) {
  auto finding = context.sink.emit(diag::Kind::UnknownMeasure, name.span, name.text);
  if (const auto cut = only_cut(context.scope, name.text)) {
    finding.help(diag::Kind::CutMeant, *cut).fix(name.span, *cut);
    return;
  }
  const auto near = context.scope.suggestions(name.text);
  if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
}

}  // namespace

std::optional<core::MeasureId> read_measure(const Context& context, const ast::Head& head) {
  const bool is_known = !context.scope.find(source::fold_key(head.name.first.text)).empty();
  if (is_known || !head.recipients || context.language != source::Language::English)
    return read_measure(context, head.name);
  const std::string whole = head.name.first.text + " to " + head.recipients->names.front().text;
  context.sink.emit(diag::Kind::UnknownMeasure, head.name.first.span, head.name.first.text)
      .help(diag::Kind::QuoteMeant, whole);
  return std::nullopt;
}

std::optional<core::MeasureId> read_measure(const Context& context, const ast::Operand& operand) {
  const std::string key = source::fold_key(operand.first.text);
  const auto found = context.scope.find_all<MeasureName>(key);
  if (!found.empty() && operand.links.empty() && !operand.per) return found.front().measure;
  if (!context.scope.find(key).empty()) {
    context.sink.emit(diag::Kind::NotAMeasure, operand.span, operand.first.text);
    return std::nullopt;
  }
  report_unknown_measure(context, operand.first);
  return std::nullopt;
}

bool is_done_to(const core::Program& program, core::MeasureId measure, core::RelationId sort) {
  const auto& sorts = program[measure].sorts;
  return std::find(sorts.begin(), sorts.end(), sort) != sorts.end();
}

namespace {

std::optional<core::ValueId> length_end(const Context& context, const ast::Amount& amount) {
  return read_length(context, amount);
}

bool is_positive(const Context& context, core::ValueId value) {
  const auto* literal = std::get_if<core::NumberLiteral>(&context.program[value].kind);
  return literal == nullptr || literal->number >= value::Rational(0);
}

// As it was written or nearly so: a length is kept in minutes.
diag::Argument shown_amount(const core::NumberLiteral& literal) {
  if (literal.dimension == value::Dimension::Duration) {
    for (const value::UnitId unit : {value::UnitId::Day, value::UnitId::Hour}) {
      const auto amount = value::convert(literal.number, value::UnitId::Minute, unit);
      if (!amount || !amount->is_integer()) continue;
      const std::string number = value::to_string(*amount);
      return {number + " " + std::string(value::english_name(unit, true)),
              number + std::string(value::chinese_name(unit))};
    }
  }
  return value::to_string(literal.number);
}

bool in_order(const Context& context, const core::Range& range, source::Span span) {
  if (!range.lowest || !range.highest) return true;
  const auto* low = std::get_if<core::NumberLiteral>(&context.program[*range.lowest].kind);
  const auto* high = std::get_if<core::NumberLiteral>(&context.program[*range.highest].kind);
  if (low == nullptr || high == nullptr || low->number <= high->number) return true;
  context.sink.emit(diag::Kind::EmptyRange, span, shown_amount(*low), shown_amount(*high));
  return false;
}

}  // namespace

std::optional<core::Range> read_length_range(const Context& context, const ast::Head& head, core::MeasureId measure) {
  if (!head.amount) return core::Range{};
  if (!context.program[measure].lasting) {
    context.sink.emit(diag::Kind::NotLasting, head.span, shown(context.program[measure].label));
    return std::nullopt;
  }
  std::optional<core::Range> range = ast::match(
      *head.amount,
      [&](const ast::Quantity& quantity) -> std::optional<core::Range> {
        const auto length = length_end(context, {quantity, quantity.span});
        if (!length) return std::nullopt;
        return core::Range{length, length};
      },
      [&](const ast::Bounded& bounded) -> std::optional<core::Range> {
        std::optional<core::ValueId> length;
        if (const auto* quantity = std::get_if<ast::Quantity>(&bounded.value.kind)) {
          length = length_end(context, {*quantity, bounded.value.span});
        } else if (const auto* operand = std::get_if<ast::Operand>(&bounded.value.kind)) {
          length = length_end(context, {operand->first, bounded.value.span});
        } else {
          context.sink.emit(diag::Kind::NotNumeric, bounded.value.span, context.program[measure].label.neutral());
        }
        if (!length) return std::nullopt;
        return range_of(context, bounded.bound, *length, false, head.span);
      },
      [&](const ast::Range& between) -> std::optional<core::Range> {
        const ast::Range full = with_unit(between);
        const auto low = length_end(context, full.low);
        const auto high = length_end(context, full.high);
        if (!low || !high) return std::nullopt;
        return core::Range{low, high};
      });
  if (!range || !in_order(context, *range, head.span)) return std::nullopt;
  if ((range->lowest && !is_positive(context, *range->lowest)) ||
      (range->highest && !is_positive(context, *range->highest))) {
    context.sink.emit(diag::Kind::EmptyWindow, head.span);
    return std::nullopt;
  }
  return range;
}

namespace {

// `at least 1 mask box for village`: the things that point to the subject, counted.
std::optional<core::QuantityHead> counted_head(const Context& context, const ast::Head& head) {
  ast::Exists exists;
  exists.rows = {{head.name}, ast::NameJoin::Alone, head.name.span};
  const auto quantifier = ast::match(
      *head.amount,
      [&](const ast::Quantity& quantity) -> std::optional<ast::Quantifier> {
        return ast::Quantifier{ast::CountOf{ast::Bound::Exactly, quantity}, quantity.span};
      },
      [&](const ast::Bounded& bounded) -> std::optional<ast::Quantifier> {
        const auto* quantity = std::get_if<ast::Quantity>(&bounded.value.kind);
        if (quantity == nullptr) {
          context.sink.emit(diag::Kind::NotWholeCount, bounded.value.span, head.name.first.text);
          return std::nullopt;
        }
        return ast::Quantifier{ast::CountOf{bounded.bound, *quantity}, bounded.value.span};
      },
      [&](const ast::Range& range) -> std::optional<ast::Quantifier> {
        return ast::Quantifier{with_unit(range), range.span};
      });
  if (!quantifier) return std::nullopt;
  exists.quantifier = *quantifier;
  ast::Condition condition;
  condition.kind = std::move(exists);
  condition.span = head.span;
  const auto read = read_condition(context, condition);
  if (!read) return std::nullopt;
  core::QuantityHead made{*read, std::nullopt, std::nullopt};
  if (const auto* count = std::get_if<core::Count>(&context.program[*read].kind)) made.counted = count->relation;
  return made;
}

}  // namespace

std::optional<core::QuantityHead> read_quantity_head(const Context& context, const ast::Head& head) {
  const auto meaning = read_operand(context, head.name, true);
  const bool is_number =
      meaning && (std::holds_alternative<AttributeOperand>(*meaning) || std::holds_alternative<RatioOperand>(*meaning));
  if (!is_number) return counted_head(context, head);
  ast::Comparison comparison;
  comparison.left = head.name;
  ast::match(
      *head.amount,
      [&](const ast::Quantity& quantity) {
        comparison.right = ast::Bounded{ast::Bound::Exactly, {quantity, quantity.span}};
      },
      [&](const ast::Bounded& bounded) { comparison.right = bounded; },
      [&](const ast::Range& range) { comparison.right = with_unit(range); });
  ast::Condition condition;
  condition.kind = std::move(comparison);
  condition.span = head.span;
  const auto read = read_condition(context, condition);
  if (!read) return std::nullopt;
  core::QuantityHead made{*read, std::nullopt, std::nullopt};
  if (const auto* attribute = std::get_if<AttributeOperand>(&*meaning)) made.attribute = attribute->column;
  if (const auto* ratio = std::get_if<RatioOperand>(&*meaning)) made.attribute = ratio->numerator.column;
  return made;
}

}  // namespace polc::check
