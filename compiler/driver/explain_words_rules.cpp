// SPDX-License-Identifier: Apache-2.0
// Sentences: what they say, whether they reach the subject, and what of them holds.
#include <fmt/format.h>

#include "compiler/driver/explain_words.h"

namespace polc::driver {

using interpret::Reach;
using value::Truth;

namespace {

constexpr std::size_t others_shown = 5;  // of the sentences that do not hold

}  // namespace

Citation ExplanationWriter::cite(const core::Sentence& sentence) const {
  Citation citation;
  citation.article = wording_.article(sentence.article);
  citation.title = program_[sentence.article].title;
  if (!sentence.span.is_known()) return citation;
  citation.quote = std::string(sources_.text(sentence.span));
  citation.file = sources_.file(sentence.span.file).path();
  citation.line = sources_.begin_position(sentence.span).line;
  return citation;
}

std::string ExplanationWriter::instant(value::Moment at) const {
  return value::minute_of_day(at) == 0 ? value::to_iso(value::day_of(at)) : wording_.moment(at);
}

std::string ExplanationWriter::article_with_title(core::ArticleId id) const {
  const std::string& title = program_[id].title;
  std::string text = wording_.article(id);
  if (!title.empty()) text += fmt::format(fmt::runtime(say(" “{}”", "“{}”")), title);
  return text;
}

std::optional<Step> ExplanationWriter::reach(const Reach& reach, const core::Sentence& sentence, core::RelationId sort,
                                             facts::Row row) const {
  const core::Policy& policy = program_[program_[sentence.article].policy];
  const std::string& name = label(policy.label);
  const auto moment = [&](const std::optional<value::Moment>& at) { return at ? instant(*at) : std::string(); };
  std::string text;
  Mark mark = Mark::Fails;
  switch (reach.time) {
    case Reach::Time::NotYet:
      text = fmt::format(fmt::runtime(say("{} is in force only from {}", "{}自{}起才施行")), name,
                         moment(policy.in_force_from));
      break;
    case Reach::Time::NoLonger:
      text = fmt::format(fmt::runtime(say("{} was in force only until {}", "{}施行至{}为止")), name,
                         moment(policy.in_force_until));
      break;
    case Reach::Time::Superseded:
      text = fmt::format(fmt::runtime(say("{} has been superseded by another policy", "{}已被其他政策取代")), name);
      break;
    case Reach::Time::NotLookedAt:
      text = fmt::format(fmt::runtime(say("{} is not looked at", "未考察{}")), name);
      break;
    case Reach::Time::InForce:
      break;
  }
  if (text.empty() && reach.outside) {
    std::string places;
    for (const std::string& place : policy.over) places += (places.empty() ? "" : say(", ", "、")) + place;
    text = fmt::format(fmt::runtime(say("{} is over {}, and {} lies elsewhere", "{}适用于{}，{}不在其内")), name,
                       places, thing(sort, row));
  }
  if (text.empty() && reach.supposed != Truth::True) {
    if (reach.supposed == Truth::Unknown) mark = Mark::Unknown;
    text = reach.supposed == Truth::False
               ? fmt::format(fmt::runtime(say("what {} supposes does not hold here", "{}的前提在此地不成立")), name)
               : fmt::format(fmt::runtime(say("it is not known whether what {} supposes holds here",
                                              "不知道{}的前提在此地是否成立")),
                             name);
  }
  if (text.empty() && reach.lapsed != Truth::False) {
    if (reach.lapsed == Truth::Unknown) mark = Mark::Unknown;
    text = reach.lapsed == Truth::True
               ? fmt::format(fmt::runtime(say("{} has lapsed here", "{}在此地已失效")), name)
               : fmt::format(
                     fmt::runtime(say("it is not known whether {} has lapsed here", "不知道{}在此地是否已失效")), name);
  }
  if (text.empty() && reach.replaced_by) {
    if (reach.replaced == Truth::Unknown) mark = Mark::Unknown;
    text = fmt::format(fmt::runtime(say("article {} of {} stands in its place", "已由《{1}》第{0}条替代")),
                       program_[sentence.article].number, label(program_[*reach.replaced_by].label));
  }
  if (text.empty() && reach.applies == Truth::False)
    text = fmt::format(fmt::runtime(say("{} does not reach {}", "{}不适用于{}")), name, thing(sort, row));
  if (text.empty() && policy.in_force_from) {
    mark = Mark::Holds;
    text = policy.in_force_until
               ? fmt::format(fmt::runtime(say("{} is in force, from {} until {}", "{}正在施行：自{}起至{}")), name,
                             moment(policy.in_force_from), moment(policy.in_force_until))
               : fmt::format(fmt::runtime(say("{} is in force, since {}", "{}正在施行：自{}起")), name,
                             moment(policy.in_force_from));
  }
  if (text.empty()) return std::nullopt;
  return Step{StepKind::Reach, mark, text, {}, {}};
}

Step ExplanationWriter::rule(const explain::RuleTrace& trace, core::RelationId sort, facts::Row row) const {
  const core::ClassRule& rule = program_.class_rules[trace.rule];
  Step step;
  step.kind = StepKind::Rule;
  step.mark = mark_of(trace.truth);
  const std::string gives =
      rule.scale ? wording_.class_name(*rule.scale, rule.rank) : label(program_[rule.sort].columns[*rule.flag].label);
  step.text = fmt::format(fmt::runtime(say("{}: {}", "{}：{}")), article_with_title(rule.sentence.article), gives);
  step.citation = cite(rule.sentence);
  if (auto reached = reach(trace.reach, rule.sentence, sort, row); reached && reached->mark != Mark::Holds)
    step.steps.push_back(std::move(*reached));
  if (trace.condition) add_parts(*trace.condition, step.steps);
  for (const explain::PartTrace& exception : trace.exceptions) {
    Step one = part(exception);
    one.kind = StepKind::Exception;
    one.text = say("exception: ", "例外：") + one.text;
    step.steps.push_back(std::move(one));
  }
  for (const std::uint32_t other : trace.instead) {
    const core::ClassRule& one = program_.class_rules[other];
    step.steps.push_back(
        {StepKind::Override,
         trace.truth == Truth::Unknown ? Mark::Unknown : Mark::Fails,
         fmt::format(fmt::runtime(trace.truth == Truth::Unknown ? say("it is for the other cases, and {} ({}) may hold",
                                                                      "只适用于其余情形，而{}（{}）可能成立")
                                                                : say("it is for the other cases, and {} ({}) holds",
                                                                      "只适用于其余情形，而{}（{}）成立")),
                     article_with_title(one.sentence.article),
                     one.scale ? wording_.class_name(*one.scale, one.rank)
                               : label(program_[one.sort].columns[*one.flag].label)),
         {},
         {}});
  }
  return step;
}

void ExplanationWriter::add_rules(const std::vector<explain::RuleTrace>& rules, Truth truth,
                                  std::optional<std::uint64_t> ranks, core::RelationId sort, facts::Row row,
                                  std::vector<Step>& steps) const {
  std::size_t left_out = 0;
  std::size_t shown = 0;
  for (const explain::RuleTrace& one : rules) {
    if (one.truth != truth) continue;
    const core::ClassRule& declared = program_.class_rules[one.rule];
    if (ranks && (*ranks >> declared.rank & 1) == 0) continue;
    if (truth == Truth::False && shown++ >= others_shown)
      ++left_out;
    else
      steps.push_back(rule(one, sort, row));
  }
  if (left_out > 0)
    steps.push_back(
        {StepKind::More,
         Mark::None,
         fmt::format(fmt::runtime(say("… and {} more sentences that do not hold", "……另有{}句不成立")), left_out),
         {},
         {}});
}

std::vector<Step> ExplanationWriter::given(const explain::ClassTrace& trace) const {
  std::vector<Step> steps;
  for (const interpret::GivenClass& one : trace.given) {
    const std::string name = wording_.class_name(trace.scale, one.rank);
    std::string text = fmt::format(fmt::runtime(say("the facts give it outright: {}", "事实数据直接给出：{}")), name);
    if (one.relation != trace.sort)
      if (const std::string time = wording_.time_of(one.relation, one.row); !time.empty())
        text += fmt::format(fmt::runtime(say(", from {}", "，自{}")), time);
    steps.push_back({StepKind::Given, Mark::Holds, std::move(text), {}, {}});
  }
  return steps;
}

Step ExplanationWriter::norm(const explain::NormTrace& trace) const {
  const core::Norm& norm = program_.norms[trace.norm];
  Step step;
  step.kind = StepKind::Norm;
  step.mark = mark_of(trace.reading ? trace.reading->active : Truth::False);
  std::string head;
  for (std::uint32_t at = 0; at < norm.heads.size(); ++at) {
    const std::string one = wording_.head(norm, at);
    if (at == 0 || norm.connective == core::HeadConnective::OneOf)
      head = one;
    else
      head += say(" then ", "然后") + one;
  }
  step.text = article_with_title(norm.sentence.article) + say(": ", "：") +
              std::string(wording_.modality(norm.modality, norm.strength)) + say(" ", "") + head;
  if (trace.reading && norm.occasion)
    step.text += fmt::format(fmt::runtime(say(" ({})", "（{}）")), wording_.row(*norm.occasion, trace.reading->row));
  step.citation = cite(norm.sentence);
  if (!trace.reading) {
    step.steps.push_back({StepKind::Timing,
                          Mark::Fails,
                          fmt::format(fmt::runtime(say("there is no {} of {}", "{1}没有{0}")),
                                      label(program_[*norm.occasion].label), thing(sort_, subject_)),
                          {},
                          {}});
    return step;
  }
  const interpret::NormReading& reading = *trace.reading;
  if (auto reached = reach(reading.reach, norm.sentence, norm.sort, reading.subject))
    step.steps.push_back(std::move(*reached));
  if (reading.to_come)
    step.steps.push_back({StepKind::Timing, Mark::Fails, say("it is still to come", "尚未发生"), {}, {}});
  if (trace.guard) add_parts(*trace.guard, step.steps);
  for (const explain::PartTrace& exception : trace.exceptions) {
    Step one = part(exception);
    one.kind = StepKind::Exception;
    one.text = say("exception: ", "例外：") + one.text;
    // An exception that holds speaks against.
    if (exception.truth == Truth::True) one.mark = Mark::Fails;
    if (exception.truth == Truth::False) one.mark = Mark::Holds;
    one.text += exception.truth == Truth::True    ? say(" — so the sentence does not bear", "——因此本句不适用")
                : exception.truth == Truth::False ? say(" — so it does not apply", "——因此例外不适用")
                                                  : "";
    step.steps.push_back(std::move(one));
  }
  for (const interpret::NormReading::Other& other : reading.overriding) {
    const core::Sentence& sentence = program_.norms[other.norm].sentence;
    step.steps.push_back(
        {StepKind::Override,
         other.truth == Truth::True ? Mark::Fails : Mark::Unknown,
         fmt::format(fmt::runtime(say("{} prevails over it", "{}优先于本条")), article_with_title(sentence.article)),
         cite(sentence),
         {}});
  }
  for (const interpret::NormReading::Other& other : reading.exempting) {
    const core::Sentence& sentence = program_.norms[other.norm].sentence;
    step.steps.push_back({StepKind::Override,
                          other.truth == Truth::True ? Mark::Fails : Mark::Unknown,
                          fmt::format(fmt::runtime(say("{} spares the subject this", "{}免除了该项要求")),
                                      article_with_title(sentence.article)),
                          cite(sentence),
                          {}});
  }
  add_timing(trace, step.steps);
  return step;
}

void ExplanationWriter::add_timing(const explain::NormTrace& trace, std::vector<Step>& steps) const {
  const interpret::NormReading& reading = *trace.reading;
  if (reading.guarded == Truth::False) return;
  const value::Day today = value::day_of(moment_);
  const auto add = [&](Mark mark, std::string text) {
    steps.push_back({StepKind::Timing, mark, std::move(text), {}, {}});
  };
  if (reading.first_day || reading.last_day) {
    std::string span = reading.first_day ? value::to_iso(*reading.first_day) : std::string("…");
    if (reading.last_day != reading.first_day)
      span += " … " + (reading.last_day ? value::to_iso(*reading.last_day) : "");
    const bool is_over = reading.last_day && *reading.last_day < today;
    const bool is_ahead = reading.first_day && today < *reading.first_day;
    add(is_over || is_ahead ? Mark::Fails : mark_of(reading.begun),
        fmt::format(fmt::runtime(is_over    ? say("it lasts {}: on {} it is over", "期限为{}：{}已经结束")
                                 : is_ahead ? say("it lasts {}: on {} it has not begun", "期限为{}：{}尚未开始")
                                            : say("it lasts {}, and {} lies in it", "期限为{}，{}在期限之内")),
                    span, value::to_iso(today)));
  } else if (reading.begun == Truth::False && !reading.due_by) {
    add(Mark::Fails,
        say("its time does not include this day: its condition has held for longer than it lasts, or it has not begun",
            "当日不在期限之内：条件持续的日数已超过期限，或期限尚未开始"));
  }
  if (reading.due_by) {
    const bool is_over = *reading.due_by < moment_;
    add(is_over ? Mark::Fails : Mark::Holds,
        fmt::format(fmt::runtime(is_over ? say("it was to be done by {}", "应于{}前完成，现已过期")
                                         : say("it is to be done by {}", "应于{}前完成")),
                    wording_.moment(*reading.due_by)));
  }
}

}  // namespace polc::driver
