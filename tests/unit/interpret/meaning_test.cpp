// SPDX-License-Identifier: Apache-2.0
// What rules mean, case by case, on a hand-made world. Days are plain numbers.
#include <doctest/doctest.h>

#include <algorithm>

#include "compiler/core/verify.h"
#include "small_world.h"

using namespace polc;
using namespace polc::core;
using namespace polc::interpret;
using interpret_test::Small;
using value::Truth;

namespace {

// low: no case in 14 days; medium: any case in 14 days and at most 50 ever; high: more than 50 ever.
void add_tiers(Small& small) {
  small.add_class(0, small.case_count(14, {}, 0));
  small.add_class(1, small.add(All{{small.case_count(14, 1, {}), small.case_count(0, {}, 50)}}));
  small.add_class(2, small.add(All{{small.case_count(14, 1, {}), small.case_count(0, 51, {})}}));
}

ClassState state(const DayResult& day, facts::Row row) { return day.classes.at(0).state[row]; }
int rank(const DayResult& day, facts::Row row) {
  return state(day, row) == ClassState::Class ? day.classes.at(0).rank[row] : -1;
}

std::size_t due(const DayResult& day, Modality modality, MeasureId measure, const Small& small) {
  return static_cast<std::size_t>(std::count_if(day.due.begin(), day.due.end(), [&](const DueNorm& one) {
    const auto& head = std::get<MeasureHead>(small.program.norms[one.norm].heads[one.step]);
    return one.modality == modality && head.measure == measure && one.truth == Truth::True;
  }));
}
std::size_t violations(const DayResult& day, ViolationKind kind) {
  return static_cast<std::size_t>(
      std::count_if(day.violations.begin(), day.violations.end(),
                    [&](const Violation& one) { return one.kind == kind && one.truth == Truth::True && !one.advice; }));
}

}  // namespace

TEST_CASE("a window of 14 days ends with the 14th day") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_case(a, 100, 3);
  small.finish();
  add_tiers(small);
  REQUIRE(!find_fault(small.program));
  CHECK(rank(small.on(99), a) == 0);
  CHECK(rank(small.on(100), a) == 1);
  CHECK(rank(small.on(113), a) == 1);
  CHECK(rank(small.on(114), a) == 0);
}

TEST_CASE("missing reports make a class unknown and are named; a case beside them settles it") {
  Small small;
  const facts::Row a = small.add_region("A");
  const facts::Row b = small.add_region("B");
  small.miss(a, 105, 107);
  small.miss(b, 105, 107);
  small.add_case(b, 103, 1);
  small.finish();
  add_tiers(small);
  CHECK(rank(small.on(104), a) == 0);
  const DayResult day = small.on(110);
  CHECK(state(day, a) == ClassState::Unknown);
  // Whether B is medium or high still depends on how many were not reported.
  CHECK(state(day, b) == ClassState::Unknown);
  REQUIRE(day.unknowns.size() == 2);
  const Missing& missing = day.missing.at(day.unknowns[0].missing.begin);
  CHECK(missing.kind == Missing::Kind::Report);
  CHECK(missing.subject == a);
  CHECK(missing.first.since_epoch == 105);
  CHECK(missing.last.since_epoch == 107);
  CHECK(rank(small.on(121), a) == 0);
}

TEST_CASE("a run in doubt names the reports of the days before") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_person("P", a);
  small.add_case(a, 101, 1);
  small.miss(a, 100, 100);
  small.finish();
  Count count;
  count.path = {0, {1}, Small::region};
  count.relation = Small::cases;
  const ValueId today = small.add_value(Now{}, TypeKind::Day);
  count.window.begin = TimeBound{today, true};
  count.lowest = small.number(1);
  // On 101 the guard holds; whether the one day of the run was the day before is not known.
  small.add_span(small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.add(count)), 1);
  const DayResult day = small.on(101);
  REQUIRE(day.due.size() == 1);
  CHECK(day.due[0].truth == Truth::Unknown);
  REQUIRE(day.unknowns.size() == 1);
  REQUIRE(day.unknowns[0].missing.size() == 1);
  CHECK(day.missing[0].subject == a);
  CHECK(day.missing[0].first.since_epoch == 100);
}

TEST_CASE("without a ceiling the case beside the missing reports decides") {
  Small small;
  const facts::Row b = small.add_region("B");
  small.miss(b, 105, 107);
  small.add_case(b, 103, 1);
  small.finish();
  small.add_class(0, small.case_count(14, {}, 0));
  small.add_class(1, small.case_count(14, 1, {}));
  CHECK(rank(small.on(110), b) == 1);
  CHECK(state(small.on(117), b) == ClassState::Unknown);
}

TEST_CASE("cumulative totals: what is known at both ends is known, unless a fall counts for nothing") {
  for (const Corrections corrections : {Corrections::Subtracted, Corrections::Ignored}) {
    Small small;
    const facts::Row a = small.add_region("A");
    small.add_case(a, 100, 10);
    small.add_case(a, 101, 10);
    small.miss(a, 102, 102);
    small.add_case(a, 103, 10);
    small.finish();
    Relation& relation = small.program.vocabulary.relations[Small::cases.index];
    relation.counting = Counting::Total;
    relation.corrections = corrections;
    small.add_class(0, small.case_count(3, {}, 0));
    small.add_class(1, small.case_count(3, 1, {}));
    // Days 101 … 103: from 10 to 10. A rise and a fall in between cancel out only where falls are subtracted.
    CHECK(rank(small.on(103), a) == (corrections == Corrections::Subtracted ? 0 : -1));
    CHECK(rank(small.on(100), a) == 1);
    CHECK(rank(small.on(101), a) == 1);
  }
}

TEST_CASE("two classes are a conflict, none is a gap, and the highest applies where the policy says so") {
  Small small;
  const facts::Row a = small.add_region("A");
  const facts::Row b = small.add_region("B");
  small.add_case(a, 100, 60);
  small.add_case(b, 100, 5);
  small.finish();
  small.add_class(0, small.case_count(0, 1, {}));
  small.add_class(2, small.case_count(0, 51, {}));
  CHECK(state(small.on(100), a) == ClassState::Conflict);
  CHECK(rank(small.on(100), b) == 0);
  CHECK(state(small.on(99), a) == ClassState::Gap);
  small.program.combinations.push_back({{Small::upper_article, 0, {}}, Small::risk, {}, Combination::Highest});
  CHECK(rank(small.on(100), a) == 2);
  small.add_class(1, small.always(), true);
  CHECK(rank(small.on(99), a) == 1);
}

TEST_CASE("a policy applies from its first instant, not at its end, and only where it reaches") {
  Small small;
  const facts::Row a = small.add_region("A");
  const facts::Row below = small.add_region("B", a);
  const facts::Row elsewhere = small.add_region("C");
  small.finish();
  small.add_class(0, small.always());
  Policy& policy = small.program.policies[0];
  policy.over = {"A"};
  policy.in_force_from = value::Moment{100 * 1440 + 600};
  policy.in_force_until = value::start_of({110});
  diag::Sink sink;
  Session session(small.program, small.facts, sink);
  CHECK(rank(session.evaluate({100 * 1440 + 599}), a) == -1);
  CHECK(rank(session.evaluate({100 * 1440 + 600}), a) == 0);
  CHECK(rank(small.on(109), below) == 0);
  CHECK(rank(small.on(109), elsewhere) == -1);
  CHECK(rank(small.on(110), a) == -1);
  policy.over = {"not among the facts"};
  CHECK(rank(small.on(109), elsewhere) == 0);
}

TEST_CASE("a policy that has lapsed stays out of force") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_case(a, 105, 1);
  small.finish();
  small.add_class(0, small.always());
  small.program.policies[0].in_force_from = value::start_of({100});
  small.program.policies[0].lapses = small.case_count(1, 1, {});
  CHECK(rank(small.on(104), a) == 0);
  CHECK(rank(small.on(105), a) == -1);
  CHECK(rank(small.on(120), a) == -1);
}

TEST_CASE("a policy applies where what it supposes holds, for as long as it does") {
  Small small;
  const facts::Row a = small.add_region("A");
  const facts::Row b = small.add_region("B");
  small.add_case(a, 105, 1);
  small.finish();
  small.add_class(0, small.always());
  small.program.policies[0].supposes = small.case_count(0, {}, 0);
  CHECK(rank(small.on(104), a) == 0);
  CHECK(rank(small.on(105), a) == -1);
  CHECK(rank(small.on(105), b) == 0);
}

TEST_CASE("fourteen days from arrival end with the fourteenth, once for each arrival") {
  Small small;
  const facts::Row p = small.add_person("P", small.add_region("A"), true);
  small.add_arrival(p, 100);
  small.add_arrival(p, 110);
  small.finish();
  small.from_arrival(small.add_norm(Small::upper_article, Modality::Must, Small::central_quarantine,
                                    small.add(Flag{{0, {0}, Small::person}, 2})),
                     14);
  REQUIRE(!find_fault(small.program));
  CHECK(due(small.on(99), Modality::Must, Small::central_quarantine, small) == 0);
  CHECK(due(small.on(113), Modality::Must, Small::central_quarantine, small) == 2);
  const DayResult day = small.on(114);
  REQUIRE(due(day, Modality::Must, Small::central_quarantine, small) == 1);
  CHECK(day.due[0].first_day->since_epoch == 110);
  CHECK(day.due[0].last_day->since_epoch == 123);
  CHECK(due(small.on(124), Modality::Must, Small::central_quarantine, small) == 0);
}

TEST_CASE("a length without a beginning counts from the first day of the run") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_person("P", a);
  small.add_case(a, 100, 1);
  small.finish();
  // Home has a case in 3 days: holds on 100, 101, 102.
  Count count;
  count.path = {0, {1}, Small::region};
  count.relation = Small::cases;
  const ValueId today = small.add_value(Now{}, TypeKind::Day);
  count.window.begin = TimeBound{small.add_value(Shifted{today, -2, 0, {}, false, 0}, TypeKind::Day), true};
  count.lowest = small.number(1);
  small.add_span(small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.add(count)), 2);
  CHECK(due(small.on(99), Modality::Must, Small::home_quarantine, small) == 0);
  const DayResult day = small.on(101);
  REQUIRE(due(day, Modality::Must, Small::home_quarantine, small) == 1);
  CHECK(day.due[0].first_day->since_epoch == 100);
  CHECK(day.due[0].last_day->since_epoch == 101);
  CHECK(due(small.on(102), Modality::Must, Small::home_quarantine, small) == 0);
}

TEST_CASE("two lengths of one measure combine to the stricter and cite both norms") {
  Small small;
  small.add_person("P", small.add_region("A"));
  small.finish();
  small.program.policies[0].in_force_from = value::start_of({100});
  small.add_span(small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.always()), 7);
  small.add_span(small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.always()), 14);
  const DayResult day = small.on(103);
  REQUIRE(day.due.size() == 1);
  CHECK(day.due[0].norms.size() == 2);
  CHECK(*day.due[0].lowest == value::Rational(14 * 1440));
  CHECK(day.due[0].last_day->since_epoch == 113);
  CHECK(day.conflicts.empty());
}

TEST_CASE("contradictions: must against must not, and two modes of one scale") {
  Small small;
  small.add_person("P", small.add_region("A"), true);
  small.finish();
  small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.always());
  small.add_norm(Small::upper_article, Modality::MustNot, Small::mask, small.is_contact());
  small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.always());
  small.add_norm(Small::upper_article, Modality::Must, Small::central_quarantine, small.always());
  const DayResult day = small.on(100);
  REQUIRE(day.conflicts.size() == 2);
  CHECK(day.conflicts[0].kind == NormConflict::Kind::MustAndMustNot);
  CHECK(day.conflicts[1].kind == NormConflict::Kind::TwoModes);
  small.program.combinations.push_back({{Small::upper_article, 0, {}}, Small::isolation, {}, Combination::Highest});
  CHECK(small.on(100).conflicts.size() == 1);
}

TEST_CASE("need not reaches its own policy, notwithstanding its article") {
  Small small;
  small.add_person("P", small.add_region("A"), true);
  small.add_person("Q", 0);
  small.finish();
  small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.always());
  small.add_norm(Small::lower_article, Modality::NeedNot, Small::mask, small.always());
  CHECK(due(small.on(100), Modality::Must, Small::mask, small) == 2);
  CHECK(violations(small.on(100), ViolationKind::BelowFloor) == 2);
  small.add_norm(Small::upper_article, Modality::NeedNot, Small::mask, small.is_contact());
  CHECK(due(small.on(100), Modality::Must, Small::mask, small) == 1);
  small.add_norm(Small::lower_article, Modality::May, Small::travel, small.always()).notwithstanding = {
      Small::upper_article};
  CHECK(due(small.on(100), Modality::Must, Small::mask, small) == 0);
}

TEST_CASE("compliance: attested no, a lasting measure that no row shows, and an act that is forbidden") {
  Small small;
  const facts::Row a = small.add_region("A");
  const facts::Row p = small.add_person("P", a);
  const facts::Row q = small.add_person("Q", a);
  small.add_conduct(p, false, 100);
  small.add_conduct(p, true, {});
  small.add_spell(q, 99, {});
  small.finish();
  small.program.policies[0].in_force_from = value::start_of({100});
  small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.always());
  CHECK(violations(small.on(100), ViolationKind::NotDone) == 1);  // of Q nothing is known
  CHECK(violations(small.on(101), ViolationKind::NotDone) == 0);
  small.add_span(small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.always()), 14);
  const DayResult day = small.on(101);
  CHECK(violations(day, ViolationKind::NotDone) == 1);
  CHECK(std::any_of(day.violations.begin(), day.violations.end(),
                    [&](const Violation& one) { return one.subject == p; }));
  small.add_norm(Small::upper_article, Modality::MustNot, Small::mask, small.always()).strength = Strength::Advice;
  CHECK(violations(small.on(101), ViolationKind::ProhibitedAct) == 0);
  const DayResult advised = small.on(101);
  CHECK(std::any_of(advised.violations.begin(), advised.violations.end(),
                    [](const Violation& one) { return one.advice; }));
}

TEST_CASE("a deadline that has passed without a row that shows the act") {
  Small small;
  const facts::Row a = small.add_region("A");
  const facts::Row p = small.add_person("P", a);
  const facts::Row q = small.add_person("Q", a);
  small.add_arrival(p, 100);
  small.add_arrival(q, 100);
  small.add_spell(q, 101, 101);
  small.finish();
  Norm& norm = small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.always());
  norm.occasion = Small::arrival;
  norm.subject = {0, {0}, Small::person};
  const ValueId arrived = small.add_value(Attribute{{0, {}, Small::arrival}, 1}, TypeKind::Day);
  norm.timing.due_by = TimeBound{small.add_value(Shifted{arrived, 1, 0, {}, false, 0}, TypeKind::Day), true};
  CHECK(due(small.on(101), Modality::Must, Small::home_quarantine, small) == 2);
  CHECK(violations(small.on(101), ViolationKind::NotDone) == 0);
  const DayResult day = small.on(102);
  CHECK(due(day, Modality::Must, Small::home_quarantine, small) == 0);
  REQUIRE(violations(day, ViolationKind::NotDone) == 1);
  CHECK(day.violations[0].subject == p);
}

TEST_CASE("what is to be done before an event is due until it, while the event is still to come") {
  Small small;
  small.add_arrival(small.add_person("P", small.add_region("A")), 105);
  small.finish();
  Norm& norm = small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.always());
  norm.occasion = Small::arrival;
  norm.subject = {0, {0}, Small::person};
  norm.timing.due_by = TimeBound{small.add_value(Attribute{{0, {}, Small::arrival}, 1}, TypeKind::Day), false};
  const DayResult day = small.on(104);
  REQUIRE(due(day, Modality::Must, Small::mask, small) == 1);
  CHECK(value::day_of(*day.due[0].due_by).since_epoch == 104);
  CHECK(due(small.on(105), Modality::Must, Small::mask, small) == 0);
}

TEST_CASE("alternatives, steps one after the other, and acts a day") {
  Small small;
  const facts::Row a = small.add_region("A");
  const facts::Row p = small.add_person("P", a);
  small.add_arrival(p, 100);
  small.add_spell(p, 100, 101);
  small.finish();
  SUBCASE("a choice is missed only when all of it is") {
    Norm& norm = small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.always());
    norm.connective = HeadConnective::OneOf;
    norm.heads.push_back(norm.heads[0]);
    std::get<MeasureHead>(norm.heads[1]).measure = Small::home_quarantine;
    CHECK(violations(small.on(103), ViolationKind::NotDone) == 0);  // of the mask nothing is known
    small.add_conduct(p, false, {});
    small.finish();
    CHECK(violations(small.on(101), ViolationKind::NotDone) == 0);
    CHECK(violations(small.on(102), ViolationKind::NotDone) == 1);
  }
  SUBCASE("a sequence is due step by step") {
    Norm& norm = small.from_arrival(
        small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.always()), 3);
    norm.connective = HeadConnective::Sequence;
    MeasureHead first;
    first.measure = Small::central_quarantine;
    const ValueId two = small.days(2);
    first.length = {two, two};
    norm.heads.insert(norm.heads.begin(), first);
    CHECK(due(small.on(101), Modality::Must, Small::central_quarantine, small) == 1);
    CHECK(due(small.on(102), Modality::Must, Small::home_quarantine, small) == 1);
    CHECK(small.on(103).due.empty());
  }
  SUBCASE("acts are counted in each day that is over") {
    Norm& norm = small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.always());
    norm.timing.frequency = Timing::Frequency{1, {}, 1440, false};
    CHECK(violations(small.on(101), ViolationKind::NotDone) == 0);
    CHECK(violations(small.on(102), ViolationKind::NotDone) == 1);
    diag::Sink sink;
    CHECK(violations(evaluate_day(small.program, small.facts, {102 * 1440 + 600}, sink), ViolationKind::NotDone) == 0);
    small.program.norms[0].timing.frequency = Timing::Frequency{{}, 0, 1440, false};
    CHECK(violations(small.on(101), ViolationKind::NotDone) == 1);
  }
}

TEST_CASE("a quantity outside its bounds, exactly") {
  Small small;
  small.add_person("P", small.add_region("A"), false, 373);
  small.add_person("Q", 0, false, 374);
  small.finish();
  std::get<facts::NumberColumn>(small.facts.tables[1].columns[3]).step = *value::Rational::make(1, 10);
  Norm& norm = small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.always());
  const ValueId found = small.add_value(Attribute{{0, {}, Small::person}, 3}, TypeKind::Number);
  const ValueId bound =
      small.add_value(NumberLiteral{*value::Rational::make(373, 10), value::Dimension::Number}, TypeKind::Number);
  norm.heads = {QuantityHead{small.add(Compare{Comparison::LessOrEqual, found, bound}), 3, {}}};
  const DayResult day = small.on(100);
  REQUIRE(day.violations.size() == 1);
  CHECK(day.violations[0].kind == ViolationKind::Quantity);
  CHECK(*day.violations[0].found == *value::Rational::make(374, 10));
  CHECK(*day.violations[0].highest == *value::Rational::make(373, 10));
}

TEST_CASE("limits on lower policies, each broken and each kept") {
  Small small;
  const facts::Row a = small.add_region("A");
  const facts::Row p = small.add_person("P", a, true);
  small.add_person("Q", a);
  small.finish();
  const auto only_violation = [&](ViolationKind kind) {
    const DayResult day = small.on(100);
    REQUIRE(violations(day, kind) == 1);
    return *std::find_if(day.violations.begin(), day.violations.end(),
                         [&](const Violation& one) { return one.kind == kind; });
  };
  small.program.policies[1].in_force_from = value::start_of({100});
  SUBCASE("amount") {
    Limit& limit = small.add_limit(LimitKind::Amount, Small::central_quarantine, small.is_contact());
    limit.range = {small.days(7), small.days(14)};
    small.add_span(small.add_norm(Small::lower_article, Modality::Must, Small::central_quarantine, small.always()), 21);
    const Violation found = only_violation(ViolationKind::AboveCeiling);
    CHECK(found.subject == p);
    CHECK(found.article == Small::upper_article);
    CHECK(*found.found == value::Rational(21 * 1440));
    small.program.norms.clear();
    small.add_span(small.add_norm(Small::lower_article, Modality::Must, Small::central_quarantine, small.always()), 5);
    CHECK(violations(small.on(100), ViolationKind::BelowFloor) == 1);
    small.program.norms.clear();
    small.add_span(small.add_norm(Small::lower_article, Modality::Must, Small::central_quarantine, small.always()), 14);
    CHECK(violations(small.on(100), ViolationKind::AboveCeiling) == 0);
  }
  SUBCASE("scope") {
    small.add_limit(LimitKind::OnlyFor, Small::mask, small.is_contact());
    small.add_norm(Small::lower_article, Modality::Must, Small::mask, small.always());
    CHECK(only_violation(ViolationKind::ScopeWidened).subject != p);
    // What the superior imposes itself is no breach of the lower policy.
    small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.always());
    CHECK(violations(small.on(100), ViolationKind::ScopeWidened) == 0);
  }
  SUBCASE("barred") {
    small.add_limit(LimitKind::NotImposed, Small::mask, small.is_contact());
    small.add_norm(Small::lower_article, Modality::Must, Small::mask, small.always());
    CHECK(only_violation(ViolationKind::Barred).subject == p);
  }
  SUBCASE("protected permission, also against the opposite of the act") {
    small.add_limit(LimitKind::NoBan, Small::travel, small.is_contact());
    small.add_norm(Small::lower_article, Modality::MustNot, Small::travel, small.always());
    CHECK(only_violation(ViolationKind::PermissionWithdrawn).subject == p);
    small.program.norms.clear();
    small.add_norm(Small::lower_article, Modality::Must, Small::turn_back, small.always());
    CHECK(violations(small.on(100), ViolationKind::PermissionWithdrawn) == 1);
    small.program.norms.clear();
    small.add_norm(Small::lower_article, Modality::Must, Small::mask, small.always());
    CHECK(violations(small.on(100), ViolationKind::PermissionWithdrawn) == 0);
  }
  SUBCASE("closed list") {
    ListOfValues list;
    list.sort = Small::person;
    list.measures = {Small::mask, Small::travel};
    small.program.vocabulary.lists.push_back(list);
    small.add_limit(LimitKind::ClosedList, Small::mask, small.is_contact()).list = ListId{0};
    small.add_norm(Small::upper_article, Modality::Must, Small::travel, small.always());
    small.add_norm(Small::lower_article, Modality::Must, Small::travel, small.always());
    CHECK(violations(small.on(100), ViolationKind::ClosedListExtended) == 0);
    small.add_norm(Small::lower_article, Modality::Must, Small::mask, small.always());
    CHECK(only_violation(ViolationKind::ClosedListExtended).subject == p);
  }
  SUBCASE("delegation") {
    small.program.vocabulary.authorities = {{{"county", "", {}}, {}, {}}, {{"township", "", {}}, {}, {}}};
    Limit& limit = small.add_limit(LimitKind::Delegated, Small::home_quarantine, small.is_contact());
    limit.authority = AuthorityId{0};
    limit.range = {small.days(0), small.days(14)};
    small.program.policies[1].issuer = AuthorityId{1};
    small.add_span(small.add_norm(Small::lower_article, Modality::Must, Small::home_quarantine, small.always()), 21);
    CHECK(only_violation(ViolationKind::NotDelegated).subject == p);
    small.program.policies[1].issuer = AuthorityId{0};
    CHECK(violations(small.on(100), ViolationKind::NotDelegated) == 0);
    CHECK(violations(small.on(100), ViolationKind::AboveCeiling) == 1);
  }
  SUBCASE("norms above: prohibition, duty, amount") {
    small.add_norm(Small::upper_article, Modality::MustNot, Small::travel, small.is_contact());
    small.add_norm(Small::lower_article, Modality::May, Small::travel, small.always());
    CHECK(only_violation(ViolationKind::ProhibitionContradicted).subject == p);
    small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.is_contact());
    small.add_norm(Small::lower_article, Modality::MustNot, Small::mask, small.always());
    CHECK(only_violation(ViolationKind::DutyObstructed).subject == p);
    small.add_span(small.add_norm(Small::upper_article, Modality::Must, Small::home_quarantine, small.is_contact()),
                   14);
    small.add_span(small.add_norm(Small::lower_article, Modality::Must, Small::home_quarantine, small.always()), 7);
    CHECK(only_violation(ViolationKind::BelowFloor).subject == p);
    small.add_span(small.add_norm(Small::lower_article, Modality::Must, Small::home_quarantine, small.always()), 21);
    CHECK(only_violation(ViolationKind::AboveCeiling).subject == p);
  }
  SUBCASE("a class given another meaning") {
    small.add_case(a, 100, 1);
    small.finish();
    small.add_class(0, small.case_count(14, {}, 0));
    small.add_class(0, small.case_count(0, {}, 5));
    small.program.class_rules.back().sentence.article = Small::lower_article;
    CHECK(violations(small.on(99), ViolationKind::ClassRedefined) == 0);
    CHECK(violations(small.on(100), ViolationKind::ClassRedefined) == 1);
  }
}

TEST_CASE("only the chosen policies count") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.finish();
  small.add_class(0, small.always());
  diag::Sink sink;
  Options options;
  options.policies = {Small::lower};
  CHECK(rank(Session(small.program, small.facts, sink, options).evaluate(end_of({100})), a) == -1);
  options.policies = {Small::upper};
  CHECK(rank(Session(small.program, small.facts, sink, options).evaluate(end_of({100})), a) == 0);
}

TEST_CASE("a sum that does not fit is said, and nothing is made of it") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_case(a, 100, 6'000'000'000'000'000'000);
  small.add_case(a, 101, 6'000'000'000'000'000'000);
  small.finish();
  small.add_class(0, small.case_count(0, 1, {}));
  diag::Sink sink;
  const DayResult day = evaluate_day(small.program, small.facts, end_of({101}), sink);
  CHECK(sink.has_errors());
  CHECK(state(day, a) == ClassState::Unknown);
}
