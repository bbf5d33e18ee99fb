// SPDX-License-Identifier: Apache-2.0
// Class rules, norms and limits as expressions. Row 0 prints as 0.
#include "compiler/core/dump_parts.h"
#include "compiler/core/match.h"

namespace polc::core {

namespace {

Expression if_expression(const Program& program, ConditionId condition, const RowsInScope& rows) {
  return list("if", {condition_expression(program, condition, rows)});
}

void add_exceptions(const Program& program, const std::vector<ConditionId>& exceptions, const RowsInScope& rows,
                    std::vector<Expression>& parts) {
  for (const ConditionId exception : exceptions)
    parts.push_back(list("unless", {condition_expression(program, exception, rows)}));
}

void add_range(const Program& program, const Range& range, const RowsInScope& rows, std::vector<Expression>& parts) {
  if (range.lowest) parts.push_back(list("at-least", {value_expression(program, *range.lowest, rows)}));
  if (range.highest) parts.push_back(list("at-most", {value_expression(program, *range.highest, rows)}));
}

Expression quantity_expression(const Program& program, const QuantityHead& head, const RowsInScope& rows) {
  return list("keep", {condition_expression(program, head.condition, rows)});
}

Expression head_expression(const Program& program, const Head& head, const RowsInScope& rows) {
  return match(
      head,
      [&](const MeasureHead& measure) {
        std::vector<Expression> parts{name_of(program[measure.measure].label)};
        add_range(program, measure.length, rows, parts);
        if (!measure.recipients.empty()) {
          std::vector<Expression> recipients;
          for (const std::string& recipient : measure.recipients) recipients.push_back(leaf(quoted_name(recipient)));
          parts.push_back(list(measure.all_recipients ? "to-all" : "to-one", std::move(recipients)));
        }
        return list("measure", std::move(parts));
      },
      [&](const QuantityHead& quantity) { return quantity_expression(program, quantity, rows); });
}

const char* word_of(HeadConnective connective) {
  switch (connective) {
    case HeadConnective::Single:
      return "";
    case HeadConnective::OneOf:
      return "one-of";
    case HeadConnective::Sequence:
      return "then";
  }
  return "";
}

Expression frequency_expression(const Timing::Frequency& frequency) {
  std::vector<Expression> parts;
  if (frequency.lowest) parts.push_back(list("at-least", {leaf(std::to_string(*frequency.lowest))}));
  if (frequency.highest) parts.push_back(list("at-most", {leaf(std::to_string(*frequency.highest))}));
  parts.push_back(leaf(std::to_string(frequency.period_minutes) + "min"));
  return list(frequency.spacing ? "spacing" : "each", std::move(parts));
}

void add_timing(const Program& program, const Timing& timing, const RowsInScope& rows, std::vector<Expression>& parts) {
  const auto add_value = [&](const char* head, const std::optional<ValueId>& value) {
    if (value) parts.push_back(list(head, {value_expression(program, *value, rows)}));
  };
  const auto add_bound = [&](const char* inclusive, const char* exclusive, const std::optional<TimeBound>& bound) {
    if (bound)
      parts.push_back(list(bound->inclusive ? inclusive : exclusive, {value_expression(program, bound->at, rows)}));
  };
  switch (timing.start) {
    case Timing::Start::Standing:
      break;
    case Timing::Start::Run:
      parts.push_back(leaf("from-run"));
      break;
    case Timing::Start::At:
      add_value("from", timing.from);
      break;
  }
  add_value("for", timing.length);
  add_value("until", timing.until);
  if (timing.each_occasion) parts.push_back(leaf("on-occasion"));
  add_bound("due-from", "due-after", timing.due_from);
  add_bound("due-by", "due-before", timing.due_by);
  if (timing.at_once) parts.push_back(leaf("at-once"));
  if (timing.frequency) parts.push_back(frequency_expression(*timing.frequency));
}

const char* word_of(LimitKind kind) {
  switch (kind) {
    case LimitKind::Amount:
      return "amount";
    case LimitKind::OnlyFor:
      return "only-for";
    case LimitKind::NotImposed:
      return "not-imposed";
    case LimitKind::NoBan:
      return "no-ban";
    case LimitKind::ClosedList:
      return "closed-list";
    case LimitKind::Delegated:
      return "delegated";
  }
  return "";
}

}  // namespace

const char* word_of(Modality modality) {
  switch (modality) {
    case Modality::Must:
      return "must";
    case Modality::MustNot:
      return "must-not";
    case Modality::May:
      return "may";
    case Modality::NeedNot:
      return "need-not";
  }
  return "";
}

Expression class_rule_expression(const Program& program, const ClassRule& rule) {
  const RowsInScope rows{rule.sort};
  const Relation& sort = program[rule.sort];
  std::vector<Expression> parts{name_of(sort.label)};
  if (rule.scale) {
    const Scale& scale = program[*rule.scale];
    parts.push_back(name_of(scale.label));
    parts.push_back(name_of(program[scale.classes].values[rule.rank]));
  } else if (rule.flag) {
    parts.push_back(name_of(sort.columns[*rule.flag].label));
  }
  if (rule.otherwise) parts.push_back(leaf("otherwise"));
  parts.push_back(if_expression(program, rule.condition, rows));
  add_exceptions(program, rule.exceptions, rows, parts);
  return list(rule.scale ? "class" : "flag", std::move(parts));
}

Expression norm_expression(const Program& program, const Norm& norm) {
  const RowsInScope rows{norm.occasion ? *norm.occasion : norm.sort};
  std::vector<Expression> parts{name_of(program[norm.sort].label)};
  switch (norm.strength) {
    case Strength::Hard:
      break;
    case Strength::InPrinciple:
      parts.push_back(leaf("in-principle"));
      break;
    case Strength::Advice:
      parts.push_back(leaf("advice"));
      break;
  }
  if (norm.occasion) {
    parts.push_back(list("occasion", {name_of(program[*norm.occasion].label)}));
    parts.push_back(list("subject", {path_expression(program, norm.subject, rows)}));
  }
  parts.push_back(if_expression(program, norm.guard, rows));
  add_exceptions(program, norm.exceptions, rows, parts);
  for (const ArticleId id : norm.notwithstanding) {
    const Article& article = program[id];
    parts.push_back(
        list("notwithstanding", {name_of(program[article.policy].label), leaf(quoted_name(article.number))}));
  }
  std::vector<Expression> heads;
  for (const Head& head : norm.heads) heads.push_back(head_expression(program, head, rows));
  if (norm.connective == HeadConnective::Single)
    parts.insert(parts.end(), heads.begin(), heads.end());
  else
    parts.push_back(list(word_of(norm.connective), std::move(heads)));
  add_timing(program, norm.timing, rows, parts);
  if (norm.addressee) parts.push_back(list("addressee", {leaf(quoted_name(*norm.addressee))}));
  if (norm.chosen_by) parts.push_back(list("chosen-by", {leaf(quoted_name(*norm.chosen_by))}));
  return list(word_of(norm.modality), std::move(parts));
}

Expression limit_expression(const Program& program, const Limit& limit) {
  const RowsInScope rows{limit.sort};
  std::vector<Expression> parts{leaf(word_of(limit.kind)), name_of(program[limit.sort].label)};
  for (const MeasureId measure : limit.measures) parts.push_back(list("measure", {name_of(program[measure].label)}));
  if (limit.quantity) parts.push_back(quantity_expression(program, *limit.quantity, rows));
  if (limit.scale) parts.push_back(list("scale", {name_of(program[*limit.scale].label)}));
  if (limit.list) parts.push_back(list("list", {name_of(program[*limit.list].label)}));
  add_range(program, limit.range, rows, parts);
  if (limit.authority) parts.push_back(list("authority", {name_of(program[*limit.authority].label)}));
  parts.push_back(if_expression(program, limit.phrase, rows));
  add_exceptions(program, limit.exceptions, rows, parts);
  return list("limit", std::move(parts));
}

}  // namespace polc::core
