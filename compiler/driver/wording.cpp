// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/wording.h"

#include <fmt/format.h>

#include "runtime/value/rational.h"

namespace polc::driver {
namespace {

// The column that names a thing for people: its first text that is neither the key nor personal.
std::optional<core::ColumnIndex> name_column(const core::Relation& relation) {
  for (core::ColumnIndex at = 0; at < relation.columns.size(); ++at) {
    const core::Column& column = relation.columns[at];
    if (column.type.kind == core::TypeKind::Text && !column.key && !column.personal) return at;
  }
  return std::nullopt;
}

}  // namespace

Wording::Wording(const core::Program& program, const facts::FactBase& facts, const Settings& settings)
    : program_(program),
      facts_(facts),
      language_(settings.language),
      show_personal_(settings.show_personal),
      pseudonyms_(settings.pseudonym_secret) {
  for (const core::Relation& relation : program.vocabulary.relations) {
    name_column_.push_back(relation.kind == core::RelationKind::Entity ? name_column(relation) : std::nullopt);
  }
}

const std::string& Wording::label(const core::Label& label) const {
  const std::string& wanted = chinese() ? label.chinese : label.english;
  return wanted.empty() ? (chinese() ? label.english : label.chinese) : wanted;
}

std::string Wording::text_of(const facts::Column& column, facts::Row row) const {
  const auto* texts = std::get_if<facts::TextColumn>(&column);
  if (texts == nullptr || texts->codes[row] == facts::absent_code) return {};
  return std::string(texts->dictionary->text(texts->codes[row]));
}

std::string Wording::key(core::RelationId sort, facts::Row row) const {
  const core::Relation& relation = program_[sort];
  const std::string text(facts_[sort].keys->text(static_cast<std::int32_t>(row)));
  const bool personal = relation.key && relation.columns[*relation.key].personal;
  return personal && !show_personal_ ? pseudonyms_.of(relation.label.neutral(), text) : text;
}

std::string Wording::thing(core::RelationId sort, facts::Row row) const {
  const auto name_at = name_column_[sort.index];
  const std::string name = name_at ? text_of(facts_[sort].columns[*name_at], row) : std::string();
  const std::string own_key = key(sort, row);
  return name.empty() || name == own_key ? own_key : fmt::format("{} ({})", name, own_key);
}

std::string Wording::article(core::ArticleId id) const {
  const core::Article& article = program_[id];
  if (program_.policies.size() == 1) return fmt::format(fmt::runtime(say("article {}", "第{}条")), article.number);
  return chinese() ? fmt::format("《{}》第{}条", label(program_[article.policy].label), article.number)
                   : fmt::format("article {} of {}", article.number, label(program_[article.policy].label));
}

std::string Wording::scale_of(core::ScaleId scale, core::RelationId sort) const {
  return chinese() ? fmt::format("{}的{}", label(program_[sort].label), label(program_[scale].label))
                   : fmt::format("{} of {}", label(program_[scale].label), label(program_[sort].label));
}

std::string Wording::class_name(core::ScaleId scale, std::uint32_t rank) const {
  return label(program_[program_[scale].classes].values[rank]);
}

std::string Wording::class_state(const interpret::ClassTable& table, facts::Row row) const {
  const auto list_ranks = [&](std::uint64_t ranks) {
    std::string text;
    const auto count = program_[program_[table.scale].classes].values.size();
    for (std::uint32_t rank = 0; rank < count; ++rank) {
      if ((ranks >> rank & 1) == 0) continue;
      if (!text.empty()) text += say(", ", "、");
      text += class_name(table.scale, rank);
    }
    return text;
  };
  switch (table.state[row]) {
    case interpret::ClassState::None:
      return std::string(say("none", "无"));
    case interpret::ClassState::Class:
      return class_name(table.scale, table.rank[row]);
    case interpret::ClassState::Gap:
      return std::string(say("no class", "无等级"));
    case interpret::ClassState::Conflict:
      return fmt::format(fmt::runtime(say("conflict: {}", "冲突：{}")), list_ranks(table.certain[row]));
    case interpret::ClassState::Unknown:
      return std::string(say("unknown", "未知"));
  }
  return {};
}

std::string_view Wording::modality(const interpret::DueNorm& due) const { return modality(due.modality, due.strength); }

std::string_view Wording::modality(core::Modality modality, core::Strength strength) const {
  switch (modality) {
    case core::Modality::Must:
      if (strength == core::Strength::Advice) return say("should", "提倡");
      return strength == core::Strength::InPrinciple ? say("in principle", "原则上") : say("must", "应当");
    case core::Modality::MustNot:
      if (strength == core::Strength::Advice) return say("should not", "不宜");
      return strength == core::Strength::InPrinciple ? say("in principle not", "原则上不得") : say("must not", "不得");
    case core::Modality::May:
      return say("may", "可以");
    case core::Modality::NeedNot:
      return say("need not", "不必");
  }
  return {};
}

std::string Wording::duration(const value::Rational& minutes) const {
  const auto in = [&](std::int64_t factor, std::string_view one, std::string_view many, std::string_view han) {
    const auto whole = value::divide(minutes, value::Rational(factor)).value_or(minutes);
    if (chinese()) return value::to_string(whole) + std::string(han);
    return value::to_string(whole) + " " + std::string(whole == value::Rational(1) ? one : many);
  };
  if (minutes.is_integer() && minutes.numerator() % 1440 == 0) return in(1440, "day", "days", "天");
  if (minutes.is_integer() && minutes.numerator() % 60 == 0) return in(60, "hour", "hours", "小时");
  return in(1, "minute", "minutes", "分钟");
}

std::string Wording::head(const core::Norm& norm, std::uint32_t step) const {
  std::string text;
  const auto add = [&](const core::Head& head) {
    if (!text.empty()) text += say(" or ", "或");
    if (const auto* measure = std::get_if<core::MeasureHead>(&head)) {
      text += label(program_[measure->measure].label);
    } else {
      const auto& quantity = std::get<core::QuantityHead>(head);
      if (quantity.attribute) text += label(program_[norm.sort].columns[*quantity.attribute].label);
      if (quantity.counted) text += label(program_[*quantity.counted].label);
    }
  };
  if (norm.connective == core::HeadConnective::OneOf) {
    for (const core::Head& head : norm.heads) add(head);
  } else if (!norm.heads.empty()) {
    add(norm.heads[step < norm.heads.size() ? step : 0]);
  }
  return text;
}

std::string Wording::measure(const interpret::DueNorm& due) const {
  std::string text = head(program_.norms[due.norm], due.step);
  if (due.modality != core::Modality::Must) return text;
  if (due.lowest && due.lowest == due.highest) {
    text += chinese() ? duration(*due.lowest) : " " + duration(*due.lowest);
  } else {
    if (due.lowest) text += fmt::format(fmt::runtime(say(" at least {}", "至少{}")), duration(*due.lowest));
    if (due.highest) text += fmt::format(fmt::runtime(say(" at most {}", "至多{}")), duration(*due.highest));
  }
  return text;
}

std::string Wording::moment(value::Moment moment) const {
  // The last minute of a day is the day.
  return value::minute_of_day(moment) == value::minutes_per_day - 1 ? value::to_iso(value::day_of(moment))
                                                                    : value::to_iso(moment);
}

std::string Wording::when(const interpret::DueNorm& due) const {
  std::string text;
  if (due.first_day) text = value::to_iso(*due.first_day);
  if (due.last_day && due.last_day != due.first_day) text += " … " + value::to_iso(*due.last_day);
  if (due.due_by) {
    if (!text.empty()) text += say(", ", "，");
    text += fmt::format(fmt::runtime(say("by {}", "至迟 {}")), moment(*due.due_by));
  }
  return text;
}

std::string Wording::amount(const interpret::Violation& violation, const value::Rational& number) const {
  const auto plain = [&] { return value::to_string(number); };
  const auto of_head = [&](const core::QuantityHead& head) {
    if (!head.attribute) return plain();
    const core::Type& type = program_[violation.sort].columns[*head.attribute].type;
    if (type.dimension == value::Dimension::Duration) return duration(number);
    const auto in_unit = value::divide(number, type.unit_factor).value_or(number);
    return type.unit.empty() ? value::to_string(in_unit) : value::to_string(in_unit) + " " + type.unit;
  };
  if (violation.limit != interpret::no_index) {
    const core::Limit& limit = program_.limits[violation.limit];
    return limit.quantity ? of_head(*limit.quantity) : limit.measures.empty() ? plain() : duration(number);
  }
  if (violation.norm == interpret::no_index || program_.norms[violation.norm].heads.empty()) return plain();
  const core::Head& head = program_.norms[violation.norm].heads.front();
  if (const auto* quantity = std::get_if<core::QuantityHead>(&head)) return of_head(*quantity);
  return violation.kind == interpret::ViolationKind::NotDone ? plain() : duration(number);
}

std::string Wording::violation(const interpret::Violation& violation) const {
  std::string text(chinese() ? interpret::chinese_name(violation.kind) : interpret::name(violation.kind));
  if (violation.norm != interpret::no_index) {
    text += say(": ", "：");
    text += head(program_.norms[violation.norm], 0);
  } else if (violation.local != interpret::no_index) {
    text += say(": ", "：");
    text += head(program_.norms[violation.local], 0);
  } else if (violation.local_rule != interpret::no_index && program_.class_rules[violation.local_rule].scale) {
    const core::ClassRule& rule = program_.class_rules[violation.local_rule];
    text += say(": ", "：");
    text += class_name(*rule.scale, rule.rank);
  }
  if (violation.found)
    text += fmt::format(fmt::runtime(say(", found {}", "，实为{}")), amount(violation, *violation.found));
  if (violation.lowest && violation.lowest == violation.highest) {
    text += fmt::format(fmt::runtime(say(", exactly {} allowed", "，应恰为{}")), amount(violation, *violation.lowest));
  } else {
    if (violation.lowest)
      text += fmt::format(fmt::runtime(say(", at least {}", "，至少{}")), amount(violation, *violation.lowest));
    if (violation.highest)
      text += fmt::format(fmt::runtime(say(", at most {}", "，至多{}")), amount(violation, *violation.highest));
  }
  if (violation.advice) text += say(" (advice)", "（提倡）");
  return text;
}

std::string_view Wording::norm_conflict(const interpret::NormConflict& conflict) const {
  switch (conflict.kind) {
    case interpret::NormConflict::Kind::MustAndMustNot:
      return say("must and must not", "既应当又不得");
    case interpret::NormConflict::Kind::TwoModes:
      return say("two modes at once", "同时两种方式");
  }
  return {};
}

std::string Wording::unknown(const interpret::Unknown& unknown, const interpret::DayResult& day) const {
  const auto with = [&](const std::string& what, core::RelationId sort, facts::Row row) {
    return row == interpret::no_row ? what : fmt::format("{}{}{}", what, say(": ", "："), thing(sort, row));
  };
  switch (unknown.kind) {
    case interpret::Unknown::Kind::Class: {
      const interpret::ClassTable& table = day.classes[unknown.table];
      return with(scale_of(table.scale, table.sort), table.sort, unknown.row);
    }
    case interpret::Unknown::Kind::Flag: {
      const interpret::FlagTable& table = day.flags[unknown.table];
      return with(label(program_[table.sort].columns[table.column].label), table.sort, unknown.row);
    }
    case interpret::Unknown::Kind::Norm: {
      const interpret::DueNorm due = day.due[unknown.table];
      return with(std::string(modality(due)) + (chinese() ? "" : " ") + measure(due), due.sort, due.subject);
    }
    case interpret::Unknown::Kind::Violation: {
      const interpret::Violation& found = day.violations[unknown.table];
      return with(violation(found), found.sort, found.subject);
    }
  }
  return {};
}

std::string Wording::row_of(core::RelationId id, facts::Row row) const {
  const core::Relation& relation = program_[id];
  const auto* subjects = std::get_if<facts::ReferenceColumn>(&facts_[id].columns[*relation.subject]);
  if (subjects == nullptr) return label(relation.label);
  const auto owner = static_cast<facts::Row>(subjects->rows[row]);
  const std::string who = thing(relation.columns[*relation.subject].type.target, owner);
  return fmt::format(fmt::runtime(say("{0} of {1}", "{1}的{0}")), label(relation.label), who);
}

std::string Wording::missing(const interpret::Missing& missing) const {
  const core::Relation& relation = program_[missing.relation];
  switch (missing.kind) {
    case interpret::Missing::Kind::Report: {
      const std::string who = thing(relation.columns[*relation.subject].type.target, missing.subject);
      if (missing.first < value::first_day)  // nothing was ever reported
        return fmt::format(fmt::runtime(say("no report of {0} for {1} up to {2}", "{1}截至{2}的{0}未报告")),
                           label(relation.label), who, value::to_iso(missing.last));
      const std::string first = value::to_iso(missing.first);
      if (chinese()) {
        return missing.first == missing.last
                   ? fmt::format("{} {}的{}未报告", who, first, label(relation.label))
                   : fmt::format("{} {}至{}的{}未报告", who, first, value::to_iso(missing.last), label(relation.label));
      }
      return missing.first == missing.last
                 ? fmt::format("no report of {} for {} on {}", label(relation.label), who, first)
                 : fmt::format("no report of {} for {} on {} to {}", label(relation.label), who, first,
                               value::to_iso(missing.last));
    }
    case interpret::Missing::Kind::Value: {
      const std::string& column = label(relation.columns[missing.column].label);
      const std::string who = relation.kind == core::RelationKind::Entity ? thing(missing.relation, missing.subject)
                                                                          : row_of(missing.relation, missing.subject);
      return fmt::format(fmt::runtime(say("no {0} of {1}", "{1}的{0}未填")), column, who);
    }
  }
  return {};
}

}  // namespace polc::driver
