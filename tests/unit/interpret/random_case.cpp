// SPDX-License-Identifier: Apache-2.0
#include "random_case.h"

#include <algorithm>
#include <random>
#include <string>

namespace polc::interpret_test {

namespace {

using namespace core;
using value::Rational;

constexpr std::int32_t day_zero = 18300;
constexpr std::int32_t span = 12;  // days on which anything happens

Label label(std::string english) { return {std::move(english), "", {}}; }
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
Type enumeration(std::uint32_t id) {
  Type type = plain(TypeKind::Enumeration);
  type.enumeration = {id};
  return type;
}
Column column(std::string name, Type type, bool optional = false) {
  Column made;
  made.label = label(std::move(name));
  made.type = std::move(type);
  made.optional = optional;
  return made;
}

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  Case make() {
    add_vocabulary();
    add_facts();
    add_policies();
    add_rules();
    add_norms();
    if (chance(25)) made_.program.policies[below(2)].supposes = condition({region}, 1, false);
    made_.first = {day_zero + 2};
    made_.last = {day_zero + span};
    return std::move(made_);
  }

 private:
  std::uint32_t below(std::uint32_t limit) {
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random_);
  }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  std::int32_t any_day() { return day_zero + static_cast<std::int32_t>(below(span)); }

  // ---- vocabulary

  void add_vocabulary() {
    Vocabulary& words = made_.program.vocabulary;
    words.enumerations = {{label("level"), {label("province"), label("county")}},
                          {label("kind"), {label("confirmed"), label("suspected")}},
                          {label("risk"), {label("low"), label("medium"), label("high")}}};
    Relation regions;
    regions.label = label("region");
    regions.columns = {column("code", plain(TypeKind::Text)),         column("parent", reference(region), true),
                       column("level", enumeration(0), true),         column("severe", plain(TypeKind::YesNo), true),
                       column("area", plain(TypeKind::Number), true), column("beds", plain(TypeKind::Number), true)};
    Column ratio = column("density", plain(TypeKind::Number));
    ratio.ratio = {4, 5};
    regions.columns.push_back(ratio);
    Column defined = column("quiet", plain(TypeKind::YesNo));
    defined.defined_by_rules = true;
    regions.columns.push_back(defined);
    regions.key = 0;
    Relation people;
    people.label = label("person");
    people.columns = {column("number", plain(TypeKind::Text)), column("home", reference(region), true),
                      column("contact", plain(TypeKind::YesNo), true), column("seen", plain(TypeKind::Day), true)};
    people.key = 0;
    Relation reported;
    reported.kind = RelationKind::Event;
    reported.label = label("case");
    reported.columns = {column("region", reference(region)), column("date", plain(TypeKind::Day)),
                        column("kind", enumeration(1)), column("count", plain(TypeKind::Number))};
    reported.subject = 0;
    reported.begin = 1;
    reported.report_every = 1;
    reported.counting = std::vector{Counting::Rows, Counting::Sum, Counting::Total}[below(3)];
    reported.corrections = std::vector{Corrections::Refused, Corrections::Subtracted, Corrections::Ignored}[below(3)];
    if (reported.counting != Counting::Rows) reported.counting_column = 3;
    Relation stays;
    stays.kind = RelationKind::Event;
    stays.label = label("stay");
    stays.columns = {column("person", reference(person)), column("place", reference(region), true),
                     column("start", plain(TypeKind::Day)), column("end", plain(TypeKind::Day), true)};
    stays.subject = 0;
    stays.begin = 2;
    stays.end = 3;
    Relation samples;
    samples.kind = RelationKind::Event;
    samples.label = label("sample");
    samples.columns = {column("person", reference(person)), column("at", plain(TypeKind::Moment)),
                       column("positive", plain(TypeKind::YesNo), true)};
    samples.subject = 0;
    samples.begin = 1;
    Relation done;
    done.kind = RelationKind::Conduct;
    done.label = label("mask of person");
    done.columns = {column("person", reference(person)), column("done", plain(TypeKind::YesNo)),
                    column("day", plain(TypeKind::Day), true)};
    done.subject = 0;
    done.measure = MeasureId{0};
    Relation records;
    records.kind = RelationKind::ClassRecord;
    records.label = label("risk of region");
    records.columns = {column("region", reference(region)), column("class", enumeration(2)),
                       column("from", plain(TypeKind::Day), true), column("until", plain(TypeKind::Day), true)};
    records.subject = 0;
    records.scale = risk;
    words.relations = {regions, people, reported, stays, samples, done, records};
    words.scales = {{label("risk"), {2}, {region, person}, {record, record}, {}}};
    words.scales[0].records.clear();
    if (chance(30)) {
      words.scales[0].sorts = {region};
      words.scales[0].records = {record};
    }
    Measure mask;
    mask.label = label("mask");
    mask.sorts = {person};
    mask.attested = true;
    mask.conduct = {conduct};
    Measure quarantine;
    quarantine.label = label("quarantine");
    quarantine.sorts = {person};
    quarantine.lasting = true;
    Measure closure;
    closure.label = label("closure");
    closure.sorts = {region};
    closure.lasting = true;
    words.measures = {mask, quarantine, closure};
  }

  // ---- facts

  template <class Value>
  std::vector<Value> draw(facts::Row count, std::uint32_t absent_percent, Value absent, auto next) {
    std::vector<Value> values;
    for (facts::Row row = 0; row < count; ++row)
      values.push_back(chance(absent_percent) ? absent : static_cast<Value>(next()));
    return values;
  }

  facts::Table table(facts::Row rows) {
    facts::Table made;
    made.row_count = rows;
    return made;
  }

  facts::Table entity(facts::Row rows, const char* prefix) {
    facts::Table made = table(rows);
    auto keys = std::make_shared<facts::Dictionary>();
    std::vector<std::int32_t> codes;
    for (facts::Row row = 0; row < rows; ++row) codes.push_back(keys->intern(prefix + std::to_string(row)));
    made.keys = keys;
    made.columns.emplace_back(facts::TextColumn{codes, keys});
    return made;
  }

  facts::ReferenceColumn references(facts::Row count, facts::Row targets, std::uint32_t absent_percent) {
    return {draw<std::int32_t>(count, absent_percent, facts::absent_code, [&] { return below(targets); })};
  }
  facts::YesNoColumn yes_no(facts::Row count) {
    return {draw<value::Truth>(count, 20, value::Truth::Unknown,
                               [&] { return chance(50) ? value::Truth::True : value::Truth::False; })};
  }
  facts::NumberColumn numbers(facts::Row count, std::int64_t limit, std::uint32_t absent_percent) {
    facts::NumberColumn column;
    column.mantissas = draw<std::int64_t>(count, absent_percent, facts::absent_number,
                                          [&] { return below(static_cast<std::uint32_t>(limit)); });
    if (chance(50)) column.step = *Rational::make(1, 10);
    return column;
  }

  // Rows of a relation about one subject each, sorted as the facts are: by subject, then time.
  struct Dated {
    std::int32_t subject;
    std::int64_t time;
  };
  std::vector<Dated> dated(facts::Row subjects, std::uint32_t most_each, bool in_minutes) {
    std::vector<Dated> rows;
    for (facts::Row subject = 0; subject < subjects; ++subject) {
      const std::uint32_t count = below(most_each + 1);
      for (std::uint32_t row = 0; row < count; ++row) {
        const std::int64_t day = any_day();
        rows.push_back({static_cast<std::int32_t>(subject), in_minutes ? day * 1440 + below(1440) : day});
      }
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Dated& left, const Dated& right) {
      return std::pair(left.subject, left.time) < std::pair(right.subject, right.time);
    });
    return rows;
  }

  facts::Table of_subjects(const std::vector<Dated>& rows, facts::Row subjects) {
    facts::Table made = table(static_cast<facts::Row>(rows.size()));
    std::vector<std::int32_t> who;
    for (const Dated& row : rows) who.push_back(row.subject);
    made.by_subject = facts::GroupIndex(who, subjects);
    made.columns.emplace_back(facts::ReferenceColumn{who});
    return made;
  }

  void add_facts() {
    const facts::Row regions = 3;
    const facts::Row people = 4;
    facts::Table places = entity(regions, "R");
    std::vector<std::int32_t> parents;
    for (facts::Row row = 0; row < regions; ++row)
      parents.push_back(row == 0 || chance(40) ? facts::absent_code : static_cast<std::int32_t>(below(row)));
    places.columns.emplace_back(facts::ReferenceColumn{parents});
    places.columns.emplace_back(
        facts::EnumerationColumn{draw<std::int32_t>(regions, 20, facts::absent_code, [&] { return below(2); })});
    places.columns.emplace_back(yes_no(regions));
    places.columns.emplace_back(numbers(regions, 40, 20));
    places.columns.emplace_back(numbers(regions, 4, 20));
    places.columns.emplace_back(facts::NoColumn{});
    places.columns.emplace_back(facts::NoColumn{});
    facts::Table persons = entity(people, "P");
    persons.columns.emplace_back(references(people, regions, 25));
    persons.columns.emplace_back(yes_no(people));
    persons.columns.emplace_back(
        facts::DayColumn{draw<std::int32_t>(people, 30, facts::absent_day, [&] { return any_day(); })});
    made_.facts.tables = {places,          persons,          reported(regions), stays(people, regions),
                          samples(people), conducts(people), records(regions)};
  }

  facts::Table reported(facts::Row regions) {
    const Relation& relation = made_.program[cases];
    made_.missing.assign(made_.program.vocabulary.relations.size(), {});
    std::vector<std::set<std::int32_t>>& missing = made_.missing[cases.index];
    missing.resize(regions);
    const bool any_missing = chance(60);
    for (facts::Row subject = 0; subject < regions && any_missing; ++subject)
      for (std::uint32_t count = below(4); count > 0; --count) missing[subject].insert(any_day());
    // A missing day has no row; of totals there is one row a day.
    std::vector<Dated> rows;
    for (const Dated& row : dated(regions, 7, false)) {
      if (missing[static_cast<std::size_t>(row.subject)].contains(static_cast<std::int32_t>(row.time))) continue;
      const bool same = !rows.empty() && rows.back().subject == row.subject && rows.back().time == row.time;
      if (!same || relation.counting != Counting::Total) rows.push_back(row);
    }
    facts::Table made = of_subjects(rows, regions);
    std::vector<std::int32_t> days, kinds;
    std::vector<std::int64_t> counts;
    std::int64_t total = 0;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const bool same_subject = at > 0 && rows[at].subject == rows[at - 1].subject;
      days.push_back(static_cast<std::int32_t>(rows[at].time));
      kinds.push_back(static_cast<std::int32_t>(below(2)));
      if (relation.counting == Counting::Total && relation.corrections == Corrections::Refused) {
        total = same_subject ? total + below(3) : below(3);  // never falls
        counts.push_back(total);
      } else if (relation.counting == Counting::Total) {
        counts.push_back(below(6));
      } else {
        const std::int64_t least = relation.corrections == Corrections::Refused ? 0 : -2;
        counts.push_back(least + below(5));
      }
    }
    made.columns.emplace_back(facts::DayColumn{days});
    made.columns.emplace_back(facts::EnumerationColumn{kinds});
    made.columns.emplace_back(facts::NumberColumn{counts});
    facts::Reports reports;
    reports.begin = {day_zero};
    for (const std::set<std::int32_t>& gaps : missing) {
      reports.first_gap.push_back(static_cast<facts::Row>(reports.gaps.size()));
      const std::size_t own = reports.gaps.size();
      for (const std::int32_t day : gaps) {
        if (reports.gaps.size() > own && reports.gaps.back().last.since_epoch + 1 == day)
          reports.gaps.back().last = {day};
        else
          reports.gaps.push_back({{day}, {day}});
      }
    }
    reports.first_gap.push_back(static_cast<facts::Row>(reports.gaps.size()));
    made.reports = reports;
    return made;
  }

  facts::Table stays(facts::Row people, facts::Row regions) {
    const std::vector<Dated> rows = dated(people, 3, false);
    facts::Table made = of_subjects(rows, people);
    made.columns.emplace_back(references(made.row_count, regions, 15));
    std::vector<std::int32_t> starts, ends;
    for (const Dated& row : rows) {
      starts.push_back(static_cast<std::int32_t>(row.time));
      ends.push_back(chance(30) ? facts::absent_day
                                : static_cast<std::int32_t>(row.time) + static_cast<std::int32_t>(below(6)));
    }
    made.columns.emplace_back(facts::DayColumn{starts});
    made.columns.emplace_back(facts::DayColumn{ends});
    return made;
  }

  facts::Table samples(facts::Row people) {
    const std::vector<Dated> rows = dated(people, 4, true);
    facts::Table made = of_subjects(rows, people);
    std::vector<std::int64_t> times;
    for (const Dated& row : rows) times.push_back(row.time);
    made.columns.emplace_back(facts::MomentColumn{times});
    made.columns.emplace_back(yes_no(made.row_count));
    return made;
  }

  facts::Table conducts(facts::Row people) {
    std::vector<Dated> rows = dated(people, 3, false);
    facts::Table made = of_subjects(rows, people);
    std::vector<value::Truth> done;
    std::vector<std::int32_t> days;
    for (const Dated& row : rows) {
      done.push_back(chance(50) ? value::Truth::True : value::Truth::False);
      days.push_back(chance(30) ? facts::absent_day : static_cast<std::int32_t>(row.time));
    }
    made.columns.emplace_back(facts::YesNoColumn{done});
    made.columns.emplace_back(facts::DayColumn{days});
    return made;
  }

  facts::Table records(facts::Row regions) {
    const std::vector<Dated> rows = dated(regions, 1, false);
    facts::Table made = of_subjects(rows, regions);
    facts::EnumerationColumn classes{draw<std::int32_t>(made.row_count, 0, 0, [&] { return below(3); })};
    std::vector<std::int32_t> from, until;
    for (const Dated& row : rows) {
      from.push_back(chance(20) ? facts::absent_day : static_cast<std::int32_t>(row.time));
      until.push_back(chance(40) ? facts::absent_day : static_cast<std::int32_t>(row.time) + 3);
    }
    made.columns.emplace_back(classes);
    made.columns.emplace_back(facts::DayColumn{from});
    made.columns.emplace_back(facts::DayColumn{until});
    return made;
  }

  // ---- rules

  ConditionId add(ConditionKind kind) {
    made_.program.conditions.push_back({std::move(kind), {}});
    return {static_cast<std::uint32_t>(made_.program.conditions.size() - 1)};
  }
  ValueId add_value(ValueKind kind, Type type) {
    made_.program.values.push_back({std::move(kind), std::move(type), {}});
    return {static_cast<std::uint32_t>(made_.program.values.size() - 1)};
  }
  ValueId number(std::int64_t value) {
    return add_value(NumberLiteral{Rational(value), value::Dimension::Number}, plain(TypeKind::Number));
  }
  ValueId decimal(std::int64_t tenths) {
    return add_value(NumberLiteral{*Rational::make(tenths, 10), value::Dimension::Number}, plain(TypeKind::Number));
  }
  ValueId minutes(std::int64_t value) {
    Type type = plain(TypeKind::Number);
    type.dimension = value::Dimension::Duration;
    return add_value(NumberLiteral{Rational(value), value::Dimension::Duration}, type);
  }

  void add_policies() {
    Program& program = made_.program;
    program.policies.resize(2);
    program.policies[0].label = label("upper");
    program.policies[1].label = label("lower");
    program.policies[1].under = {{0}};
    program.policies[1].span = {};
    if (chance(40)) program.policies[1].over = {"R" + std::to_string(below(4))};
    if (chance(30)) program.policies[below(2)].in_force_from = value::Moment{std::int64_t{any_day()} * 1440 + 600};
    if (chance(20)) program.policies[below(2)].in_force_until = value::start_of({any_day()});
    program.articles = {{{0}, "1", "", {}}, {{0}, "2", "", {}}, {{1}, "1", "", {}}};
    program.parameters = {{label("look-back"), {0}, minutes_type(), {{std::nullopt, Rational(2 * 1440)}}}};
    if (chance(50)) program.parameters[0].versions.push_back({value::start_of({day_zero + 6}), Rational(4 * 1440)});
    if (chance(25)) program.policies[0].lapses = condition({region}, 1, false);
  }
  static Type minutes_type() {
    Type type = plain(TypeKind::Number);
    type.dimension = value::Dimension::Duration;
    return type;
  }

  Sentence sentence(std::uint32_t article) { return {{article}, place_++, {}}; }

  void add_rules() {
    for (std::uint32_t count = 1 + below(4); count > 0; --count) add_class_rule(region, below(100) < 15);
    for (std::uint32_t count = below(3); count > 0; --count) add_class_rule(person, below(100) < 15);
    if (chance(50)) {
      ClassRule flag;
      flag.sentence = sentence(below(3));
      flag.sort = region;
      flag.flag = 7;
      flag.condition = condition({region}, 2, false);
      made_.program.class_rules.push_back(flag);
    }
    if (chance(35))
      made_.program.combinations.push_back(
          {sentence(below(3)), risk, {}, chance(50) ? Combination::Highest : Combination::Lowest});
  }

  void add_class_rule(RelationId sort, bool otherwise) {
    ClassRule rule;
    rule.sentence = sentence(below(3));
    rule.sort = sort;
    rule.scale = risk;
    rule.rank = below(3);
    rule.otherwise = otherwise;
    rule.condition = otherwise ? add(Constant{}) : condition({sort}, 3, sort == person);
    if (chance(20)) rule.exceptions.push_back(condition({sort}, 1, sort == person));
    made_.program.class_rules.push_back(rule);
  }

  void add_norms() {
    for (std::uint32_t count = below(5); count > 0; --count) {
      Norm norm;
      norm.sentence = sentence(below(3));
      norm.modality =
          std::vector{Modality::Must, Modality::Must, Modality::MustNot, Modality::May, Modality::NeedNot}[below(5)];
      norm.sort = person;
      if (chance(30)) norm.occasion = stay;
      norm.subject = norm.occasion ? Path{0, {0}, person} : Path{0, {}, person};
      norm.guard = condition({norm.occasion ? stay : person}, 2, true);
      if (chance(20)) norm.exceptions.push_back(condition({norm.occasion ? stay : person}, 1, true));
      if (chance(15)) norm.notwithstanding.push_back({below(3)});
      MeasureHead head;
      head.measure = {below(2)};
      norm.heads = {head};
      if (head.measure.index == 1) add_span(norm);
      made_.program.norms.push_back(norm);
    }
    if (chance(40)) add_quantity();
  }

  void add_span(Norm& norm) {
    const ValueId length = minutes((1 + below(4)) * 1440);
    std::get<MeasureHead>(norm.heads[0]).length = {length, length};
    norm.timing.length = length;
    if (norm.occasion && chance(60)) {
      norm.timing.start = Timing::Start::At;
      norm.timing.from = add_value(Attribute{{0, {}, stay}, chance(70) ? 2U : 3U}, plain(TypeKind::Day));
    } else {
      norm.timing.start = Timing::Start::Run;
    }
  }

  void add_quantity() {
    Norm norm;
    norm.sentence = sentence(below(3));
    norm.sort = region;
    norm.subject = {0, {}, region};
    norm.guard = condition({region}, 1, true);
    QuantityHead head;
    head.condition = chance(50) ? compare_number({region}) : count({region}, 1, true);
    norm.heads = {head};
    made_.program.norms.push_back(norm);
  }

  // ---- conditions; `rows`: the relations in scope; `classes`: whether classes of regions may be asked

  ConditionId condition(const std::vector<RelationId>& rows, std::uint32_t depth, bool classes) {
    if (depth > 0 && chance(45)) {
      const std::uint32_t kind = below(3);
      if (kind == 2) return add(Negation{condition(rows, depth - 1, classes)});
      std::vector<ConditionId> parts;
      for (std::uint32_t count_left = 2 + below(2); count_left > 0; --count_left)
        parts.push_back(condition(rows, depth - 1, classes));
      return kind == 0 ? add(All{parts}) : add(AnyOf{parts});
    }
    switch (below(depth > 0 ? 7 : 4)) {
      case 0:
        return classes && chance(30) ? add(Flag{*path_to(rows, region), 7}) : flag(rows);
      case 1:
        return compare_number(rows);
      case 2:
        return compare_day(rows);
      case 3:
        return classes && chance(70) ? has_class(rows) : same_or_present(rows);
      default:
        return count(rows, depth, classes);
    }
  }

  // A path from some row in scope to a thing of the sort, if there is one.
  std::optional<Path> path_to(const std::vector<RelationId>& rows, RelationId sort) {
    std::vector<Path> found;
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      if (rows[row] == sort) found.push_back({row, {}, sort});
      const Relation& relation = made_.program[rows[row]];
      for (ColumnIndex at = 0; at < relation.columns.size(); ++at) {
        const Type& type = relation.columns[at].type;
        if (type.kind != TypeKind::Reference) continue;
        if (type.target == sort) found.push_back({row, {at}, sort});
        for (ColumnIndex next = 0; next < made_.program[type.target].columns.size(); ++next) {
          const Type& onward = made_.program[type.target].columns[next].type;
          if (onward.kind == TypeKind::Reference && onward.target == sort) found.push_back({row, {at, next}, sort});
        }
      }
    }
    if (found.empty()) return std::nullopt;
    return found[below(static_cast<std::uint32_t>(found.size()))];
  }

  ConditionId flag(const std::vector<RelationId>& rows) {
    if (const auto path = path_to(rows, person); path && chance(50)) return add(Flag{*path, 2});
    return add(Flag{*path_to(rows, region), 3});
  }
  Comparison any_order() { return static_cast<Comparison>(below(6)); }

  ConditionId compare_number(const std::vector<RelationId>& rows) {
    const auto path = path_to(rows, region);
    const ColumnIndex which = 4 + below(3);
    const ValueId left = add_value(Attribute{*path, which}, plain(TypeKind::Number));
    if (which == 4 && chance(40)) {
      const ValueId beds = add_value(Attribute{*path, 5}, plain(TypeKind::Number));
      return add(Compare{any_order(), left, add_value(Product{decimal(25), beds}, plain(TypeKind::Number))});
    }
    return add(Compare{any_order(), left, chance(50) ? number(below(20)) : decimal(below(100))});
  }

  // A day: a literal, today, an attribute, the latest event, one of these moved.
  ValueId day(const std::vector<RelationId>& rows, std::uint32_t depth) {
    const Type type = plain(TypeKind::Day);
    if (depth > 0 && chance(40)) {
      const ValueId base = day(rows, depth - 1);
      Shifted shifted{base, 0, 0, {}, false, 0};
      if (chance(25)) {
        shifted.parameter = ParameterId{0};
        shifted.backwards = chance(70);
        shifted.plus_days = shifted.backwards ? 1 : 0;
      } else {
        shifted.days = static_cast<std::int64_t>(below(7)) - 4;
      }
      return add_value(shifted, type);
    }
    const auto somebody = path_to(rows, person);
    const auto place = path_to(rows, region);
    switch (below(5)) {
      case 0:
        return add_value(DayLiteral{{any_day()}}, type);
      case 1:
        return somebody ? add_value(Attribute{*somebody, 3}, type) : add_value(Now{}, type);
      case 2:
        if (somebody && chance(50)) {
          const ValueId moment = add_value(LatestEvent{*somebody, sample, false}, plain(TypeKind::Moment));
          return add_value(DayOf{moment}, type);
        }
        if (somebody) return add_value(LatestEvent{*somebody, stay, chance(40)}, type);
        return add_value(LatestEvent{*place, cases, false}, type);
      default:
        return add_value(Now{}, type);
    }
  }

  ConditionId compare_day(const std::vector<RelationId>& rows) {
    return add(Compare{any_order(), day(rows, 1), day(rows, 1)});
  }

  ConditionId same_or_present(const std::vector<RelationId>& rows) {
    if (chance(50)) return add(Present{*path_to(rows, region)});
    return add(SameThing{*path_to(rows, region), *path_to(rows, region)});
  }

  ConditionId has_class(const std::vector<RelationId>& rows) {
    const std::uint32_t low = below(3);
    return add(HasClass{*path_to(rows, region), risk, low, low + below(3 - low)});
  }

  ConditionId count(const std::vector<RelationId>& rows, std::uint32_t depth, bool classes) {
    Count made;
    const auto somebody = path_to(rows, person);
    const std::uint32_t which = below(somebody ? 5 : 3);
    if (which == 3) {
      made = {*somebody, stay, 0, {}, {}, {}, {}, false};
    } else if (which == 4) {
      made = {*somebody, sample, 0, {}, {}, {}, {}, false};
    } else if (which == 2) {
      made = {*path_to(rows, region), chance(50) ? stay : person, 1, {}, {}, {}, {}, false};
    } else {
      made = {*path_to(rows, region), cases, 0, {}, {}, {}, {}, false};
    }
    const bool is_total = made_.program[made.relation].counting == Counting::Total;
    if (depth > 0 && chance(50)) {
      std::vector<RelationId> inner = rows;
      inner.push_back(made.relation);
      // What is new in a total is not defined when it is not known which totals count.
      if (made.relation != cases)
        made.filter = condition(inner, depth - 1, classes);
      else if (!is_total || chance(50))
        made.filter = of_kind(static_cast<std::uint32_t>(rows.size()));
    }
    if (made.relation != person) add_window(rows, made);
    add_bounds(made);
    return add(made);
  }

  ConditionId of_kind(std::uint32_t row) {
    const ValueId kind = add_value(Attribute{{row, {}, cases}, 2}, enumeration(1));
    return add(Compare{chance(70) ? Comparison::Equal : Comparison::NotEqual, kind,
                       add_value(EnumerationLiteral{{1}, below(2)}, enumeration(1))});
  }

  void add_window(const std::vector<RelationId>& rows, Count& made) {
    if (chance(20)) return;
    if (made.relation == sample && chance(50)) {
      const ValueId now = add_value(Now{true}, plain(TypeKind::Moment));
      made.window.begin = TimeBound{
          add_value(Shifted{now, 0, -std::int64_t{below(4)} * 700, {}, false, 0}, plain(TypeKind::Moment)), chance(30)};
      return;
    }
    if (chance(60)) {
      const ValueId today = add_value(Now{}, plain(TypeKind::Day));
      made.window.begin =
          TimeBound{add_value(Shifted{today, -std::int64_t{below(6)}, 0, {}, false, 0}, plain(TypeKind::Day)), true};
      made.window.end = TimeBound{today, true};
    } else {
      if (chance(70)) made.window.begin = TimeBound{day(rows, 1), chance(70)};
      if (chance(70)) made.window.end = TimeBound{day(rows, 1), chance(70)};
    }
    made.each_day = made.window.begin && made.window.end && chance(25);
  }

  void add_bounds(Count& made) {
    switch (below(4)) {
      case 0:
        made.highest = number(0);
        return;
      case 1:
        made.lowest = number(1);
        return;
      case 2:
        made.lowest = number(below(4));
        return;
      default: {
        const std::int64_t low = below(3);
        made.lowest = number(low);
        made.highest = number(low + below(3));
        return;
      }
    }
  }

  std::mt19937 random_;
  Case made_;
  std::uint32_t place_ = 0;
};

}  // namespace

Case make_case(std::uint32_t seed) { return Maker(seed).make(); }

}  // namespace polc::interpret_test
