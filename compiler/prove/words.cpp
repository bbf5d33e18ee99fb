// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/words.h"

#include "runtime/value/units.h"

namespace polc::prove {
namespace {

using diag::Argument;
using source::Language;

const std::string& in(const core::Label& label, Language language) {
  return language == Language::Chinese && !label.chinese.empty() ? label.chinese : label.neutral();
}

std::string number(const core::Type& type, value::Rational amount, Language language) {
  const value::Rational shown = value::divide(amount, type.unit_factor).value_or(amount);
  std::string text = value::to_string(shown);
  const auto unit = value::find_unit(type.unit);
  if (type.unit.empty() || !unit) return text;
  if (language == Language::Chinese) return text + std::string(value::chinese_name(*unit));
  return text + " " + std::string(value::english_name(*unit, shown != value::Rational(1)));
}

struct CellText {
  const core::Program& program;
  const core::Type& type;
  const Style& style;

  std::string operator()(bool yes) const {
    return style.language == Language::Chinese ? (yes ? "是" : "否") : (yes ? "yes" : "no");
  }
  std::string operator()(const std::string& text) const { return style.quoted(text); }
  std::string operator()(std::uint32_t value) const { return style.name(program[type.enumeration].values[value]); }
  std::string operator()(value::Rational amount) const { return number(type, amount, style.language); }
  std::string operator()(value::Day day) const { return value::to_iso(day); }
  std::string operator()(value::Moment moment) const { return value::to_iso(moment); }
};

// What a row is called behind `given`: records by the scale or measure that they are of.
const core::Label& label_of(const core::Program& program, const core::Relation& relation) {
  if (relation.scale) return program[*relation.scale].label;
  if (relation.measure) return program[*relation.measure].label;
  return relation.label;
}

}  // namespace

Argument words(const core::Label& label) { return {in(label, Language::English), in(label, Language::Chinese)}; }

Argument article_of(const core::Program& program, const core::Sentence& sentence) {
  const core::Article& article = program[sentence.article];
  const core::Label& policy = program[article.policy].label;
  return {"article " + article.number + " of " + in(policy, Language::English),
          in(policy, Language::Chinese) + "第" + article.number + "条"};
}

std::string Style::name(const core::Label& label) const {
  const std::string& text = in(label, language);
  return needs_quotes && needs_quotes(text) ? quoted(text) : text;
}

std::string Style::quoted(const std::string& text) const {
  return language == Language::Chinese ? "“" + text + "”" : "\"" + text + "\"";
}

std::string fact_text(const core::Program& program, const core::GivenRow& row, const Style& style) {
  const core::Relation& relation = program[row.relation];
  const bool chinese = style.language == Language::Chinese;
  const std::string& label = in(label_of(program, relation), style.language);
  const std::string key = style.quoted(row.subject);
  const bool is_thing = relation.kind == core::RelationKind::Entity;
  std::string text = is_thing ? label + " " + key : chinese ? key + " 的 " + label : label + " of " + key;
  bool first = true;
  for (const core::GivenCell& cell : row.cells) {
    const core::Column& column = relation.columns[cell.column];
    text += first ? (chinese ? "：" : ": ") : (chinese ? "，" : ", ");
    first = false;
    const bool truth = column.type.kind == core::TypeKind::YesNo;
    text += style.name(column.label) + (chinese ? (truth ? " 为 " : " 是 ") : " is ");
    text += std::visit(CellText{program, column.type, style}, cell.value);
  }
  return text;
}

Argument fact(const core::Program& program, const core::GivenRow& row) {
  return {fact_text(program, row, {Language::English, {}}), fact_text(program, row, {Language::Chinese, {}})};
}

Argument moment(value::Moment at) {
  const bool end_of_day = value::minute_of_day(at) == value::minutes_per_day - 1;
  return end_of_day ? value::to_iso(value::day_of(at)) : value::to_iso(at);
}

Argument beginning(value::Moment at) {
  return value::minute_of_day(at) == 0 ? value::to_iso(value::day_of(at)) : value::to_iso(at);
}

Argument name_of(Property property) {
  switch (property) {
    case Property::ClassConflict:
      return {"a class conflict", "等级冲突"};
    case Property::ClassGap:
      return {"a class gap", "等级缺失"};
    case Property::Contradiction:
      return {"a contradiction", "相互矛盾"};
    case Property::TwoModes:
      return {"two modes at once", "两种方式并存"};
    case Property::DefaultForbidden:
      return {"a default that a hard rule forbids", "与禁止相抵的原则要求"};
    case Property::PermissionRuledOut:
      return {"a permission that is ruled out", "许可被排除"};
    case Property::NeverApplies:
      return {"a sentence that never applies", "永不适用"};
    case Property::ExceptionNeverBites:
      return {"an exception that never bites", "例外不起作用"};
    case Property::Redundant:
      return {"redundant", "多余"};
    case Property::RedundantInPart:
      return {"redundant in part", "部分多余"};
    case Property::OpenAlternative:
      return {"an open alternative", "选择未定"};
    case Property::ChoiceClosed:
      return {"a choice that is closed", "选择被全部排除"};
    case Property::JudgementOfNobody:
      return {"a judgement that nobody is named to make", "无人负责的判断"};
    case Property::RecipientMissing:
      return {"a report to nobody", "没有接收方"};
    case Property::FrequencyMissing:
      return {"a frequency that is left open", "频次未定"};
    case Property::MeansMissing:
      return {"a duty without its means", "缺少条件的义务"};
    case Property::OtherMeaning:
      return {"one word with two meanings", "一词两义"};
    case Property::LapsedReference:
      return {"a reference to what is not in force", "引用未施行的文件"};
    case Property::AboveCeiling:
      return {"above a ceiling", "超出上限"};
    case Property::BelowFloor:
    case Property::ReadsAsEnough:
      return {"below a floor", "低于下限"};
    case Property::ScopeWidened:
      return {"imposed on too many", "扩大范围"};
    case Property::Barred:
      return {"a barred measure", "不许采取的措施"};
    case Property::PermissionWithdrawn:
      return {"a withdrawn permission", "收回许可"};
    case Property::ProhibitionContradicted:
      return {"against a prohibition", "与禁止相抵触"};
    case Property::DutyObstructed:
      return {"against a duty", "妨碍义务"};
    case Property::ClosedListExtended:
      return {"an addition to a closed list", "扩充封闭清单"};
    case Property::ClassRedefined:
      return {"another meaning of a class", "改变等级"};
    case Property::NotDelegated:
      return {"somebody else's decision", "未经授权"};
    case Property::OutsidePower:
      return {"outside the issuer's power", "超越职权"};
  }
  return "";
}

std::string key_of(Property property) {
  switch (property) {
    case Property::ClassConflict:
      return "class-conflict";
    case Property::ClassGap:
      return "class-gap";
    case Property::Contradiction:
      return "contradiction";
    case Property::TwoModes:
      return "two-modes";
    case Property::DefaultForbidden:
      return "default-forbidden";
    case Property::PermissionRuledOut:
      return "permission-ruled-out";
    case Property::NeverApplies:
      return "never-applies";
    case Property::ExceptionNeverBites:
      return "exception-never-bites";
    case Property::Redundant:
      return "redundant";
    case Property::RedundantInPart:
      return "redundant-in-part";
    case Property::OpenAlternative:
      return "open-alternative";
    case Property::ChoiceClosed:
      return "choice-closed";
    case Property::JudgementOfNobody:
      return "judgement-of-nobody";
    case Property::RecipientMissing:
      return "recipient-missing";
    case Property::FrequencyMissing:
      return "frequency-missing";
    case Property::MeansMissing:
      return "means-missing";
    case Property::OtherMeaning:
      return "other-meaning";
    case Property::LapsedReference:
      return "lapsed-reference";
    case Property::AboveCeiling:
      return "above-ceiling";
    case Property::BelowFloor:
      return "below-floor";
    case Property::ReadsAsEnough:
      return "reads-as-enough";
    case Property::ScopeWidened:
      return "scope-widened";
    case Property::Barred:
      return "barred-measure";
    case Property::PermissionWithdrawn:
      return "permission-withdrawn";
    case Property::ProhibitionContradicted:
      return "prohibition-contradicted";
    case Property::DutyObstructed:
      return "duty-obstructed";
    case Property::ClosedListExtended:
      return "closed-list-extended";
    case Property::ClassRedefined:
      return "class-redefined";
    case Property::NotDelegated:
      return "not-delegated";
    case Property::OutsidePower:
      break;
  }
  return "outside-power";
}

Argument length(value::Rational minutes) {
  constexpr std::int64_t minutes_per_hour = 60;
  const auto in_units = [&](std::int64_t unit, const char* one, const char* many, const char* chinese) -> Argument {
    const value::Rational shown = value::divide(minutes, value::Rational(unit)).value_or(minutes);
    const std::string text = value::to_string(shown);
    return {text + " " + (shown == value::Rational(1) ? one : many), text + chinese};
  };
  const bool is_whole = minutes.denominator() == 1;
  if (is_whole && minutes.numerator() % value::minutes_per_day == 0)
    return in_units(value::minutes_per_day, "day", "days", "天");
  if (is_whole && minutes.numerator() % minutes_per_hour == 0)
    return in_units(minutes_per_hour, "hour", "hours", "小时");
  return in_units(1, "minute", "minutes", "分钟");
}

Argument amount(const core::Type& type, value::Rational base) {
  return {number(type, base, Language::English), number(type, base, Language::Chinese)};
}

Argument target_of(const core::Program& program, const LapsedReference& reference) {
  const core::Label& policy = program[reference.target].label;
  if (!reference.article) return words(policy);
  const std::string& number = program[*reference.article].number;
  return {"article " + number + " of " + in(policy, Language::English),
          in(policy, Language::Chinese) + "第" + number + "条"};
}

Argument why(const core::Program& program, const LapsedReference& reference) {
  switch (reference.why) {
    case LapsedReference::Why::NotYet: {
      const std::string from = beginning(*program[reference.target].in_force_from).text(Language::English);
      return {"it comes into force on " + from, "其自 " + from + " 起施行"};
    }
    case LapsedReference::Why::Ended: {
      const value::Moment last{program[reference.target].in_force_until->since_epoch - 1};
      const std::string end = moment(last).text(Language::English);
      return {"it was in force until " + end, "其施行至 " + end};
    }
    case LapsedReference::Why::Superseded:
      break;
  }
  if (!reference.by) return {"it is superseded", "其已被取代"};
  const core::Label& by = program[*reference.by].label;
  return {"it is superseded by " + in(by, Language::English), "其已被" + in(by, Language::Chinese) + "取代"};
}

Argument why(const Open& open) {
  switch (open.reason) {
    case Reason::NoSolver:
      return {"the solver is not there", "缺少求解器"};
    case Reason::Limit:
      return {"the solver reached its limit of time or memory", "求解器达到时间或内存限度"};
    case Reason::Construct:
      break;
  }
  switch (open.construct) {
    case Construct::ProductOfUnknowns:
      return {"an amount is multiplied or divided by another that is not known", "数量与另一未知数量相乘或相除"};
    case Construct::EndOfLatest:
      return {"the end of the latest event is compared", "比较了最近一次事件的结束时间"};
    case Construct::PartOfTotal:
      return {"only some rows of a cumulative total are counted", "只统计累计数中的部分记录"};
    case Construct::DaysNotCounted:
      return {"`on each of` more than 60 days, or of a span whose length is not fixed", "“连续”的天数超过60天或不固定"};
    case Construct::TooManyRows:
      return {"too many rows would have to be told apart", "须区分的记录过多"};
    case Construct::DefinedByItself:
      return {"a class depends on itself by way of other things", "等级经由其他对象依赖于自身"};
    case Construct::NumberTooLarge:
      return {"a number does not fit", "数值过大"};
    case Construct::WorldsThatAreNone:
      return {"the world that was found could not be shown to the interpreter", "所找到的情形无法交由解释器核对"};
  }
  return "";
}

}  // namespace polc::prove
