// SPDX-License-Identifier: Apache-2.0
// Vocabulary, policies and sentences; conditions are verify_conditions.cpp.
#include "compiler/core/verify.h"

#include "compiler/core/match.h"
#include "compiler/core/places.h"
#include "compiler/core/verify_conditions.h"
#include "runtime/value/check_macro.h"

namespace polc::core {

namespace {

void verify_relation(const Program& program, const Relation& relation, ConditionVerifier& verifier) {
  const Vocabulary& vocabulary = program.vocabulary;
  const std::string name = "`" + relation.label.neutral() + "` ";
  for (const Column& column : relation.columns) {
    if (column.type.kind == TypeKind::Reference)
      verifier.in_range(column.type.target, vocabulary.relations, "relation");
    if (column.type.kind == TypeKind::Enumeration)
      verifier.in_range(column.type.enumeration, vocabulary.enumerations, "enumeration");
    if (column.ratio)
      verifier.check(column.ratio->first < relation.columns.size() && column.ratio->second < relation.columns.size(),
                     name + "has a ratio of columns that do not exist");
  }
  const auto column_of = [&](const std::optional<ColumnIndex>& at, const char* what) -> const Column* {
    if (!at) return nullptr;
    return verifier.check(*at < relation.columns.size(), name + "has no column for its " + what)
               ? &relation.columns[*at]
               : nullptr;
  };
  column_of(relation.key, "key");
  column_of(relation.counting_column, "count");
  const Column* subject = column_of(relation.subject, "subject");
  if (subject != nullptr)
    verifier.check(subject->type.kind == TypeKind::Reference, name + "has a subject that is no reference");
  const Column* begin = column_of(relation.begin, "time");
  const Column* end = column_of(relation.end, "end");
  if (begin != nullptr)
    verifier.check(begin->type.kind == TypeKind::Day || begin->type.kind == TypeKind::Moment,
                   name + "is dated by what is no time");
  if (end != nullptr)
    verifier.check(begin != nullptr && begin->type.kind == end->type.kind,
                   name + "ends by another type than it begins");
  verifier.check(relation.kind != RelationKind::Entity || relation.key, name + "is an entity without a key");
  verifier.check(relation.kind == RelationKind::Entity || relation.subject, name + "has no subject");
  verifier.check(relation.kind != RelationKind::Event || relation.begin, name + "is an event without a time");
  verifier.check(relation.counting == Counting::Rows || relation.counting_column, name + "counts by no column");
}

void verify_vocabulary(const Program& program, ConditionVerifier& verifier) {
  const Vocabulary& vocabulary = program.vocabulary;
  for (const Relation& relation : vocabulary.relations) verify_relation(program, relation, verifier);
  for (const Scale& scale : vocabulary.scales) {
    if (verifier.in_range(scale.classes, vocabulary.enumerations, "enumeration"))
      verifier.check(!program[scale.classes].values.empty(), "a scale without a class");
    for (const RelationId sort : scale.sorts) verifier.in_range(sort, vocabulary.relations, "relation");
    for (const RelationId record : scale.records) verifier.in_range(record, vocabulary.relations, "relation");
    verifier.check(scale.records.empty() || scale.records.size() == scale.sorts.size(),
                   "a scale without a record for each sort");
    if (scale.decider) verifier.in_range(*scale.decider, vocabulary.authorities, "authority");
  }
  for (const Measure& measure : vocabulary.measures) {
    for (const RelationId sort : measure.sorts) verifier.in_range(sort, vocabulary.relations, "relation");
    verifier.check(measure.conduct.empty() || measure.conduct.size() == measure.sorts.size(),
                   "a measure without conduct for each sort");
    if (measure.scale && verifier.in_range(*measure.scale, vocabulary.scales, "scale"))
      verifier.check(measure.rank < program[program[*measure.scale].classes].values.size(),
                     "a measure beyond its scale");
    if (measure.shown_by) verifier.in_range(*measure.shown_by, vocabulary.relations, "relation");
    if (measure.shown_by_filter && verifier.check(measure.shown_by.has_value(), "a filter of no event"))
      verifier.condition(*measure.shown_by_filter, {*measure.shown_by});
    for (const auto* related : {&measure.rules_out, &measure.counts_as, &measure.opposite_of, &measure.presupposes})
      for (const MeasureId id : *related) verifier.in_range(id, vocabulary.measures, "measure");
  }
  for (const ListOfValues& entry : vocabulary.lists)
    for (const MeasureId id : entry.measures) verifier.in_range(id, vocabulary.measures, "measure");
  for (const Authority& authority : vocabulary.authorities)
    if (authority.under) verifier.in_range(*authority.under, vocabulary.authorities, "authority");
}

void verify_sentence(const Program& program, const Sentence& sentence, ConditionVerifier& verifier) {
  if (verifier.in_range(sentence.article, program.articles, "article"))
    verifier.in_range(program[sentence.article].policy, program.policies, "policy");
}

void verify_conditions(const std::vector<ConditionId>& conditions, const std::vector<RelationId>& rows,
                       ConditionVerifier& verifier) {
  for (const ConditionId condition : conditions) verifier.condition(condition, rows);
}

void verify_class_rule(const Program& program, const ClassRule& rule, ConditionVerifier& verifier) {
  verify_sentence(program, rule.sentence, verifier);
  if (!verifier.in_range(rule.sort, program.vocabulary.relations, "relation")) return;
  verifier.check(rule.scale.has_value() != rule.flag.has_value(),
                 "a class rule gives neither a class nor an attribute, or both");
  if (rule.scale && verifier.in_range(*rule.scale, program.vocabulary.scales, "scale"))
    verifier.check(rule.rank < program[program[*rule.scale].classes].values.size(),
                   "a class rule gives a class beyond its scale");
  if (rule.flag && verifier.check(*rule.flag < program[rule.sort].columns.size(), "a class rule gives no attribute"))
    verifier.check(program[rule.sort].columns[*rule.flag].defined_by_rules,
                   "a rule defines an attribute that is stored");
  verifier.condition(rule.condition, {rule.sort});
  verify_conditions(rule.exceptions, {rule.sort}, verifier);
}

void verify_range(const Range& range, const std::vector<RelationId>& rows, TypeKind kind, ConditionVerifier& verifier) {
  if (range.lowest) verifier.value(*range.lowest, rows, kind);
  if (range.highest) verifier.value(*range.highest, rows, kind);
}

void verify_timing(const Timing& timing, const std::vector<RelationId>& rows, ConditionVerifier& verifier) {
  verifier.check((timing.start == Timing::Start::At) == timing.from.has_value(),
                 "a span begins at a time that is not given");
  verifier.check(timing.start != Timing::Start::Run || timing.length, "a run without a length");
  if (timing.from) verifier.time_value(*timing.from, rows);
  if (timing.length) verifier.number(*timing.length, rows, value::Dimension::Duration);
  if (timing.until) verifier.time_value(*timing.until, rows);
  if (timing.due_from) verifier.time_value(timing.due_from->at, rows);
  if (timing.due_by) verifier.time_value(timing.due_by->at, rows);
  if (timing.frequency) verifier.check(timing.frequency->period_minutes > 0, "a frequency without a period");
}

void verify_norm(const Program& program, const Norm& norm, ConditionVerifier& verifier) {
  verify_sentence(program, norm.sentence, verifier);
  if (!verifier.in_range(norm.sort, program.vocabulary.relations, "relation")) return;
  if (norm.occasion && !verifier.in_range(*norm.occasion, program.vocabulary.relations, "relation")) return;
  const std::vector<RelationId> rows{norm.occasion ? *norm.occasion : norm.sort};
  verifier.path(norm.subject, rows);
  verifier.check(norm.subject.end == norm.sort, "the subject of a norm is not of its sort");
  verifier.check(!norm.timing.each_occasion || norm.occasion, "a norm is due on no occasion");
  verifier.condition(norm.guard, rows);
  verify_conditions(norm.exceptions, rows, verifier);
  for (const ArticleId article : norm.notwithstanding) verifier.in_range(article, program.articles, "article");
  verifier.check(!norm.heads.empty(), "a norm without a head");
  verifier.check(norm.connective != HeadConnective::Single || norm.heads.size() == 1,
                 "a single norm with several heads");
  for (const Head& head : norm.heads)
    match(
        head,
        [&](const MeasureHead& measure) {
          verifier.in_range(measure.measure, program.vocabulary.measures, "measure");
          verify_range(measure.length, rows, TypeKind::Number, verifier);
        },
        [&](const QuantityHead& quantity) { verifier.condition(quantity.condition, rows); });
  verify_timing(norm.timing, rows, verifier);
}

void verify_limit(const Program& program, const Limit& limit, ConditionVerifier& verifier) {
  verify_sentence(program, limit.sentence, verifier);
  if (!verifier.in_range(limit.sort, program.vocabulary.relations, "relation")) return;
  for (const MeasureId measure : limit.measures) verifier.in_range(measure, program.vocabulary.measures, "measure");
  if (limit.scale) verifier.in_range(*limit.scale, program.vocabulary.scales, "scale");
  if (limit.list) verifier.in_range(*limit.list, program.vocabulary.lists, "list");
  if (limit.authority) verifier.in_range(*limit.authority, program.vocabulary.authorities, "authority");
  verifier.check(limit.kind != LimitKind::ClosedList || limit.list, "a closed list that is not named");
  verifier.check(limit.kind != LimitKind::Delegated || limit.authority, "a delegation to nobody");
  if (limit.quantity) verifier.condition(limit.quantity->condition, {limit.sort});
  verify_range(limit.range, {limit.sort}, TypeKind::Number, verifier);
  verifier.condition(limit.phrase, {limit.sort});
  verify_conditions(limit.exceptions, {limit.sort}, verifier);
}

void verify_delegation(const Program& program, const GeneralDelegation& one, ConditionVerifier& verifier) {
  verify_sentence(program, one.sentence, verifier);
  verifier.in_range(one.authority, program.vocabulary.authorities, "authority");
}

void verify_policy(const Program& program, const Policy& policy, ConditionVerifier& verifier) {
  if (policy.issuer) verifier.in_range(*policy.issuer, program.vocabulary.authorities, "authority");
  for (const auto* related : {&policy.under, &policy.supersedes, &policy.amends})
    for (const PolicyId id : *related) verifier.in_range(id, program.policies, "policy");
  if (!policy.lapses && !policy.supposes) return;
  const auto place = place_relation(program);
  if (!verifier.check(place.has_value(), "a policy lapses by a place, and there is no sort of places")) return;
  if (policy.lapses) verifier.condition(*policy.lapses, {*place});
  if (policy.supposes) verifier.condition(*policy.supposes, {*place});
}

}  // namespace

std::optional<std::string> find_fault(const Program& program) {
  ConditionVerifier verifier(program);
  verify_vocabulary(program, verifier);
  // What follows reads the vocabulary, so it must be sound.
  if (verifier.fault()) return verifier.fault();
  for (const Policy& policy : program.policies) verify_policy(program, policy, verifier);
  for (const Article& article : program.articles) verifier.in_range(article.policy, program.policies, "policy");
  if (verifier.fault()) return verifier.fault();
  for (const Parameter& parameter : program.parameters) {
    verifier.in_range(parameter.article, program.articles, "article");
    verifier.check(parameter.type.kind == TypeKind::Number, "a parameter that is no number");
    verifier.check(!parameter.versions.empty(), "a parameter without a value");
  }
  for (const ClassRule& rule : program.class_rules) verify_class_rule(program, rule, verifier);
  for (const CombinationRule& rule : program.combinations) {
    verify_sentence(program, rule.sentence, verifier);
    verifier.in_range(rule.scale, program.vocabulary.scales, "scale");
    if (rule.sort) verifier.in_range(*rule.sort, program.vocabulary.relations, "relation");
  }
  for (const Norm& norm : program.norms) verify_norm(program, norm, verifier);
  for (const Limit& limit : program.limits) verify_limit(program, limit, verifier);
  for (const GeneralDelegation& one : program.general_delegations) verify_delegation(program, one, verifier);
  return verifier.fault();
}

void verify(const Program& program) {
  const std::optional<std::string> fault = find_fault(program);
  POLC_CHECK(!fault, *fault);
}

}  // namespace polc::core
