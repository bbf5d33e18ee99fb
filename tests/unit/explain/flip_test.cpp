// SPDX-License-Identifier: Apache-2.0
// The smallest change of facts that turns a result, on small worlds made by hand.
#include <doctest/doctest.h>

#include "runtime/explain/explain.h"
#include "tests/unit/interpret/small_world.h"

using namespace polc;
using explain::AddReports;
using explain::Answer;
using explain::SetCell;
using interpret_test::Small;

namespace {

constexpr std::int32_t today = 18300;

struct Explained {
  explicit Explained(Small& small) : explainer(small.program, small.facts, interpret::end_of({today}), sink) {}
  diag::Sink sink;
  explain::Explainer explainer;
};

// Low without a case in 14 days, high from three on.
void add_tiers(Small& small) {
  small.add_class(0, small.case_count(14, std::nullopt, 0));
  small.add_class(2, small.case_count(14, 3, std::nullopt));
}

}  // namespace

TEST_CASE("a count falls below its bound by the row with the most") {
  Small small;
  const facts::Row region = small.add_region("R");
  small.add_case(region, today - 5, 1);
  small.add_case(region, today - 3, 2);
  small.finish();
  add_tiers(small);
  Explained explained(small);
  const Answer answer = explained.explainer.why_class(Small::risk, Small::region, region);
  REQUIRE(!answer.flips.flips.empty());
  const explain::Flip& flip = answer.flips.flips.front();
  CHECK(flip.cost == 1);
  REQUIRE(flip.changes.size() == 1);
  const auto& set = std::get<SetCell>(flip.changes.front());
  CHECK(set.cell.relation == Small::cases);
  CHECK(set.cell.row == 1);
}

TEST_CASE("of an unknown class the missing reports come first") {
  Small small;
  const facts::Row region = small.add_region("R");
  small.add_case(region, today - 30, 0);
  small.miss(region, today - 2, today - 1);
  small.finish();
  add_tiers(small);
  Explained explained(small);
  const Answer answer = explained.explainer.why_class(Small::risk, Small::region, region);
  CHECK(std::get<explain::ClassTrace>(answer.what).state == interpret::ClassState::Unknown);
  REQUIRE(!answer.flips.flips.empty());
  const explain::Flip& flip = answer.flips.flips.front();
  REQUIRE(flip.changes.size() == 1);
  const auto& reports = std::get<AddReports>(flip.changes.front());
  CHECK(reports.first == value::Day{today - 2});
  CHECK(reports.last == value::Day{today - 1});
  CHECK(flip.cost == 2);
  CHECK(flip.state == interpret::ClassState::Class);
  CHECK(flip.rank == 0);
}

TEST_CASE("a measure ends where its condition turns, and begins the same way") {
  Small small;
  const facts::Row home = small.add_region("R");
  const facts::Row contact = small.add_person("P", home, true);
  const facts::Row other = small.add_person("Q", home, false);
  small.finish();
  small.add_norm(Small::upper_article, core::Modality::Must, Small::mask, small.is_contact());
  Explained explained(small);
  for (const facts::Row person : {contact, other}) {
    const Answer answer = explained.explainer.why_measure(Small::mask, Small::person, person);
    REQUIRE(answer.flips.flips.size() >= 1);
    const auto& set = std::get<SetCell>(answer.flips.flips.front().changes.front());
    CHECK(set.cell.relation == Small::person);
    CHECK(set.cell.row == person);
    CHECK(set.value == static_cast<std::int64_t>(value::truth(person == other)));
  }
}

TEST_CASE("what holds of everybody has no change that turns it") {
  Small small;
  const facts::Row home = small.add_region("R");
  const facts::Row person = small.add_person("P", home);
  small.finish();
  small.add_norm(Small::upper_article, core::Modality::Must, Small::mask, small.always());
  Explained explained(small);
  const Answer answer = explained.explainer.why_measure(Small::mask, Small::person, person);
  CHECK(std::get<explain::MeasureTrace>(answer.what).due.size() == 1);
  CHECK(answer.flips.flips.empty());
}

TEST_CASE("changed facts are laid out again, and go back") {
  Small small;
  const facts::Row region = small.add_region("R");
  small.add_case(region, today - 5, 1);
  small.add_case(region, today - 3, 2);
  small.finish();
  explain::ChangedFacts changed(small.program, small.facts);
  const core::Relation& relation = small.program[Small::cases];
  const std::vector<explain::Change> moved{SetCell{{Small::cases, 0, *relation.begin}, today - 1}};
  const facts::FactBase& after = changed.with(moved);
  CHECK(explain::stored_at(after[Small::cases].columns[*relation.begin], 0) == today - 3);
  CHECK(explain::stored_at(after[Small::cases].columns[*relation.begin], 1) == today - 1);
  CHECK(changed.with({explain::RemoveRow{Small::cases, 0}})[Small::cases].row_count == 1);
  CHECK(changed.with({})[Small::cases].row_count == 2);
  CHECK(explain::stored_at(changed.with({})[Small::cases].columns[*relation.begin], 0) == today - 5);
}
