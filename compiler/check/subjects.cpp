// SPDX-License-Identifier: Apache-2.0
// Whom a sentence is about, when it applies, and when it does not.
#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/conditions.h"
#include "compiler/check/rules.h"
#include "compiler/source/unicode.h"

namespace polc::check {

std::optional<std::vector<Subject>> read_subjects(const Context& context, const ast::Phrase* phrase,
                                                  const std::vector<core::RelationId>& sorts, source::Span span) {
  if (phrase == nullptr) {
    if (sorts.size() == 1) return std::vector<Subject>{{sorts.front(), std::nullopt, nullptr}};
    if (sorts.empty())
      context.sink.emit(diag::Kind::SubjectMissing, span);
    else
      context.sink.emit(diag::Kind::SubjectUnclear, span, shown(context.program, sorts));
    return std::nullopt;
  }
  auto groups = read_nouns(context, phrase->names, sorts);
  if (!groups) return std::nullopt;
  std::vector<Subject> subjects;
  for (NounGroup& group : *groups)
    subjects.push_back({group.relation, std::move(group), phrase->where ? &*phrase->where : nullptr});
  return subjects;
}

std::optional<core::ConditionId> read_guard(const Context& context, const Subject& subject,
                                            const ast::Condition* condition, source::Span span) {
  std::vector<core::ConditionId> parts;
  bool failed = false;
  const auto add = [&](std::optional<core::ConditionId> part) {
    if (part)
      parts.push_back(*part);
    else
      failed = true;
  };
  if (subject.group) {
    const auto& alternatives = subject.group->alternatives;
    const bool plain =
        std::any_of(alternatives.begin(), alternatives.end(), [](const Noun& noun) { return noun.adjectives.empty(); });
    if (!plain) parts.push_back(to_condition(context, *subject.group, context.rows.subject));
  }
  if (subject.where != nullptr) add(read_where(context, *subject.where));
  if (condition != nullptr) add(read_condition(context, *condition));
  if (failed) return std::nullopt;
  return context.builder.all(std::move(parts), span);
}

namespace {

std::optional<core::ArticleId> find_article(const Context& context, const ast::Notwithstanding& reference,
                                            source::Span span) {
  const core::Program& program = context.program;
  core::PolicyId policy = context.policy;
  if (reference.policy) {
    const std::string key = source::fold_key(reference.policy->text);
    const auto found = std::find_if(program.policies.begin(), program.policies.end(),
                                    [&](const core::Policy& known) { return is_named(known.label, key); });
    if (found == program.policies.end()) {
      context.sink.emit(diag::Kind::UnknownPolicy, reference.policy->span, reference.policy->text);
      return std::nullopt;
    }
    policy = {static_cast<std::uint32_t>(found - program.policies.begin())};
  }
  for (std::uint32_t index = 0; index < program.articles.size(); ++index)
    if (program.articles[index].policy == policy && program.articles[index].number == reference.article)
      return core::ArticleId{index};
  context.sink.emit(diag::Kind::UnknownArticle, span, reference.article);
  return std::nullopt;
}

std::optional<core::ConditionId> read_exempt(const Context& context, const ast::Phrase& phrase, source::Span span) {
  const core::RelationId sort = context.rows.subject.end;
  const auto groups = read_nouns(context, phrase.names, {sort});
  if (!groups) return std::nullopt;
  if (groups->size() != 1 || groups->front().relation != sort) {
    context.sink.emit(diag::Kind::ExceptionOfOthers, span, shown(context.program[groups->front().relation].label),
                      shown(context.program[sort].label));
    return std::nullopt;
  }
  const Subject exempt{sort, groups->front(), phrase.where ? &*phrase.where : nullptr};
  return read_guard(context, exempt, nullptr, span);
}

}  // namespace

std::optional<Exceptions> read_exceptions(const Context& context, const std::vector<ast::Exemption>& exemptions) {
  Exceptions read;
  bool failed = false;
  const auto add = [&](std::optional<core::ConditionId> condition) {
    if (condition)
      read.conditions.push_back(*condition);
    else
      failed = true;
  };
  for (const ast::Exemption& exemption : exemptions) {
    ast::match(
        exemption, [&](const ast::Unless& unless) { add(read_condition(context, unless.condition)); },
        [&](const ast::ExceptIf& except) { add(read_condition(context, except.condition)); },
        [&](const ast::ExceptFor& except) { add(read_exempt(context, except.phrase, exemption.span)); },
        [&](const ast::UnlessStricter&) {
          context.sink.emit(diag::Kind::NotYet, exemption.span,
                            diag::Argument("an exception for stricter measures", "另有更严措施的例外"));
          failed = true;
        },
        [&](const ast::Notwithstanding& reference) {
          if (const auto article = find_article(context, reference, exemption.span))
            read.notwithstanding.push_back(*article);
          else
            failed = true;
        });
  }
  if (failed) return std::nullopt;
  return read;
}

std::optional<core::RelationId> infer_sort(const Context& context, const std::vector<core::RelationId>& sorts,
                                           const std::vector<const ast::Condition*>& conditions, source::Span span) {
  std::vector<core::RelationId> fitting;
  for (const core::RelationId sort : sorts) {
    const Builder::Mark mark = context.builder.mark();
    diag::Sink trial;
    Rows rows = rows_about(sort);
    rows.may_use_place = false;
    const Context about = context.with(trial).with(rows);
    const bool fits = std::all_of(conditions.begin(), conditions.end(), [&](const ast::Condition* condition) {
      return read_condition(about, *condition).has_value();
    });
    context.builder.take_back(mark);
    if (fits) fitting.push_back(sort);
  }
  if (fitting.size() == 1) return fitting.front();
  if (fitting.empty() && sorts.size() == 1) return sorts.front();  // its own findings will say what is wrong
  if (fitting.empty())
    context.sink.emit(diag::Kind::SubjectFitsNone, span, shown(context.program, sorts));
  else
    context.sink.emit(diag::Kind::SubjectUnclear, span, shown(context.program, fitting));
  return std::nullopt;
}

}  // namespace polc::check
