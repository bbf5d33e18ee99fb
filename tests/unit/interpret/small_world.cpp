// SPDX-License-Identifier: Apache-2.0
#include "small_world.h"

#include <algorithm>

namespace polc::interpret_test {

using namespace core;
using value::Rational;

namespace {

Label label(std::string english) { return {std::move(english), "", {}}; }
Column column(std::string name, TypeKind kind, RelationId target = {}, bool optional = false) {
  Column made;
  made.label = label(std::move(name));
  made.type.kind = kind;
  made.type.target = target;
  made.optional = optional;
  return made;
}
Relation relation(RelationKind kind, std::string name, std::vector<Column> columns) {
  Relation made;
  made.kind = kind;
  made.label = label(std::move(name));
  made.columns = std::move(columns);
  if (kind == RelationKind::Entity)
    made.key = 0;
  else
    made.subject = 0;
  return made;
}
Measure measure(std::string name) {
  Measure made;
  made.label = label(std::move(name));
  made.sorts = {Small::person};
  return made;
}

}  // namespace

Small::Small() {
  Vocabulary& words = program.vocabulary;
  words.enumerations = {{label("risk"), {label("low"), label("medium"), label("high")}},
                        {label("isolation"), {label("none"), label("home"), label("central")}}};
  words.relations = {
      relation(RelationKind::Entity, "region",
               {column("code", TypeKind::Text), column("parent", TypeKind::Reference, region, true)}),
      relation(RelationKind::Entity, "person",
               {column("number", TypeKind::Text), column("home", TypeKind::Reference, region),
                column("contact", TypeKind::YesNo), column("temperature", TypeKind::Number)}),
      relation(RelationKind::Event, "case",
               {column("region", TypeKind::Reference, region), column("date", TypeKind::Day),
                column("count", TypeKind::Number)}),
      relation(RelationKind::Event, "arrival",
               {column("person", TypeKind::Reference, person), column("date", TypeKind::Day)}),
      relation(RelationKind::Event, "spell",
               {column("person", TypeKind::Reference, person), column("start", TypeKind::Day),
                column("end", TypeKind::Day, {}, true)}),
      relation(RelationKind::Conduct, "mask of person",
               {column("person", TypeKind::Reference, person), column("done", TypeKind::YesNo),
                column("day", TypeKind::Day, {}, true)}),
  };
  words.relations[2].begin = 1;
  words.relations[2].counting = Counting::Sum;
  words.relations[2].counting_column = 2;
  words.relations[2].report_every = 1;
  words.relations[3].begin = 1;
  words.relations[4].begin = 1;
  words.relations[4].end = 2;
  words.scales = {{label("risk"), {0}, {region}, {}, {}}, {label("isolation"), {1}, {}, {}, {}}};
  words.measures = {measure("mask"), measure("home quarantine"), measure("central quarantine"), measure("travel"),
                    measure("turn back")};
  words.measures[0].attested = true;
  words.measures[0].conduct = {conduct};
  for (const std::uint32_t at : {1U, 2U}) {
    words.measures[at].lasting = true;
    words.measures[at].scale = isolation;
    words.measures[at].rank = at;
    words.measures[at].shown_by = spell;
  }
  words.measures[4].opposite_of = {travel};
  program.policies.resize(2);
  program.policies[0].label = label("upper");
  program.policies[1].label = label("lower");
  program.policies[1].under = {upper};
  program.articles = {{upper, "40", "", {}}, {lower, "1", "", {}}};
  facts.tables.resize(words.relations.size());
}

facts::Row Small::add_region(const std::string& key, std::optional<facts::Row> parent) {
  region_codes_.push_back(region_keys_->intern(key));
  parents_.push_back(parent ? static_cast<std::int32_t>(*parent) : facts::absent_code);
  gaps_.emplace_back();
  return facts.tables[0].row_count++;
}
facts::Row Small::add_person(const std::string& key, facts::Row home, bool contact, std::int64_t temperature) {
  person_codes_.push_back(person_keys_->intern(key));
  homes_.push_back(static_cast<std::int32_t>(home));
  contacts_.push_back(value::truth(contact));
  temperatures_.push_back(temperature);
  return facts.tables[1].row_count++;
}
void Small::add_case(facts::Row of, std::int32_t day, std::int64_t count) { cases_.push_back({of, day, {}, count}); }
void Small::add_arrival(facts::Row of, std::int32_t day) { arrivals_.push_back({of, day, {}, 0}); }
void Small::add_spell(facts::Row of, std::int32_t first, std::optional<std::int32_t> last) {
  spells_.push_back({of, first, last, 0});
}
void Small::add_conduct(facts::Row of, bool done, std::optional<std::int32_t> day) {
  conducts_.push_back({of, 0, day, done ? 1 : 0});
}
void Small::miss(facts::Row of, std::int32_t first, std::int32_t last) { gaps_[of].push_back({{first}, {last}}); }

void Small::finish() {
  const auto table = [&](std::vector<Dated>& rows, facts::Row subjects) {
    std::stable_sort(rows.begin(), rows.end(), [](const Dated& left, const Dated& right) {
      return std::pair(left.subject, left.first) < std::pair(right.subject, right.first);
    });
    facts::Table made;
    made.row_count = static_cast<facts::Row>(rows.size());
    std::vector<std::int32_t> who;
    for (const Dated& row : rows) who.push_back(static_cast<std::int32_t>(row.subject));
    made.by_subject = facts::GroupIndex(who, subjects);
    made.columns = {facts::ReferenceColumn{who}};
    return made;
  };
  const auto days = [](const std::vector<Dated>& rows, bool last) {
    std::vector<std::int32_t> made;
    for (const Dated& row : rows) made.push_back(last ? row.last.value_or(facts::absent_day) : row.first);
    return facts::DayColumn{made};
  };
  const facts::Row regions = facts.tables[0].row_count;
  const facts::Row people = facts.tables[1].row_count;
  facts.tables[0].columns = {facts::TextColumn{region_codes_, region_keys_}, facts::ReferenceColumn{parents_}};
  facts.tables[1].columns = {facts::TextColumn{person_codes_, person_keys_}, facts::ReferenceColumn{homes_},
                             facts::YesNoColumn{contacts_}, facts::NumberColumn{temperatures_}};
  facts.tables[0].keys = region_keys_;
  facts.tables[1].keys = person_keys_;
  facts.tables[2] = table(cases_, regions);
  std::vector<std::int64_t> counts;
  for (const Dated& row : cases_) counts.push_back(row.amount);
  facts.tables[2].columns.emplace_back(days(cases_, false));
  facts.tables[2].columns.emplace_back(facts::NumberColumn{counts});
  facts::Reports reports;
  reports.begin = {0};
  for (const std::vector<facts::Gap>& gaps : gaps_) {
    reports.first_gap.push_back(static_cast<facts::Row>(reports.gaps.size()));
    reports.gaps.insert(reports.gaps.end(), gaps.begin(), gaps.end());
  }
  reports.first_gap.push_back(static_cast<facts::Row>(reports.gaps.size()));
  facts.tables[2].reports = reports;
  facts.tables[3] = table(arrivals_, people);
  facts.tables[3].columns.emplace_back(days(arrivals_, false));
  facts.tables[4] = table(spells_, people);
  facts.tables[4].columns.emplace_back(days(spells_, false));
  facts.tables[4].columns.emplace_back(days(spells_, true));
  facts.tables[5] = table(conducts_, people);
  std::vector<value::Truth> done;
  for (const Dated& row : conducts_) done.push_back(value::truth(row.amount == 1));
  facts.tables[5].columns.emplace_back(facts::YesNoColumn{done});
  facts.tables[5].columns.emplace_back(days(conducts_, true));
}

ConditionId Small::add(ConditionKind kind) {
  program.conditions.push_back({std::move(kind), {}});
  return {static_cast<std::uint32_t>(program.conditions.size() - 1)};
}
ValueId Small::add_value(ValueKind kind, TypeKind type, value::Dimension dimension) {
  Type declared;
  declared.kind = type;
  declared.dimension = dimension;
  program.values.push_back({std::move(kind), declared, {}});
  return {static_cast<std::uint32_t>(program.values.size() - 1)};
}
ValueId Small::number(std::int64_t value) {
  return add_value(NumberLiteral{Rational(value), value::Dimension::Number}, TypeKind::Number);
}
ValueId Small::days(std::int64_t count) {
  return add_value(NumberLiteral{Rational(count * 1440), value::Dimension::Duration}, TypeKind::Number,
                   value::Dimension::Duration);
}
ConditionId Small::always() { return add(Constant{}); }
ConditionId Small::is_contact() { return add(Flag{{0, {}, person}, 2}); }

ConditionId Small::case_count(std::int64_t n, std::optional<std::int64_t> lowest, std::optional<std::int64_t> highest) {
  Count count;
  count.path = {0, {}, region};
  count.relation = cases;
  if (n > 0) {
    const ValueId today = add_value(Now{}, TypeKind::Day);
    count.window.begin = TimeBound{add_value(Shifted{today, 1 - n, 0, {}, false, 0}, TypeKind::Day), true};
    count.window.end = TimeBound{today, true};
  }
  if (lowest) count.lowest = number(*lowest);
  if (highest) count.highest = number(*highest);
  return add(count);
}

void Small::add_class(std::uint32_t rank, ConditionId condition, bool otherwise) {
  ClassRule rule;
  rule.sentence = {upper_article, 0, {}};
  rule.sort = region;
  rule.scale = risk;
  rule.rank = rank;
  rule.condition = condition;
  rule.otherwise = otherwise;
  program.class_rules.push_back(rule);
}

Norm& Small::add_norm(ArticleId article, Modality modality, MeasureId measure_id, ConditionId guard) {
  Norm norm;
  norm.sentence = {article, static_cast<std::uint32_t>(program.norms.size()), {}};
  norm.modality = modality;
  norm.sort = person;
  norm.subject = {0, {}, person};
  norm.guard = guard;
  MeasureHead head;
  head.measure = measure_id;
  norm.heads = {head};
  program.norms.push_back(norm);
  return program.norms.back();
}

Norm& Small::add_span(Norm& norm, std::int64_t n) {
  const ValueId length = days(n);
  std::get<MeasureHead>(norm.heads[0]).length = {length, length};
  norm.timing.start = Timing::Start::Run;
  norm.timing.length = length;
  return norm;
}

// Row 0 becomes the arrival: the guard must be made for it.
Norm& Small::from_arrival(Norm& norm, std::int64_t n) {
  add_span(norm, n);
  norm.occasion = arrival;
  norm.subject = {0, {0}, person};
  norm.timing.start = Timing::Start::At;
  norm.timing.from = add_value(Attribute{{0, {}, arrival}, 1}, TypeKind::Day);
  return norm;
}

Limit& Small::add_limit(LimitKind kind, MeasureId measure_id, ConditionId phrase) {
  Limit limit;
  limit.sentence = {upper_article, 0, {}};
  limit.kind = kind;
  limit.sort = person;
  limit.measures = {measure_id};
  limit.phrase = phrase;
  program.limits.push_back(limit);
  return program.limits.back();
}

interpret::DayResult Small::on(std::int32_t day) {
  return interpret::Session(program, facts, sink_).evaluate(interpret::end_of({day}));
}

}  // namespace polc::interpret_test
