// SPDX-License-Identifier: Apache-2.0
// Values and conditions as expressions.
#include "compiler/core/dump.h"
#include "compiler/core/dump_parts.h"
#include "compiler/core/match.h"

namespace polc::core {

namespace {

std::string suffix(value::Dimension dimension) {
  switch (dimension) {
    case value::Dimension::Number:
      return "";
    case value::Dimension::Duration:
      return "min";
    case value::Dimension::CalendarMonths:
      return "mon";
    case value::Dimension::Length:
      return "m";
    case value::Dimension::Area:
      return "m2";
    case value::Dimension::Temperature:
      return "degC";
    case value::Dimension::Ratio:
      return "ratio";
  }
  return "";
}

const Relation* relation_of_row(const Program& program, std::uint32_t row, const RowsInScope& rows) {
  return row < rows.size() && rows[row] ? &program[*rows[row]] : nullptr;
}

// `path` and then one more column, which is of the relation that the path ends at.
Expression attribute_expression(const Program& program, const Path& path, ColumnIndex column, const RowsInScope& rows) {
  Expression expression = path_expression(program, path, rows);
  expression.word += '.' + quoted_name(program[path.end].columns[column].label.neutral());
  return expression;
}

std::string signed_amount(std::int64_t amount, const char* unit) {
  return (amount < 0 ? "" : "+") + std::to_string(amount) + unit;
}

Expression shifted_expression(const Program& program, const Shifted& shifted, const RowsInScope& rows) {
  std::vector<Expression> parts{value_expression(program, shifted.base, rows)};
  if (shifted.parameter) {
    parts.push_back(list(shifted.backwards ? "minus" : "plus", {name_of(program[*shifted.parameter].label)}));
    if (shifted.plus_days != 0) parts.push_back(leaf(signed_amount(shifted.plus_days, "d")));
  } else {
    if (shifted.days != 0 || shifted.minutes == 0) parts.push_back(leaf(signed_amount(shifted.days, "d")));
    if (shifted.minutes != 0) parts.push_back(leaf(signed_amount(shifted.minutes, "min")));
  }
  return list("shift", std::move(parts));
}

const char* sign_of(Comparison op) {
  switch (op) {
    case Comparison::Equal:
      return "=";
    case Comparison::NotEqual:
      return "!=";
    case Comparison::Less:
      return "<";
    case Comparison::LessOrEqual:
      return "<=";
    case Comparison::Greater:
      return ">";
    case Comparison::GreaterOrEqual:
      return ">=";
  }
  return "";
}

std::vector<Expression> expressions(const Program& program, const std::vector<ConditionId>& ids,
                                    const RowsInScope& rows) {
  std::vector<Expression> parts;
  for (const ConditionId id : ids) parts.push_back(condition_expression(program, id, rows));
  return parts;
}

Expression class_expression(const Program& program, const HasClass& has, const RowsInScope& rows) {
  const Scale& scale = program[has.scale];
  const std::vector<Label>& classes = program[scale.classes].values;
  std::string range = quoted_name(classes[has.lowest].neutral());
  if (has.highest != has.lowest) range += ".." + quoted_name(classes[has.highest].neutral());
  return list("class", {path_expression(program, has.path, rows), name_of(scale.label), leaf(std::move(range))});
}

Expression bound_expression(const Program& program, const char* inclusive, const char* exclusive,
                            const TimeBound& bound, const RowsInScope& rows) {
  return list(bound.inclusive ? inclusive : exclusive, {value_expression(program, bound.at, rows)});
}

Expression count_expression(const Program& program, const Count& count, const RowsInScope& rows) {
  const Relation& relation = program[count.relation];
  std::vector<Expression> parts{name_of(relation.label)};
  parts.push_back(
      list("by", {name_of(relation.columns[count.link].label), path_expression(program, count.path, rows)}));
  if (count.filter) {
    RowsInScope inner = rows;
    inner.push_back(count.relation);
    parts.push_back(list("where", {condition_expression(program, *count.filter, inner)}));
  }
  if (count.window.begin) parts.push_back(bound_expression(program, "from", "after", *count.window.begin, rows));
  if (count.window.end) parts.push_back(bound_expression(program, "through", "before", *count.window.end, rows));
  if (count.each_day) parts.push_back(leaf("each-day"));
  if (count.lowest) parts.push_back(list("at-least", {value_expression(program, *count.lowest, rows)}));
  if (count.highest) parts.push_back(list("at-most", {value_expression(program, *count.highest, rows)}));
  return list("count", std::move(parts));
}

}  // namespace

RowsInScope rows_in_scope(const std::vector<RelationId>& rows) {
  RowsInScope known(rows.begin(), rows.end());
  if (known.empty()) known.emplace_back();
  return known;
}

Expression name_of(const Label& label) { return leaf(quoted_name(label.neutral())); }

Expression number_expression(value::Rational number, value::Dimension dimension) {
  return leaf(value::to_string(number) + suffix(dimension));
}

std::string print_moment(value::Moment moment) {
  std::string text = value::to_iso(moment);
  for (char& letter : text)
    if (letter == ' ') letter = 'T';
  return text;
}

Expression path_expression(const Program& program, const Path& path, const RowsInScope& rows) {
  std::string text = std::to_string(path.row);
  const Relation* relation = relation_of_row(program, path.row, rows);
  for (const ColumnIndex column : path.steps) {
    if (relation == nullptr || column >= relation->columns.size()) {
      text += ".#" + std::to_string(column);
      relation = nullptr;
      continue;
    }
    text += '.' + quoted_name(relation->columns[column].label.neutral());
    relation = &program[relation->columns[column].type.target];
  }
  return leaf(std::move(text));
}

Expression value_expression(const Program& program, ValueId id, const RowsInScope& rows) {
  return match(
      program[id], [&](const NumberLiteral& number) { return number_expression(number.number, number.dimension); },
      [&](const DayLiteral& day) { return leaf(value::to_iso(day.day)); },
      [&](const MomentLiteral& moment) { return leaf(print_moment(moment.moment)); },
      [&](const TextLiteral& text) { return leaf(quoted_text(text.text)); },
      [&](const EnumerationLiteral& literal) {
        const Enumeration& enumeration = program[literal.enumeration];
        return list("value", {name_of(enumeration.label), name_of(enumeration.values[literal.value])});
      },
      [&](const Attribute& attribute) { return attribute_expression(program, attribute.path, attribute.column, rows); },
      [&](const ParameterValue& value) { return list("parameter", {name_of(program[value.parameter].label)}); },
      [&](const Product& product) {
        return list("*",
                    {value_expression(program, product.left, rows), value_expression(program, product.right, rows)});
      },
      [&](const Now& now) { return leaf(now.to_the_minute ? "now" : "today"); },
      [&](const LatestEvent& latest) {
        return list(latest.its_end ? "end-of-latest" : "latest",
                    {name_of(program[latest.event].label), path_expression(program, latest.path, rows)});
      },
      [&](const Shifted& shifted) { return shifted_expression(program, shifted, rows); },
      [&](const DayOf& day) { return list("day", {value_expression(program, day.moment, rows)}); });
}

Expression condition_expression(const Program& program, ConditionId id, const RowsInScope& rows) {
  return match(
      program[id], [&](const Constant& constant) { return leaf(std::string(value::to_string(constant.truth))); },
      [&](const All& all) { return list("and", expressions(program, all.parts, rows)); },
      [&](const AnyOf& any) { return list("or", expressions(program, any.parts, rows)); },
      [&](const Negation& negation) { return list("not", {condition_expression(program, negation.part, rows)}); },
      [&](const Compare& compare) {
        return list(sign_of(compare.op),
                    {value_expression(program, compare.left, rows), value_expression(program, compare.right, rows)});
      },
      [&](const Flag& flag) { return attribute_expression(program, flag.path, flag.column, rows); },
      [&](const SameThing& same) {
        return list("same", {path_expression(program, same.left, rows), path_expression(program, same.right, rows)});
      },
      [&](const Present& present) { return list("present", {path_expression(program, present.path, rows)}); },
      [&](const HasClass& has) { return class_expression(program, has, rows); },
      [&](const Count& count) { return count_expression(program, count, rows); });
}

std::string print(const Program& program, ConditionId condition, const std::vector<RelationId>& rows) {
  return on_one_line(condition_expression(program, condition, rows_in_scope(rows)));
}
std::string print(const Program& program, ValueId value, const std::vector<RelationId>& rows) {
  return on_one_line(value_expression(program, value, rows_in_scope(rows)));
}

}  // namespace polc::core
