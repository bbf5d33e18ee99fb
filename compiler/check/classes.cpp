// SPDX-License-Identifier: Apache-2.0
// Class rules: `low risk if no new case in 14 days`, `region is low risk if C`, `低风险地区应当实行外防输入`, `low risk for person
// otherwise`; and how classes that hold together combine.
#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/columns.h"
#include "compiler/check/conditions.h"
#include "compiler/check/rules.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

// What a class rule gives: a class on a scale, or a yes/no attribute.
struct Given {
  std::optional<ClassName> of_scale;
  std::optional<ColumnName> flag;
};

std::vector<Given> read_given(const Context& context, const std::string& name) {
  std::vector<Given> found;
  const auto meanings = context.scope.find(source::fold_key(name));
  for (const Meaning& meaning : meanings) {
    if (const auto* of_scale = std::get_if<ClassName>(&meaning)) found.push_back({*of_scale, std::nullopt});
    if (const auto* column = std::get_if<ColumnName>(&meaning))
      if (context.program[column->relation].columns[column->column].type.kind == core::TypeKind::YesNo)
        found.push_back({std::nullopt, *column});
  }
  return found;
}

std::vector<core::RelationId> sorts_of(const Context& context, const Given& given) {
  if (given.flag) return {given.flag->relation};
  return context.program[given.of_scale->scale].sorts;
}

bool applies_to(const Context& context, const Given& given, core::RelationId sort) {
  const auto sorts = sorts_of(context, given);
  return std::find(sorts.begin(), sorts.end(), sort) != sorts.end();
}

struct Parts {
  const ast::Phrase* phrase = nullptr;
  const ast::Condition* condition = nullptr;
  bool otherwise = false;
  const std::vector<ast::Exemption>* exemptions = nullptr;
};

void add_rule(const Context& context, const core::Sentence& sentence, const Given& given, const Subject& subject,
              const Parts& parts, source::Span span) {
  const Context about = context.with(rows_about(subject.sort));
  const auto condition = read_guard(about, subject, parts.condition, span);
  const auto exceptions = read_exceptions(about, *parts.exemptions);
  if (!condition || !exceptions) return;
  core::ClassRule rule;
  rule.sentence = sentence;
  rule.sort = subject.sort;
  rule.condition = *condition;
  rule.exceptions = exceptions->conditions;
  rule.otherwise = parts.otherwise;
  if (!exceptions->notwithstanding.empty())
    context.sink.emit(diag::Kind::NotYet, span,
                      diag::Argument("`notwithstanding` on a class", "等级规则中的“不受某条限制”"));
  if (given.flag) {
    rule.flag = given.flag->column;
    context.program.vocabulary.relations[subject.sort.index].columns[given.flag->column].defined_by_rules = true;
  } else {
    rule.scale = given.of_scale->scale;
    rule.rank = given.of_scale->rank;
  }
  context.program.class_rules.push_back(std::move(rule));
}

// One class named, with the parts of its sentence in whatever order they stood.
void read_class(const Context& context, const core::Sentence& sentence, const ast::Name& name, const Parts& parts,
                source::Span span) {
  auto given = read_given(context, name.text);
  if (given.empty()) {
    auto finding = context.sink.emit(diag::Kind::NotAClass, name.span, name.text);
    const auto near = context.scope.suggestions(name.text);
    if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
    return;
  }
  std::vector<core::RelationId> sorts;
  for (const Given& way : given)
    for (const core::RelationId sort : sorts_of(context, way))
      if (std::find(sorts.begin(), sorts.end(), sort) == sorts.end()) sorts.push_back(sort);
  std::optional<std::vector<Subject>> subjects;
  if (parts.phrase == nullptr && sorts.size() > 1) {
    // No subject: it follows from what the condition speaks of.
    std::vector<const ast::Condition*> conditions;
    if (parts.condition != nullptr) conditions.push_back(parts.condition);
    const auto sort = infer_sort(context, sorts, conditions, name.span);
    if (!sort) return;
    subjects = std::vector<Subject>{{*sort, std::nullopt, nullptr}};
  } else {
    subjects = read_subjects(context, parts.phrase, sorts, name.span);
  }
  if (!subjects) return;
  for (const Subject& subject : *subjects) {
    std::vector<Given> fitting;
    for (const Given& way : given)
      if (applies_to(context, way, subject.sort)) fitting.push_back(way);
    if (fitting.size() == 1) {
      add_rule(context, sentence, fitting.front(), subject, parts, span);
    } else if (fitting.empty()) {
      context.sink.emit(diag::Kind::NoClassForSort, name.span, name.text, shown(context.program[subject.sort].label));
    } else {
      context.sink.emit(diag::Kind::AmbiguousPhrase, name.span, name.text, shown(context.program[subject.sort].label));
    }
  }
}

}  // namespace

void read_classify(const Context& context, const core::Sentence& sentence, const ast::Classify& classify) {
  const Parts parts{&classify.subject, classify.condition ? &*classify.condition : nullptr, classify.otherwise,
                    &classify.exemptions};
  if (classify.classes.alternatives.size() != 1) {
    context.sink.emit(diag::Kind::OneClassOnly, classify.classes.span);
    return;
  }
  read_class(context, sentence, classify.classes.alternatives.front().first, parts, classify.span);
}

void read_class_rule(const Context& context, const core::Sentence& sentence, const ast::Rule& rule) {
  const ast::Circumstances& around = rule.circumstances;
  const bool is_plain = !rule.modal || *rule.modal == ast::Modal::Must;
  const bool has_time = !around.timings.empty() || around.deadline || around.frequency || around.chosen_by;
  if (!is_plain || has_time || rule.heads.heads.size() != 1) {
    context.sink.emit(rule.heads.heads.size() != 1 ? diag::KindWith<0>(diag::Kind::OneClassOnly)
                                                   : diag::KindWith<0>(diag::Kind::ClassIsNoMeasure),
                      rule.heads.span);
    return;
  }
  const ast::Phrase* phrase = around.target ? &*around.target : (rule.subject ? &*rule.subject : nullptr);
  const Parts parts{phrase, around.condition ? &*around.condition : nullptr, around.otherwise, &around.exemptions};
  read_class(context, sentence, rule.heads.heads.front().name.first, parts, rule.span);
}

void read_combination(const Context& context, const core::Sentence& sentence, const ast::Combine& combine) {
  const auto scales = context.scope.find_all<ScaleName>(source::fold_key(combine.scale.text));
  if (scales.empty()) {
    auto finding = context.sink.emit(diag::Kind::UnknownScale, combine.scale.span, combine.scale.text);
    const auto near = context.scope.suggestions(combine.scale.text);
    if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(combine.scale.span, near.front());
    return;
  }
  std::optional<core::RelationId> sort;
  if (combine.sort) {
    sort = find_entity(context, *combine.sort);
    if (!sort) return;
  }
  context.program.combinations.push_back(
      {sentence, scales.front().scale, sort, combine.highest ? core::Combination::Highest : core::Combination::Lowest});
}

}  // namespace polc::check
