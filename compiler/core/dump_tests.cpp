// SPDX-License-Identifier: Apache-2.0
// Test blocks as expressions.
#include "compiler/core/dump_parts.h"
#include "compiler/core/match.h"

namespace polc::core {

namespace {

Expression given_value(const Program& program, const Column& column, const GivenValue& value) {
  return match(
      value, [](bool yes) { return leaf(yes ? "yes" : "no"); },
      [](const std::string& text) { return leaf(quoted_text(text)); },
      [&](std::uint32_t place) { return name_of(program[column.type.enumeration].values[place]); },
      [&](value::Rational number) { return number_expression(number, column.type.dimension); },
      [](value::Day day) { return leaf(value::to_iso(day)); },
      [](value::Moment moment) { return leaf(print_moment(moment)); });
}

Expression given_expression(const Program& program, const GivenRow& row) {
  const Relation& relation = program[row.relation];
  std::vector<Expression> parts{name_of(relation.label), leaf(quoted_text(row.subject))};
  for (const GivenCell& cell : row.cells) {
    const Column& column = relation.columns[cell.column];
    parts.push_back(list(quoted_name(column.label.neutral()), {given_value(program, column, cell.value)}));
  }
  return list("given", std::move(parts));
}

Expression no_report_expression(const Program& program, const GivenNoReport& gap) {
  std::vector<Expression> parts{name_of(program[gap.relation].label)};
  if (!gap.subject.empty()) parts.push_back(leaf(quoted_text(gap.subject)));
  if (gap.first) parts.push_back(list("from", {leaf(value::to_iso(*gap.first))}));
  if (gap.last) parts.push_back(list("through", {leaf(value::to_iso(*gap.last))}));
  return list("no-report", std::move(parts));
}

Expression lack_of(ExpectClass::Lack lack) {
  switch (lack) {
    case ExpectClass::Lack::Unknown:
      return leaf("unknown");
    case ExpectClass::Lack::Conflict:
      return leaf("conflicting");
    case ExpectClass::Lack::Gap:
      break;
  }
  return leaf("missing");
}

Expression expectation_expression(const Program& program, const Expectation& expectation) {
  Expression what = match(
      expectation.what,
      [&](const ExpectClass& expected) {
        const Scale& scale = program[expected.scale];
        return list("class",
                    {name_of(program[expected.sort].label), leaf(quoted_text(expected.subject)), name_of(scale.label),
                     expected.rank ? name_of(program[scale.classes].values[*expected.rank]) : lack_of(expected.lack)});
      },
      [&](const ExpectFlag& expected) {
        return list("flag", {leaf(quoted_text(expected.subject)),
                             name_of(program[expected.sort].columns[expected.column].label),
                             leaf(std::string(value::to_string(expected.truth)))});
      },
      [&](const ExpectNorm& expected) {
        std::vector<Expression> parts;
        if (!expected.subject.empty()) parts.push_back(leaf(quoted_text(expected.subject)));
        for (const MeasureId measure : expected.measures)
          parts.push_back(list("measure", {name_of(program[measure].label)}));
        if (expected.length) parts.push_back(number_expression(*expected.length, value::Dimension::Duration));
        return list(word_of(expected.modality), std::move(parts));
      },
      [&](const ExpectBreach& expected) {
        std::vector<Expression> parts;
        if (expected.policy) parts.push_back(name_of(program[*expected.policy].label));
        if (!expected.article.empty()) parts.push_back(list("article", {leaf(quoted_name(expected.article))}));
        if (!expected.kind.empty()) parts.push_back(leaf(quoted_text(expected.kind)));
        return list("breach", std::move(parts));
      });
  return list(expectation.negated ? "expect-not" : "expect", {std::move(what)});
}

}  // namespace

Expression test_expression(const Program& program, const Test& test) {
  std::vector<Expression> parts{leaf(quoted_text(test.name))};
  for (const GivenRow& row : test.given) parts.push_back(given_expression(program, row));
  for (const GivenNoReport& gap : test.no_reports) parts.push_back(no_report_expression(program, gap));
  for (const TestStep& step : test.steps) {
    std::vector<Expression> expectations{leaf(print_moment(step.moment))};
    for (const Expectation& expectation : step.expectations)
      expectations.push_back(expectation_expression(program, expectation));
    parts.push_back(list("on", std::move(expectations)));
  }
  return list("test", std::move(parts));
}

}  // namespace polc::core
