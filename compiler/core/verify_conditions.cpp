// SPDX-License-Identifier: Apache-2.0
#include "compiler/core/verify_conditions.h"

#include "compiler/core/match.h"

namespace polc::core {

namespace {

// Deeper than any text that the parser takes: a longer way down is a cycle.
constexpr std::size_t greatest_depth = 1000;

}  // namespace

void ConditionVerifier::condition(ConditionId id, std::vector<RelationId> rows) {
  rows_ = std::move(rows);
  walk(id, 0);
}

void ConditionVerifier::value(ValueId id, const std::vector<RelationId>& rows, TypeKind kind) {
  rows_ = rows;
  walk_value(id, 0);
  if (!fault_) check(program_[id].type.kind == kind, "a value is of another type than its use");
}

void ConditionVerifier::time_value(ValueId id, const std::vector<RelationId>& rows) {
  rows_ = rows;
  walk_value(id, 0);
  if (fault_) return;
  const TypeKind kind = program_[id].type.kind;
  check(kind == TypeKind::Day || kind == TypeKind::Moment, "a value that is no time is used as one");
}

void ConditionVerifier::number(ValueId id, const std::vector<RelationId>& rows, value::Dimension dimension) {
  value(id, rows, TypeKind::Number);
  if (!fault_) check(program_[id].type.dimension == dimension, "a value has another dimension than its use");
}

void ConditionVerifier::path(const Path& path, const std::vector<RelationId>& rows) {
  rows_ = rows;
  valid_path(path);
}

bool ConditionVerifier::valid_path(const Path& path) {
  if (!check(path.row < rows_.size(), "a path begins at a row that is not in scope")) return false;
  RelationId at = rows_[path.row];
  for (const ColumnIndex step : path.steps) {
    const Relation& relation = program_[at];
    if (!check(step < relation.columns.size(), "a path takes a column that does not exist")) return false;
    const Type& type = relation.columns[step].type;
    if (!check(type.kind == TypeKind::Reference, "a path takes a column that is not a reference")) return false;
    if (!in_range(type.target, program_.vocabulary.relations, "relation")) return false;
    at = type.target;
  }
  return check(at == path.end, "a path ends at another relation than it says");
}

bool ConditionVerifier::valid_column(const Path& path, ColumnIndex column, std::optional<TypeKind> kind) {
  if (!valid_path(path)) return false;
  const Relation& relation = program_[path.end];
  if (!check(column < relation.columns.size(), "an attribute is a column that does not exist")) return false;
  return !kind || check(relation.columns[column].type.kind == *kind, "a column is of another type than its use");
}

bool ConditionVerifier::same_type(const Type& left, const Type& right) const {
  if (left.kind != right.kind) return false;
  switch (left.kind) {
    case TypeKind::Number:
      return left.dimension == right.dimension;
    case TypeKind::Enumeration:
      return left.enumeration == right.enumeration;
    case TypeKind::Reference:
      return left.target == right.target;
    case TypeKind::Text:
    case TypeKind::YesNo:
    case TypeKind::Day:
    case TypeKind::Moment:
      return true;
  }
  return false;
}

bool ConditionVerifier::is_constant(ValueId id, std::size_t depth) const {
  if (depth > greatest_depth) return false;
  const ValueKind& kind = program_[id].kind;
  if (const auto* product = std::get_if<Product>(&kind))
    return is_constant(product->left, depth + 1) && is_constant(product->right, depth + 1);
  return std::holds_alternative<NumberLiteral>(kind) || std::holds_alternative<ParameterValue>(kind);
}

void ConditionVerifier::walk_value(ValueId id, std::size_t depth) {
  if (fault_ || !in_range(id, program_.values, "value") || !check(depth <= greatest_depth, "values form a cycle"))
    return;
  const Type& type = program_[id].type;
  const auto has_kind = [&](TypeKind kind) { check(type.kind == kind, "a value says another type than it has"); };
  match(
      program_[id],
      [&](const NumberLiteral& number) {
        has_kind(TypeKind::Number);
        check(type.dimension == number.dimension, "a number says another dimension than it has");
      },
      [&](const DayLiteral&) { has_kind(TypeKind::Day); }, [&](const MomentLiteral&) { has_kind(TypeKind::Moment); },
      [&](const TextLiteral&) { has_kind(TypeKind::Text); },
      [&](const EnumerationLiteral& literal) {
        has_kind(TypeKind::Enumeration);
        if (in_range(literal.enumeration, program_.vocabulary.enumerations, "enumeration"))
          check(literal.value < program_[literal.enumeration].values.size(), "an enumeration has no such value");
      },
      [&](const Attribute& attribute) {
        if (valid_column(attribute.path, attribute.column, {}))
          check(same_type(type, program_[attribute.path.end].columns[attribute.column].type),
                "an attribute says another type than its column");
      },
      [&](const ParameterValue& parameter) {
        has_kind(TypeKind::Number);
        if (in_range(parameter.parameter, program_.parameters, "parameter"))
          check(same_type(type, program_[parameter.parameter].type), "a parameter says another type than it has");
      },
      [&](const Product& product) {
        has_kind(TypeKind::Number);
        walk_value(product.left, depth + 1);
        walk_value(product.right, depth + 1);
        if (!fault_)
          check(is_constant(product.left, 0) || is_constant(product.right, 0),
                "neither side of a product is a constant");
      },
      [&](const Now& now) { has_kind(now.to_the_minute ? TypeKind::Moment : TypeKind::Day); },
      [&](const LatestEvent& latest) {
        if (!valid_path(latest.path) || !in_range(latest.event, program_.vocabulary.relations, "relation")) return;
        const Relation& event = program_[latest.event];
        if (!check(event.kind == RelationKind::Event && event.subject && event.begin,
                   "the latest row of what is no event"))
          return;
        check(event.columns[*event.subject].type.target == latest.path.end,
              "the latest event of a thing of another sort");
        check(type.kind == event.columns[*event.begin].type.kind, "the latest event says another type than its time");
        check(!latest.its_end || event.end, "the end of an event that has none");
      },
      [&](const Shifted& shifted) {
        walk_value(shifted.base, depth + 1);
        if (fault_) return;
        check(program_[shifted.base].type.kind == type.kind, "a shifted time says another type than its base");
        check(type.kind == TypeKind::Day || type.kind == TypeKind::Moment, "what is shifted is no time");
        if (!shifted.parameter) {
          check(type.kind != TypeKind::Day || shifted.minutes % value::minutes_per_day == 0,
                "a day is shifted by part of a day");
          return;
        }
        check(shifted.days == 0 && shifted.minutes == 0, "a time is shifted by a parameter and a number");
        if (in_range(*shifted.parameter, program_.parameters, "parameter"))
          check(program_[*shifted.parameter].type.dimension == value::Dimension::Duration,
                "a time is shifted by no duration");
      },
      [&](const DayOf& day) {
        has_kind(TypeKind::Day);
        walk_value(day.moment, depth + 1);
        if (!fault_) check(program_[day.moment].type.kind == TypeKind::Moment, "the day of what is no moment");
      });
}

void ConditionVerifier::walk(ConditionId id, std::size_t depth) {
  if (fault_ || !in_range(id, program_.conditions, "condition") ||
      !check(depth <= greatest_depth, "conditions form a cycle"))
    return;
  const auto walk_all = [&](const std::vector<ConditionId>& parts) {
    for (const ConditionId part : parts) walk(part, depth + 1);
  };
  match(
      program_[id], [](const Constant&) {}, [&](const All& all) { walk_all(all.parts); },
      [&](const AnyOf& any) { walk_all(any.parts); }, [&](const Negation& negation) { walk(negation.part, depth + 1); },
      [&](const Compare& compare) {
        walk_value(compare.left, depth + 1);
        walk_value(compare.right, depth + 1);
        if (fault_) return;
        const Type& left = program_[compare.left].type;
        check(same_type(left, program_[compare.right].type), "values of two types are compared");
        const bool ordered =
            left.kind == TypeKind::Number || left.kind == TypeKind::Day || left.kind == TypeKind::Moment;
        check(ordered || compare.op == Comparison::Equal || compare.op == Comparison::NotEqual,
              "values without an order are compared by order");
      },
      [&](const Flag& flag) { valid_column(flag.path, flag.column, TypeKind::YesNo); },
      [&](const SameThing& same) {
        if (valid_path(same.left) && valid_path(same.right))
          check(same.left.end == same.right.end, "things of two sorts are said to be the same");
      },
      [&](const Present& present) { valid_path(present.path); },
      [&](const HasClass& has) {
        if (!valid_path(has.path) || !in_range(has.scale, program_.vocabulary.scales, "scale")) return;
        const std::size_t count = program_[program_[has.scale].classes].values.size();
        check(has.lowest <= has.highest && has.highest < count, "a class that its scale does not have");
      },
      [&](const Count& count) { walk_count(count, depth); });
}

void ConditionVerifier::walk_count(const Count& count, std::size_t depth) {
  if (!valid_path(count.path) || !in_range(count.relation, program_.vocabulary.relations, "relation")) return;
  const Relation& relation = program_[count.relation];
  if (!check(count.link < relation.columns.size(), "a count is linked by a column that does not exist")) return;
  const Type& link = relation.columns[count.link].type;
  check(link.kind == TypeKind::Reference && link.target == count.path.end,
        "a count is linked to things of another sort");
  check(count.lowest || count.highest, "a count without a bound");
  for (const auto& bound : {count.lowest, count.highest}) {
    if (!bound) continue;
    walk_value(*bound, depth + 1);
    if (!fault_) check(program_[*bound].type.kind == TypeKind::Number, "a count is compared with what is no number");
  }
  for (const auto& bound : {count.window.begin, count.window.end}) {
    if (!bound) continue;
    check(relation.begin.has_value(), "a window over rows without a time");
    walk_value(bound->at, depth + 1);
    if (fault_) return;
    const TypeKind kind = program_[bound->at].type.kind;
    check(kind == TypeKind::Day || kind == TypeKind::Moment, "a window that does not begin or end at a time");
    check(!count.each_day || kind == TypeKind::Day, "each day of a window that has no days");
  }
  check(!count.each_day || (count.window.begin && count.window.end), "each day of a window without an end");
  if (!count.filter) return;
  rows_.push_back(count.relation);
  walk(*count.filter, depth + 1);
  rows_.pop_back();
}

}  // namespace polc::core
