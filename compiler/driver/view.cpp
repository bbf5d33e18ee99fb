// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/view.h"

#include <array>
#include <string>
#include <string_view>

#include "compiler/core/match.h"
#include "compiler/source/unicode.h"

namespace polc::driver {
namespace {

using diag::Argument;
using diag::Kind;

bool has_name(const core::Label& label, const std::string& key) {
  return (!label.english.empty() && source::fold_key(label.english) == key) ||
         (!label.chinese.empty() && source::fold_key(label.chinese) == key);
}

struct Clause {
  std::string attribute, value;  // folded
};

// `level is county`, `level=county`, `级别是县`.
std::optional<Clause> parse_clause(const std::string& text) {
  for (const std::string_view mark :
       {std::string_view(" is "), std::string_view("="), std::string_view("是"), std::string_view("为")}) {
    const std::size_t at = text.find(mark);
    if (at == std::string::npos) continue;
    return Clause{source::fold_key(text.substr(0, at)), source::fold_key(text.substr(at + mark.size()))};
  }
  return std::nullopt;
}

// The test of one column against the wanted value, as the column stores it; no value when it is none of this type.
std::optional<std::vector<bool>> rows_with(const core::Program& program, const core::Column& column,
                                           const facts::FactBase& facts, const facts::Table& table,
                                           const facts::Column& stored, const std::string& wanted) {
  std::vector<bool> kept(table.row_count, false);
  const auto keep = [&](auto&& holds) {
    for (facts::Row row = 0; row < table.row_count; ++row) kept[row] = holds(row);
    return std::optional(std::move(kept));
  };
  return core::match(
      stored, [&](const facts::NoColumn&) -> std::optional<std::vector<bool>> { return kept; },
      [&](const facts::YesNoColumn& values) -> std::optional<std::vector<bool>> {
        const bool yes = wanted == "yes" || wanted == "是";
        if (!yes && wanted != "no" && wanted != "否") return std::nullopt;
        return keep([&](facts::Row row) { return values.values[row] == value::truth(yes); });
      },
      [&](const facts::EnumerationColumn& values) -> std::optional<std::vector<bool>> {
        const auto& labels = program[column.type.enumeration].values;
        for (std::size_t place = 0; place < labels.size(); ++place) {
          if (has_name(labels[place], wanted))
            return keep([&](facts::Row row) { return values.values[row] == static_cast<std::int32_t>(place); });
        }
        return std::nullopt;
      },
      [&](const facts::NumberColumn& numbers) -> std::optional<std::vector<bool>> {
        const auto parsed = value::Rational::parse(wanted);
        if (!parsed) return std::nullopt;
        const auto in_base = value::multiply(*parsed, column.type.unit_factor);
        const auto mantissa = in_base ? value::divide(*in_base, numbers.step) : std::nullopt;
        if (!mantissa || !mantissa->is_integer()) return kept;
        return keep([&](facts::Row row) { return numbers.mantissas[row] == mantissa->numerator(); });
      },
      [&](const facts::TextColumn& texts) -> std::optional<std::vector<bool>> {
        return keep([&](facts::Row row) {
          return texts.codes[row] != facts::absent_code &&
                 source::fold_key(texts.dictionary->text(texts.codes[row])) == wanted;
        });
      },
      [&](const facts::DayColumn& days) -> std::optional<std::vector<bool>> {
        const auto day = value::parse_day(wanted);
        if (!day) return std::nullopt;
        return keep([&](facts::Row row) { return days.days[row] == day->since_epoch; });
      },
      [&](const facts::MomentColumn& moments) -> std::optional<std::vector<bool>> {
        const auto moment = value::parse_moment(wanted);
        if (!moment) return std::nullopt;
        return keep([&](facts::Row row) { return moments.minutes[row] == moment->since_epoch; });
      },
      [&](const facts::ReferenceColumn& references) -> std::optional<std::vector<bool>> {
        const facts::Table& target = facts[column.type.target];
        return keep([&](facts::Row row) {
          const std::int32_t other = references.rows[row];
          return other != facts::absent_code && source::fold_key(target.keys->text(other)) == wanted;
        });
      });
}

}  // namespace

bool View::add_condition(const std::string& text, const facts::FactBase& facts, diag::Sink& sink) {
  const Argument form("attribute is value, such as `level is county`", "“属性 是 值”，如“级别 是 县”");
  const auto clause = parse_clause(text);
  if (!clause) {
    sink.emit(Kind::BadOptionValue, {}, "--where", text, form);
    return false;
  }
  bool is_known = false;
  bool fits = false;
  for (std::size_t at = 0; at < program_->vocabulary.relations.size(); ++at) {
    const core::Relation& relation = program_->vocabulary.relations[at];
    if (relation.kind != core::RelationKind::Entity) continue;
    for (std::size_t column = 0; column < relation.columns.size(); ++column) {
      if (!has_name(relation.columns[column].label, clause->attribute)) continue;
      is_known = true;
      const facts::Table& table = facts.tables[at];
      auto rows = rows_with(*program_, relation.columns[column], facts, table, table.columns[column], clause->value);
      if (!rows) continue;
      fits = true;
      auto& kept = kept_[at];
      if (!kept) kept.emplace(table.row_count, true);
      for (std::size_t row = 0; row < kept->size(); ++row) (*kept)[row] = (*kept)[row] && (*rows)[row];
    }
  }
  if (!is_known) {
    sink.emit(Kind::BadOptionValue, {}, "--where", text,
              Argument("an attribute that the vocabulary declares", "词汇中已声明的属性"));
  } else if (!fits) {
    sink.emit(Kind::BadOptionValue, {}, "--where", text,
              Argument("a value that this attribute can have", "该属性可取的值"));
  }
  filtered_ = true;
  return fits;
}

bool View::add_label(const std::string& text, diag::Sink& sink) {
  const std::string key = source::fold_key(text);
  const core::Vocabulary& vocabulary = program_->vocabulary;
  bool found = false;
  for (std::uint32_t at = 0; at < vocabulary.relations.size(); ++at) {
    const core::Relation& relation = vocabulary.relations[at];
    if (relation.kind == core::RelationKind::Entity && has_name(relation.label, key))
      found |= sorts_.insert({at}).second;
  }
  for (std::uint32_t at = 0; at < vocabulary.scales.size(); ++at) {
    if (has_name(vocabulary.scales[at].label, key)) found |= scales_.insert({at}).second;
  }
  for (std::uint32_t at = 0; at < vocabulary.measures.size(); ++at) {
    if (has_name(vocabulary.measures[at].label, key)) found |= measures_.insert({at}).second;
  }
  if (!found) {
    sink.emit(Kind::BadOptionValue, {}, "--only", text,
              Argument("classes, measures, violations, unknowns, or the name of a scale, a measure or an entity",
                       "classes、measures、violations、unknowns，或等级、措施、对象的名称"));
  }
  return found;
}

std::optional<View> View::make(const core::Program& program, const facts::FactBase& facts,
                               const EvalArguments& arguments, diag::Sink& sink) {
  View view(program);
  view.only_ = arguments.only;
  bool good = true;
  for (const std::string& text : arguments.where) good = view.add_condition(text, facts, sink) && good;
  for (const std::string& text : arguments.only.labels) good = view.add_label(text, sink) && good;
  if (!good) return std::nullopt;
  return view;
}

bool View::names(const core::Norm& norm) const {
  for (const core::Head& head : norm.heads) {
    const auto* measure = std::get_if<core::MeasureHead>(&head);
    if (measure != nullptr && measures_.contains(measure->measure)) return true;
  }
  return false;
}

bool View::counts(const interpret::ClassTable& table) const {
  return counts_classes() && (all_names() || scales_.contains(table.scale) || names(table.sort));
}

bool View::counts(const interpret::FlagTable& table) const {
  return counts_classes() && (all_names() || names(table.sort));
}

bool View::counts(const interpret::DueNorm& due) const {
  return (only_.measures || only_.unknowns) && keeps(due.sort, due.subject) &&
         (all_names() || names(due.sort) || names(program_->norms[due.norm]));
}

bool View::counts(const interpret::Violation& violation) const {
  if ((!only_.violations && !only_.unknowns) || !keeps(violation.sort, violation.subject)) return false;
  return all_names() || names(violation.sort) ||
         (violation.norm != interpret::no_index && names(program_->norms[violation.norm])) ||
         (violation.local != interpret::no_index && names(program_->norms[violation.local]));
}

bool View::counts(const interpret::NormConflict& conflict) const {
  return (only_.violations || only_.unknowns) && keeps(conflict.sort, conflict.subject) &&
         (all_names() || names(conflict.sort) || names(program_->norms[conflict.first]) ||
          names(program_->norms[conflict.second]));
}

bool View::shows(const interpret::Unknown& unknown, const interpret::DayResult& day) const {
  if (!only_.unknowns) return false;
  switch (unknown.kind) {
    case interpret::Unknown::Kind::Class: {
      const interpret::ClassTable& table = day.classes[unknown.table];
      return keeps(table.sort, unknown.row) && (all_names() || scales_.contains(table.scale) || names(table.sort));
    }
    case interpret::Unknown::Kind::Flag: {
      const interpret::FlagTable& table = day.flags[unknown.table];
      return keeps(table.sort, unknown.row) && (all_names() || names(table.sort));
    }
    case interpret::Unknown::Kind::Norm: {
      const interpret::DueNorm due = day.due[unknown.table];
      return keeps(due.sort, due.subject) && (all_names() || names(due.sort) || names(program_->norms[due.norm]));
    }
    case interpret::Unknown::Kind::Violation: {
      const interpret::Violation& violation = day.violations[unknown.table];
      return keeps(violation.sort, violation.subject) && (all_names() || names(violation.sort));
    }
  }
  return false;
}

}  // namespace polc::driver
