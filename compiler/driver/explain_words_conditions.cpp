// SPDX-License-Identifier: Apache-2.0
// Parts of conditions: the words of the sentence, and what the facts say of them.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/driver/explain_words.h"
#include "runtime/value/match.h"

namespace polc::driver {

using interpret::Presence;
using value::Truth;

Mark mark_of(Truth truth) {
  switch (truth) {
    case Truth::True:
      return Mark::Holds;
    case Truth::False:
      return Mark::Fails;
    case Truth::Unknown:
      return Mark::Unknown;
  }
  return Mark::None;
}

namespace {

// One line; long ones end in an ellipsis, never inside a character.
std::string on_one_line(std::string_view text) {
  constexpr std::size_t longest = 200;
  std::string line;
  bool is_space = false;
  for (const char letter : text) {
    const bool continues = (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U;
    if (line.size() >= longest && !continues) return line + "…";
    if (letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r') {
      is_space = !line.empty();
      continue;
    }
    if (is_space) line += ' ';
    is_space = false;
    line += letter;
  }
  return line;
}

}  // namespace

std::string ExplanationWriter::quote(source::Span span) const {
  return span.is_known() ? on_one_line(sources_.text(span)) : std::string();
}

std::string ExplanationWriter::thing(core::RelationId sort, facts::Row row) const {
  return label(program_[sort].label) + say(" ", "") + wording_.thing(sort, row);
}

void ExplanationWriter::add_parts(const explain::PartTrace& trace, std::vector<Step>& steps) const {
  const auto* connective = std::get_if<explain::ConnectiveTrace>(&trace.what);
  if (connective != nullptr && connective->kind == explain::ConnectiveTrace::Kind::All && !trace.parts.empty()) {
    for (const explain::PartTrace& one : trace.parts) add_parts(one, steps);
    return;
  }
  if (std::holds_alternative<explain::ConstantTrace>(trace.what)) return;
  steps.push_back(part(trace));
}

Step ExplanationWriter::part(const explain::PartTrace& trace) const {
  Step step;
  step.mark = mark_of(trace.truth);
  const core::Condition& node = program_[trace.condition];
  const std::string quoted = quote(node.span);
  const auto against_facts = [&](const std::string& facts) {
    step.text = quoted.empty() ? facts : quoted + say(": ", "：") + facts;
  };
  value::match(
      trace.what, [&](const explain::ConstantTrace&) { step.text = say("in any case", "任何情形"); },
      [&](const explain::ConnectiveTrace& connective) {
        if (connective.kind == explain::ConnectiveTrace::Kind::Not && trace.parts.size() == 1 &&
            !std::holds_alternative<explain::ConnectiveTrace>(trace.parts[0].what)) {
          // `no …` is told by what it denies.
          Step denied = part(trace.parts[0]);
          const std::string inner = quote(program_[trace.parts[0].condition].span);
          if (!quoted.empty() && !inner.empty() && denied.text.starts_with(inner))
            denied.text = quoted + denied.text.substr(inner.size());
          denied.mark = step.mark;
          step = std::move(denied);
          return;
        }
        switch (connective.kind) {
          case explain::ConnectiveTrace::Kind::All:
            step.text = say("all of these:", "以下各项同时成立：");
            break;
          case explain::ConnectiveTrace::Kind::Any:
            step.text = say("at least one of these:", "以下至少一项成立：");
            break;
          case explain::ConnectiveTrace::Kind::Not:
            step.text = say("this does not hold:", "以下不成立：");
            break;
        }
        if (trace.parts.empty()) step.text = quoted;
        for (const explain::PartTrace& one : trace.parts) step.steps.push_back(part(one));
      },
      [&](const explain::ComparisonTrace& comparison) {
        const auto& compare = std::get<core::Compare>(node.kind);
        const core::Type& left_type = program_[compare.left].type;
        std::string facts;
        for (const explain::Operand* side : {&comparison.left, &comparison.right}) {
          const std::string words = operand(*side, left_type);
          if (words.empty()) continue;
          facts += (facts.empty() ? "" : say("; ", "；")) + words;
        }
        against_facts(facts);
      },
      [&](const explain::YesNoTrace& yes_no) {
        if (yes_no.cell.row == explain::no_row) {
          against_facts(say("there is no such thing", "没有这样的对象"));
          return;
        }
        const core::Column& column = program_[yes_no.cell.relation].columns[yes_no.cell.column];
        std::string value;
        if (column.defined_by_rules) {
          value = trace.truth == Truth::Unknown
                      ? say("unknown", "未知")
                      : say(trace.truth == Truth::True ? "yes" : "no", trace.truth == Truth::True ? "是" : "否");
        } else {
          value = wording_.cell(yes_no.cell.relation, yes_no.cell.row, yes_no.cell.column);
        }
        // The name of the attribute is in it; what is quoted would be that name again, or a bare `yes`.
        step.text = fmt::format(fmt::runtime(say("{} is {}", "{}为“{}”")),
                                wording_.place_of(yes_no.cell.relation, yes_no.cell.row, yes_no.cell.column), value);
        if (!yes_no.rules) return;
        for (const Truth truth : {Truth::True, Truth::Unknown, Truth::False})
          if (truth == yes_no.rules->truth)
            add_rules(yes_no.rules->rules, truth, std::nullopt, yes_no.cell.relation, yes_no.cell.row, step.steps);
      },
      [&](const explain::SameTrace& same) {
        const auto one = [&](core::RelationId sort, facts::Row row) {
          return row == explain::no_row ? say("none", "无") : thing(sort, row);
        };
        against_facts(one(same.left_sort, same.left) + say(" and ", "、") + one(same.right_sort, same.right));
      },
      [&](const explain::PresentTrace& present) {
        against_facts(present.row == explain::no_row ? say("none", "无") : thing(present.sort, present.row));
      },
      [&](const explain::HasClassTrace& has) {
        if (has.thing == explain::no_row) {
          against_facts(say("there is no such thing", "没有这样的对象"));
          return;
        }
        std::string pattern;
        switch (has.state) {
          case interpret::ClassState::Class:
          case interpret::ClassState::Unknown:
            pattern = say("{} of {} is {}", "{1}的{0}为{2}");
            break;
          case interpret::ClassState::Conflict:
            pattern = say("{1} has two classes of {0} at once", "{1}同时属于两个{0}等级");
            break;
          case interpret::ClassState::Gap:
          case interpret::ClassState::None:
            pattern = say("{1} has no class of {0}", "{1}没有{0}等级");
            break;
        }
        against_facts(fmt::format(fmt::runtime(pattern), label(program_[has.scale].label), thing(has.sort, has.thing),
                                  has.state == interpret::ClassState::Class ? wording_.class_name(has.scale, has.rank)
                                                                            : say("unknown", "未知")));
        if (!has.rules) return;
        for (Step& one : given(*has.rules)) step.steps.push_back(std::move(one));
        const Truth shown = has.state == interpret::ClassState::Unknown ? Truth::Unknown
                            : has.rules->certain != 0                   ? Truth::True
                                                                        : Truth::False;
        add_rules(has.rules->rules, shown, std::nullopt, has.sort, has.thing, step.steps);
      },
      [&](const explain::CountTrace& count) {
        against_facts(found(std::get<core::Count>(node.kind), count));
        add_count(trace, count, step);
      });
  if (trace.cut)
    step.steps.push_back({StepKind::More, Mark::None, say("… not followed further", "……不再展开"), {}, {}});
  return step;
}

// "home's temperature is 36.5 °C"; empty for what the sentence itself says.
std::string ExplanationWriter::operand(const explain::Operand& operand, const core::Type& type) const {
  const core::Value& node = program_[operand.value];
  const auto is = [&](const std::string& what, const std::string& value) {
    return fmt::format(fmt::runtime(say("{} is {}", "{}为{}")), what, value);
  };
  std::string value;
  if (operand.reading.presence == Presence::Absent) {
    value = say("not said", "未填");
  } else if (operand.reading.presence == Presence::Never) {
    value = say("never", "未发生");
  } else {
    switch (node.type.kind) {
      case core::TypeKind::Number:
        value = operand.reading.number ? wording_.number(type, *operand.reading.number) : say("not said", "未填");
        break;
      case core::TypeKind::Day:
        value = value::to_iso(value::Day{static_cast<std::int32_t>(operand.reading.raw)});
        break;
      case core::TypeKind::Moment:
        value = value::to_iso(value::Moment{operand.reading.raw});
        break;
      case core::TypeKind::Enumeration:
        value = label(program_[node.type.enumeration].values[static_cast<std::size_t>(operand.reading.raw)]);
        break;
      case core::TypeKind::Text:
      case core::TypeKind::YesNo:
      case core::TypeKind::Reference:
        value = std::string(operand.reading.text);
        break;
    }
  }
  if (operand.cell) {
    const core::Column& column = program_[operand.cell->relation].columns[operand.cell->column];
    if (!column.ratio) value = wording_.cell(operand.cell->relation, operand.cell->row, operand.cell->column);
    return is(wording_.place_of(operand.cell->relation, operand.cell->row, operand.cell->column), value);
  }
  if (operand.parameter) {
    std::string words = is(label(program_[*operand.parameter].label), value);
    if (operand.parameter_from && program_[*operand.parameter].versions.size() > 1)
      words += fmt::format(fmt::runtime(say(" (since {})", "（自{}起）")), instant(*operand.parameter_from));
    return words;
  }
  if (std::holds_alternative<core::LatestEvent>(node.kind) || std::holds_alternative<core::Shifted>(node.kind) ||
      std::holds_alternative<core::DayOf>(node.kind) || std::holds_alternative<core::Product>(node.kind) ||
      std::holds_alternative<core::Attribute>(node.kind)) {
    const std::string words = quote(node.span);
    return words.empty() || words == value ? value : is(words, value);
  }
  return {};
}

std::string ExplanationWriter::window(const interpret::CountReading& reading) const {
  const auto time = [&](std::int64_t at) {
    return reading.in_minutes ? wording_.moment(value::Moment{at})
                              : value::to_iso(value::Day{static_cast<std::int32_t>(at)});
  };
  const std::int64_t now = reading.in_minutes ? moment_.since_epoch : std::int64_t{value::day_of(moment_).since_epoch};
  const std::int64_t end = std::min(reading.end, now);
  if (reading.begin <= interpret::long_ago) return fmt::format(fmt::runtime(say("up to {}", "截至{}")), time(end));
  // A window that lies ahead keeps its own end.
  return time(reading.begin) + " … " + time(reading.begin > end ? reading.end : end);
}

std::string ExplanationWriter::found(const core::Count& node, const explain::CountTrace& count) const {
  const interpret::CountReading& reading = count.reading;
  if (reading.thing == explain::no_row) return say("there is no such thing", "没有这样的对象");
  if (reading.window == Presence::Never)
    return say("what the time is counted from has not happened", "计时所依的事件没有发生");
  if (reading.window == Presence::Absent) return say("it is not known which days count", "不知道计算哪些日期");
  const auto amount = [&](std::int64_t number) {
    const auto whole = value::multiply(value::Rational(number), reading.step);
    return whole ? value::to_string(*whole) : std::to_string(number);
  };
  const interpret::Interval& number = reading.number;
  std::string text;
  if (!number.no_low && !number.no_high && number.low == number.high)
    text = fmt::format(fmt::runtime(say("found {}", "查得{}")), amount(number.low));
  else if (!number.no_low && number.low > 0)
    text = fmt::format(fmt::runtime(say("found at least {}", "查得至少{}")), amount(number.low));
  else
    text = say("it is not known how many", "不知道有多少");
  text += fmt::format(fmt::runtime(say(" ({})", "（{}）")), window(reading));
  const auto bound = [&](const std::optional<interpret::Reading>& side) {
    return side && side->number ? value::to_string(*side->number) : std::string("?");
  };
  if (reading.lowest && reading.highest && reading.lowest->number == reading.highest->number)
    text += fmt::format(fmt::runtime(say(", exactly {} asked", "，要求恰好{}")), bound(reading.lowest));
  else {
    if (reading.lowest)
      text += fmt::format(fmt::runtime(say(", at least {} asked", "，要求至少{}")), bound(reading.lowest));
    if (reading.highest)
      text += fmt::format(fmt::runtime(say(", at most {} asked", "，要求至多{}")), bound(reading.highest));
  }
  if (node.each_day) text += say(" on each day", "（逐日）");
  return text;
}

void ExplanationWriter::add_count(const explain::PartTrace& trace, const explain::CountTrace& count, Step& step) const {
  const core::Count& node = std::get<core::Count>(program_[trace.condition].kind);
  if (count.failing_day) {
    const std::string day = value::to_iso(value::Day{static_cast<std::int32_t>(*count.failing_day)});
    step.steps.push_back(
        {StepKind::Condition,
         step.mark,
         fmt::format(fmt::runtime(trace.truth == Truth::Unknown ? say("not known for {}", "{}的情况未知")
                                                                : say("not so on {}", "{}不符")),
                     day),
         {},
         {}});
  }
  std::size_t counted = 0;
  for (const explain::CountedRow& row : count.rows) {
    Step line;
    line.kind = StepKind::Row;
    line.mark = mark_of(row.counted.truth);
    line.text = program_[node.relation].kind == core::RelationKind::Entity
                    ? thing(node.relation, row.counted.row)
                    : wording_.row(node.relation, row.counted.row);
    if (row.counted.truth == Truth::False)
      line.text += say(" does not count", "不计入");
    else
      ++counted;
    for (const explain::PartTrace& filter : row.filter) add_parts(filter, line.steps);
    step.steps.push_back(std::move(line));
  }
  // Reports of 0 are not shown and not told of.
  if (!program_[node.relation].counting_column && count.reading.row_count > counted && counted > 0)
    step.steps.push_back(
        {StepKind::More,
         Mark::None,
         fmt::format(fmt::runtime(say("… and {} more", "……另有{}条")), count.reading.row_count - counted),
         {},
         {}});
  if (trace.truth != Truth::Unknown) return;
  constexpr std::size_t missing_shown = 5;
  for (std::size_t at = 0; at < count.reading.missing.size() && at < missing_shown; ++at)
    step.steps.push_back({StepKind::Missing, Mark::Unknown, wording_.missing(count.reading.missing[at]), {}, {}});
}

}  // namespace polc::driver
