// SPDX-License-Identifier: Apache-2.0
// Answers: the question, the answer, what it rests on in order, and the changes that would turn it.
#include "compiler/driver/explain_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/facts/names.h"
#include "runtime/value/match.h"

namespace polc::driver {

using interpret::ClassState;
using value::Truth;

namespace {

Step heading(std::string text) { return {StepKind::Heading, Mark::None, std::move(text), {}, {}}; }

Verdict verdict_of(ClassState state) {
  switch (state) {
    case ClassState::Class:
      return Verdict::Yes;
    case ClassState::None:
      return Verdict::No;
    case ClassState::Gap:
      return Verdict::Gap;
    case ClassState::Conflict:
      return Verdict::Conflict;
    case ClassState::Unknown:
      return Verdict::Unknown;
  }
  return Verdict::No;
}

Verdict verdict_of(Truth truth) {
  return truth == Truth::True ? Verdict::Yes : truth == Truth::False ? Verdict::No : Verdict::Unknown;
}

// A heading with what stands below it; none where there is nothing.
void add_section(std::string title, std::vector<Step> below, std::vector<Step>& steps) {
  if (below.empty()) return;
  steps.push_back(heading(std::move(title)));
  steps.back().steps = std::move(below);
}

}  // namespace

ExplanationWords ExplanationWriter::frame() const {
  ExplanationWords words;
  words.subject = thing(sort_, subject_);
  words.on = wording_.moment(moment_);
  for (const core::Policy& policy : program_.policies)
    words.policies += (words.policies.empty() ? "" : say(", ", "、")) + label(policy.label);
  return words;
}

FrameWords ExplanationWriter::frame_words() const {
  return {say("Explanation", "说明"),
          say("holds", "成立"),
          say("does not hold", "不成立"),
          say("unknown", "未知"),
          say("The smallest change of facts that would turn it:", "足以改变结果的最小事实变动："),
          say("or", "或者"),
          say("en", "zh")};
}

AnswerWords ExplanationWriter::write(const explain::Answer& answer) const {
  AnswerWords words = value::match(
      answer.what, [&](const explain::ClassTrace& trace) { return write(trace, answer.wanted_rank); },
      [&](const explain::FlagTrace& trace) { return write(trace); },
      [&](const explain::MeasureTrace& trace) { return write(trace); },
      [&](const explain::ViolationTrace& trace) { return write(trace); });
  add_flips(answer, words);
  return words;
}

AnswerWords ExplanationWriter::write(const explain::ClassTrace& trace, std::optional<std::uint32_t> wanted) const {
  AnswerWords words;
  words.kind = AnswerKind::Class;
  words.verdict = verdict_of(trace.state);
  const std::string& scale = label(program_[trace.scale].label);
  const std::string whose = thing(trace.sort, trace.thing);
  const auto class_name = [&](std::uint32_t rank) { return wording_.class_name(trace.scale, rank); };
  const auto names = [&](std::uint64_t ranks) {
    std::string text;
    for (std::uint32_t rank = 0; rank < program_[program_[trace.scale].classes].values.size(); ++rank)
      if ((ranks >> rank & 1) != 0) text += (text.empty() ? "" : say(", ", "、")) + class_name(rank);
    return text;
  };
  const bool asks_why_not = wanted && (trace.state != ClassState::Class || trace.rank != *wanted);
  std::string state;
  switch (trace.state) {
    case ClassState::Class:
      state = class_name(trace.rank);
      words.question =
          fmt::format(fmt::runtime(say("Why is the {} of {} {}?", "{1}的{0}为何是{2}？")), scale, whose, state);
      break;
    case ClassState::Unknown:
      state = say("unknown", "未知");
      words.question =
          fmt::format(fmt::runtime(say("Why is the {} of {} unknown?", "{1}的{0}为何未知？")), scale, whose);
      break;
    case ClassState::Conflict:
      state = fmt::format(fmt::runtime(say("two classes at once: {}", "同时属于：{}")), names(trace.certain));
      words.question = fmt::format(
          fmt::runtime(say("Why has {1} two classes of {0} at once?", "{1}为何同时属于两个{0}等级？")), scale, whose);
      break;
    case ClassState::Gap:
    case ClassState::None:
      state = say("no class", "无等级");
      words.question =
          fmt::format(fmt::runtime(say("Why has {1} no class of {0}?", "{1}为何没有{0}等级？")), scale, whose);
      break;
  }
  if (asks_why_not) {
    words.verdict = trace.state == ClassState::Unknown ? Verdict::Unknown : Verdict::No;
    words.question = fmt::format(fmt::runtime(say("Why is the {} of {} not {}?", "{1}的{0}为何不是{2}？")), scale,
                                 whose, class_name(*wanted));
  }
  words.answer = fmt::format(fmt::runtime(say("{} of {}: {}", "{1}的{0}：{2}")), scale, whose, state);
  const auto rules = [&](Truth truth, std::optional<std::uint64_t> ranks) {
    std::vector<Step> steps;
    add_rules(trace.rules, truth, ranks, trace.sort, trace.thing, steps);
    return steps;
  };
  const std::uint64_t asked = asks_why_not ? std::uint64_t{1} << *wanted : ~std::uint64_t{0};
  if (asks_why_not && std::none_of(trace.rules.begin(), trace.rules.end(), [&](const explain::RuleTrace& one) {
        return program_.class_rules[one.rule].rank == *wanted;
      }))
    words.steps.push_back({StepKind::Rule,
                           Mark::Fails,
                           fmt::format(fmt::runtime(say("no sentence makes a {} {}", "没有规定使{}成为{}")),
                                       label(program_[trace.sort].label), class_name(*wanted)),
                           {},
                           {}});
  if (asks_why_not) {
    add_section(fmt::format(fmt::runtime(say("What could make it {}, and why it does not (the nearest first)",
                                             "哪些规定可使其成为{}，为何不成立（最接近的在前）")),
                            class_name(*wanted)),
                rules(Truth::False, asked), words.steps);
  }
  std::vector<Step> because = given(trace);
  for (Step& one : rules(Truth::True, std::nullopt)) because.push_back(std::move(one));
  for (const std::uint32_t at : trace.combinations) {
    const core::CombinationRule& rule = program_.combinations[at];
    because.push_back(
        {StepKind::Combination,
         Mark::Holds,
         article_with_title(rule.sentence.article) + say(": ", "：") +
             (rule.combination == core::Combination::Highest ? say("the highest class applies", "适用最高等级")
                                                             : say("the lowest class applies", "适用最低等级")),
         cite(rule.sentence),
         {}});
  }
  add_section(trace.state == ClassState::Conflict ? say("Both of these give a class", "以下规定各自给出等级")
              : asks_why_not                      ? say("What gives the class that it has", "现有等级的依据")
                                                  : say("Because", "依据"),
              std::move(because), words.steps);
  add_section(say("What cannot be known from the facts", "事实数据不足以判断的"), rules(Truth::Unknown, std::nullopt),
              words.steps);
  if (!asks_why_not)
    add_section(trace.state == ClassState::Class
                    ? say("Why no other class", "为何不是其他等级")
                    : say("What could give a class, and why it does not (the nearest first)",
                          "哪些规定可给出等级，为何不成立（最接近的在前）"),
                rules(Truth::False, trace.state == ClassState::Class ? std::optional(~(std::uint64_t{1} << trace.rank))
                                                                     : std::nullopt),
                words.steps);
  return words;
}

AnswerWords ExplanationWriter::write(const explain::FlagTrace& trace) const {
  AnswerWords words;
  words.kind = AnswerKind::Attribute;
  words.verdict = verdict_of(trace.truth);
  const std::string& name = label(program_[trace.sort].columns[trace.column].label);
  const std::string whose = thing(trace.sort, trace.thing);
  const std::string state = trace.truth == Truth::True    ? say("yes", "是")
                            : trace.truth == Truth::False ? say("no", "否")
                                                          : say("unknown", "未知");
  words.question = fmt::format(fmt::runtime(say("{} of {}: why {}?", "{1}的{0}：为何{2}？")), name, whose, state);
  words.answer = fmt::format(fmt::runtime(say("{} of {}: {}", "{1}的{0}：{2}")), name, whose, state);
  const auto rules = [&](Truth truth) {
    std::vector<Step> steps;
    add_rules(trace.rules, truth, std::nullopt, trace.sort, trace.thing, steps);
    return steps;
  };
  add_section(say("Because", "依据"), rules(Truth::True), words.steps);
  add_section(say("What cannot be known from the facts", "事实数据不足以判断的"), rules(Truth::Unknown), words.steps);
  if (trace.truth != Truth::True)
    add_section(say("What could make it so, and why it does not (the nearest first)",
                    "哪些规定可使其成立，为何不成立（最接近的在前）"),
                rules(Truth::False), words.steps);
  return words;
}

AnswerWords ExplanationWriter::write(const explain::MeasureTrace& trace) const {
  constexpr std::size_t others_shown = 5;
  AnswerWords words;
  words.kind = AnswerKind::Measure;
  const std::string& measure = label(program_[trace.measure].label);
  const std::string whose = thing(sort_, subject_);
  const auto truth_of = [](const explain::NormTrace& one) { return one.reading ? one.reading->active : Truth::False; };
  bool any_certain = false;
  for (const interpret::DueNorm& due : trace.due) {
    any_certain = any_certain || due.truth == Truth::True;
    std::string line(wording_.modality(due));
    line += say(" ", "") + wording_.measure(due);
    if (const std::string when = wording_.when(due); !when.empty()) line += say(", ", "，") + when;
    if (due.truth == Truth::Unknown) line += say(" (unknown whether)", "（是否适用未知）");
    words.answer += (words.answer.empty() ? "" : say("; ", "；")) + line;
  }
  words.verdict = any_certain ? Verdict::Yes : trace.due.empty() ? Verdict::No : Verdict::Unknown;
  std::string_view asked = wording_.say("why is it not asked?", "为何不要求？");
  if (!trace.due.empty()) {
    switch (trace.due.front().modality) {
      case core::Modality::Must:
        asked = wording_.say("why is it asked?", "为何要求？");
        break;
      case core::Modality::MustNot:
        asked = wording_.say("why is it forbidden?", "为何禁止？");
        break;
      case core::Modality::May:
        asked = wording_.say("why is it allowed?", "为何允许？");
        break;
      case core::Modality::NeedNot:
        asked = wording_.say("why is it not needed?", "为何不必？");
        break;
    }
    if (!any_certain) asked = wording_.say("why is it unknown whether it is asked?", "为何不知是否要求？");
  } else {
    words.answer = fmt::format(fmt::runtime(say("nothing asks for {} of {}", "没有规定要求{1}{0}")), measure, whose);
  }
  words.question = fmt::format(fmt::runtime(say("{} of {}: {}", "{1}的{0}：{2}")), measure, whose, asked);
  const auto norms = [&](Truth truth) {
    std::vector<Step> steps;
    std::size_t left_out = 0;
    for (const explain::NormTrace& one : trace.norms) {
      if (truth_of(one) != truth) continue;
      if (truth == Truth::False && steps.size() >= others_shown)
        ++left_out;
      else
        steps.push_back(norm(one));
    }
    if (left_out > 0)
      steps.push_back(
          {StepKind::More,
           Mark::None,
           fmt::format(fmt::runtime(say("… and {} more sentences that do not bear", "……另有{}句不适用")), left_out),
           {},
           {}});
    return steps;
  };
  std::vector<Step> because = norms(Truth::True);
  for (std::size_t at = 0; at < trace.due.size(); ++at) {
    if (trace.due_norms[at].size() < 2) continue;
    std::string articles;
    for (const std::uint32_t one : trace.due_norms[at])
      articles += (articles.empty() ? "" : say(", ", "、")) + wording_.article(program_.norms[one].sentence.article);
    because.push_back(
        {StepKind::Combination,
         Mark::Holds,
         fmt::format(fmt::runtime(say("{} ask the same; the stricter counts: {}", "{}作同一要求，从严适用：{}")),
                     articles, wording_.article(program_.norms[trace.due[at].norm].sentence.article)),
         {},
         {}});
  }
  add_section(say("Because", "依据"), std::move(because), words.steps);
  std::vector<Step> conflicts;
  for (const interpret::NormConflict& conflict : trace.conflicts) {
    words.verdict = conflict.truth == Truth::True ? Verdict::Conflict : words.verdict;
    Step step{StepKind::Conflict,
              conflict.truth == Truth::True ? Mark::Fails : Mark::Unknown,
              std::string(wording_.norm_conflict(conflict)),
              {},
              {}};
    for (const std::uint32_t side : {conflict.first, conflict.second}) {
      const core::Norm& one = program_.norms[side];
      step.steps.push_back({StepKind::Norm,
                            Mark::None,
                            article_with_title(one.sentence.article) + say(": ", "：") + wording_.head(one, 0),
                            cite(one.sentence),
                            {}});
    }
    conflicts.push_back(std::move(step));
  }
  add_section(say("These cannot both be kept", "以下规定不能同时遵守"), std::move(conflicts), words.steps);
  add_section(say("What cannot be known from the facts", "事实数据不足以判断的"), norms(Truth::Unknown), words.steps);
  add_section(say("Sentences of this measure that do not bear, and why (the nearest first)",
                  "涉及该措施而不适用的规定及原因（最接近的在前）"),
              norms(Truth::False), words.steps);
  return words;
}

AnswerWords ExplanationWriter::write(const explain::ViolationTrace& trace) const {
  const interpret::Violation& violation = trace.violation;
  AnswerWords words;
  words.kind = AnswerKind::Violation;
  words.verdict = verdict_of(violation.truth);
  words.question =
      fmt::format(fmt::runtime(say("Why is {} broken?", "为何违反{}？")), article_with_title(violation.article));
  words.answer = (violation.subject == interpret::no_row ? std::string()
                                                         : thing(violation.sort, violation.subject) + say(": ", "：")) +
                 wording_.violation(violation);
  std::vector<Step> because;
  if (trace.norm) because.push_back(norm(*trace.norm));
  if (violation.limit != interpret::no_index) {
    const core::Sentence& sentence = program_.limits[violation.limit].sentence;
    because.push_back({StepKind::Norm,
                       Mark::Holds,
                       article_with_title(sentence.article) + say(": a limit on lower authorities", "：对下级的限制"),
                       cite(sentence),
                       {}});
  }
  if (trace.local) because.push_back(norm(*trace.local));
  if (violation.local_rule != interpret::no_index) {
    const core::Sentence& sentence = program_.class_rules[violation.local_rule].sentence;
    because.push_back({StepKind::Rule, Mark::Holds, article_with_title(sentence.article), cite(sentence), {}});
  }
  if (trace.quantity) add_parts(*trace.quantity, because);
  const Mark mark = violation.truth == Truth::True ? Mark::Fails : Mark::Unknown;
  if (violation.kind == interpret::ViolationKind::NotDone)
    because.push_back(
        {StepKind::Condition, mark, say("the facts show that it was not done", "事实表明没有做到"), {}, {}});
  if (violation.kind == interpret::ViolationKind::ProhibitedAct)
    because.push_back(
        {StepKind::Condition, mark, say("the facts show that it was done", "事实表明做了禁止的事"), {}, {}});
  add_section(say("Because", "依据"), std::move(because), words.steps);
  return words;
}

std::string ExplanationWriter::change(const explain::Change& change) const {
  return value::match(
      change,
      [&](const explain::SetCell& set) {
        const explain::Cell& cell = set.cell;
        return fmt::format(fmt::runtime(say("{}: {} instead of {}", "{0}：由{2}改为{1}")),
                           wording_.place_of(cell.relation, cell.row, cell.column),
                           wording_.stored(cell.relation, cell.column, set.value),
                           wording_.cell(cell.relation, cell.row, cell.column));
      },
      [&](const explain::RemoveRow& remove) {
        return fmt::format(fmt::runtime(say("without this row: {}", "没有这一条：{}")),
                           wording_.row_with_owner(remove.relation, remove.row));
      },
      [&](const explain::AddRow& add) {
        const core::Relation& relation = program_[add.relation];
        const core::ColumnIndex subject = facts::subject_column(relation);
        std::string cells;
        for (core::ColumnIndex column = 0; column < relation.columns.size(); ++column) {
          if (column == subject || !add.cells[column] || !facts::is_stored(relation.columns[column])) continue;
          if (relation.columns[column].type.kind == core::TypeKind::YesNo &&
              relation.kind == core::RelationKind::Event &&
              *add.cells[column] == static_cast<std::int64_t>(Truth::False))
            continue;
          cells += (cells.empty() ? "" : say(", ", "，")) + label(relation.columns[column].label) + say(" ", "") +
                   wording_.stored(add.relation, column, add.cells[column]);
        }
        return fmt::format(fmt::runtime(say("one more {} of {}: {}", "{1}另有{0}：{2}")), label(relation.label),
                           thing(relation.columns[subject].type.target, static_cast<facts::Row>(*add.cells[subject])),
                           cells);
      },
      [&](const explain::AddReports& reports) {
        const core::Relation& relation = program_[reports.relation];
        const std::string first = value::to_iso(reports.first);
        const std::string days = reports.first == reports.last ? first : first + " … " + value::to_iso(reports.last);
        return fmt::format(fmt::runtime(say("the missing reports of {} of {} for {} come in, with nothing in them",
                                            "补报{1} {2}的{0}，内容为零")),
                           label(relation.label),
                           thing(relation.columns[facts::subject_column(relation)].type.target, reports.subject), days);
      });
}

std::string ExplanationWriter::then(const explain::Answer& answer, const explain::Flip& flip) const {
  return value::match(
      answer.what,
      [&](const explain::ClassTrace& trace) {
        const std::string& scale = label(program_[trace.scale].label);
        switch (flip.state) {
          case ClassState::Class:
            return fmt::format(fmt::runtime(say("then the {} is {}", "则{}为{}")), scale,
                               wording_.class_name(trace.scale, flip.rank));
          case ClassState::Conflict:
            return fmt::format(fmt::runtime(say("then there are two classes of {} at once", "则同时属于两个{}等级")),
                               scale);
          case ClassState::Gap:
          case ClassState::None:
          case ClassState::Unknown:
            break;
        }
        return fmt::format(fmt::runtime(say("then there is no class of {}", "则没有{}等级")), scale);
      },
      [&](const explain::FlagTrace& trace) {
        const std::string& name = label(program_[trace.sort].columns[trace.column].label);
        if (trace.truth == Truth::Unknown) return fmt::format(fmt::runtime(say("then {} is known", "则可知{}")), name);
        return fmt::format(fmt::runtime(trace.truth == Truth::True ? say("then {} is no", "则{}为否")
                                                                   : say("then {} is yes", "则{}为是")),
                           name);
      },
      [&](const explain::MeasureTrace& trace) {
        const bool is_known = std::any_of(trace.due.begin(), trace.due.end(),
                                          [](const interpret::DueNorm& due) { return due.truth == Truth::True; });
        if (trace.due.empty()) return say("then it is so", "则适用");
        return is_known ? say("then it is no longer so", "则不再适用") : say("then it is known", "则可判断");
      },
      [&](const explain::ViolationTrace& trace) {
        return trace.violation.truth == Truth::True ? say("then it is no breach", "则不构成违反")
                                                    : say("then it is known", "则可判断");
      });
}

void ExplanationWriter::add_flips(const explain::Answer& answer, AnswerWords& words) const {
  for (const explain::Flip& flip : answer.flips.flips) {
    FlipWords out{{}, flip.cost, then(answer, flip)};
    for (const explain::Change& one : flip.changes) out.changes.push_back(change(one));
    words.flips.push_back(std::move(out));
  }
  if (!words.flips.empty()) {
    words.flips_note =
        answer.flips.complete
            ? say("Each was tried on the facts and does turn the result.", "均已在事实数据上重新求值核实。")
            : say("Each was tried on the facts and does turn the result; not every change was looked at.",
                  "均已在事实数据上重新求值核实；并未考察所有变动。");
    return;
  }
  words.flips_note = fmt::format(
      fmt::runtime(
          answer.flips.complete
              ? say("No change of single facts was found that would turn it ({} tried).",
                    "没有找到足以改变结果的个别事实变动（已试{}种）。")
              : say("Within the bounds of the search ({} tried) no change of facts was found that would turn it.",
                    "在搜索范围内（已试{}种）没有找到足以改变结果的事实变动。")),
      answer.flips.tried);
}

}  // namespace polc::driver
