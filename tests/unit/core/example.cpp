// SPDX-License-Identifier: Apache-2.0
#include "example.h"

#include <utility>

namespace polc::core_test {

using namespace core;
using value::Rational;

namespace {

Label label(std::string english, std::string chinese = "") { return {std::move(english), std::move(chinese), {}}; }
Type plain(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}
Type reference(RelationId target) {
  Type type = plain(TypeKind::Reference);
  type.target = target;
  return type;
}
Column column(Label name, Type type) {
  Column made;
  made.label = std::move(name);
  made.type = std::move(type);
  return made;
}
ConditionId add(Program& program, ConditionKind kind) {
  program.conditions.push_back({std::move(kind), {}});
  return {static_cast<std::uint32_t>(program.conditions.size() - 1)};
}
ValueId add(Program& program, ValueKind kind, Type type) {
  program.values.push_back({std::move(kind), std::move(type), {}});
  return {static_cast<std::uint32_t>(program.values.size() - 1)};
}

void add_vocabulary(Vocabulary& words) {
  words.enumerations = {{label("risk", "风险"), {label("low", "低"), label("high", "高")}}};
  Relation regions;
  regions.label = label("region", "地区");
  regions.columns = {column(label("code"), plain(TypeKind::Text)),
                     column(label("parent", "上级地区"), reference(region)),
                     column(label("severely affected"), plain(TypeKind::YesNo))};
  regions.key = 0;
  Relation people;
  people.label = label("person");
  people.columns = {column(label("number"), plain(TypeKind::Text)), column(label("home"), reference(region))};
  people.key = 0;
  Relation reported;
  reported.kind = RelationKind::Event;
  reported.label = label("case", "病例");
  reported.columns = {column(label("region"), reference(region)), column(label("date"), plain(TypeKind::Day))};
  reported.subject = 0;
  reported.begin = 1;
  words.relations = {regions, people, reported};
  words.scales = {{label("risk", "风险"), {0}, {region}, {}, {}}};
  Measure quarantine;
  quarantine.label = label("home quarantine", "居家隔离");
  quarantine.sorts = {person};
  quarantine.lasting = true;
  words.measures = {quarantine};
}

}  // namespace

Program example() {
  Program program;
  add_vocabulary(program.vocabulary);
  program.policies.resize(1);
  program.policies[0].label = label("tiers", "分级");
  program.policies[0].in_force_from = value::start_of(*value::make_day(2020, 2, 24));
  program.articles = {{{0}, "15.7", "a title", {}}};

  const ValueId today = add(program, Now{}, plain(TypeKind::Day));
  const ValueId since = add(program, Shifted{today, -13, 0, {}, false, 0}, plain(TypeKind::Day));
  const ValueId none = add(program, NumberLiteral{Rational(0), value::Dimension::Number}, plain(TypeKind::Number));
  Count count;
  count.path = {0, {}, region};
  count.relation = cases;
  count.window = {TimeBound{since, true}, TimeBound{today, true}};
  count.highest = none;
  ClassRule rule;
  rule.sentence = {{0}, 0, {}};
  rule.sort = region;
  rule.scale = ScaleId{0};
  rule.condition = add(program, count);
  program.class_rules = {rule};

  Type duration = plain(TypeKind::Number);
  duration.dimension = value::Dimension::Duration;
  const ValueId days = add(program, NumberLiteral{Rational(20160), value::Dimension::Duration}, duration);
  const ConditionId high = add(program, HasClass{{0, {1}, region}, {0}, 1, 1});
  const ConditionId severe = add(program, Flag{{0, {1, 1}, region}, 2});
  Norm norm;
  norm.sentence = {{0}, 1, {}};
  norm.sort = person;
  norm.subject = {0, {}, person};
  norm.guard = add(program, AnyOf{{high, severe}});
  MeasureHead head;
  head.length = {days, days};
  norm.heads = {head};
  norm.timing.start = Timing::Start::Run;
  norm.timing.length = days;
  program.norms = {norm};
  Limit limit;
  limit.sentence = {{0}, 2, {}};
  limit.sort = person;
  limit.measures = {{0}};
  limit.range = {{}, days};
  limit.phrase = high;
  program.limits = {limit};
  return program;
}

}  // namespace polc::core_test
