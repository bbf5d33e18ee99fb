// SPDX-License-Identifier: Apache-2.0
// A day in parts holds what the day holds as a whole; and more things than are worked on at once mean what few do.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/core/verify.h"
#include "random_case.h"
#include "runtime/interpret/batch.h"
#include "runtime/interpret/interpret.h"
#include "small_world.h"

using namespace polc;
using namespace polc::interpret_test;
using interpret::DayResult;
using value::Truth;

namespace {

// Everything that bears on a subject, without regard to order.
std::vector<std::string> contents(const DayResult& day) {
  std::vector<std::string> all;
  const auto add = [&](char kind, auto... numbers) {
    std::string text(1, kind);
    (text.append(" ").append(std::to_string(numbers)), ...);
    all.push_back(std::move(text));
  };
  for (const interpret::DueNorm& due : day.due) {
    add('d', due.norm, due.sort.index, due.subject, due.occasion, static_cast<int>(due.truth), due.step,
        due.first_day ? due.first_day->since_epoch : 0, due.last_day ? due.last_day->since_epoch : 0);
    for (const std::uint32_t norm : due.norms) all.back().append(" + ").append(std::to_string(norm));
  }
  for (const interpret::Violation& one : day.violations)
    add('v', static_cast<int>(one.kind), static_cast<int>(one.truth), one.article.index, one.sort.index, one.subject,
        one.occasion, one.norm, one.limit, one.local, one.local_rule);
  for (const interpret::NormConflict& one : day.conflicts)
    add('c', static_cast<int>(one.kind), static_cast<int>(one.truth), one.first, one.second, one.subject);
  return all;
}

struct Gathered {
  std::vector<std::string> contents;
  std::size_t unknowns = 0, parts = 0, class_tables = 0;
};
Gathered gather(interpret::Session& session, value::Moment moment, facts::Row at_once) {
  Gathered gathered;
  session.evaluate_in_parts(
      moment,
      [&](DayResult& part) {
        const std::vector<std::string> more = contents(part);
        gathered.contents.insert(gathered.contents.end(), more.begin(), more.end());
        gathered.unknowns += part.unknown_count;
        gathered.class_tables += part.classes.size();
        ++gathered.parts;
      },
      at_once);
  std::sort(gathered.contents.begin(), gathered.contents.end());
  return gathered;
}

}  // namespace

TEST_CASE("parts of a day together are the day, on random programs and facts") {
  std::size_t in_several = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    const Case made = make_case(seed);
    diag::Sink sink;
    interpret::Session session(made.program, made.facts, sink), in_parts(made.program, made.facts, sink);
    for (std::int32_t day = made.first.since_epoch; day <= made.last.since_epoch; ++day) {
      const value::Moment moment = interpret::end_of({day});
      const DayResult whole = session.evaluate(moment);
      std::vector<std::string> expected = contents(whole);
      std::sort(expected.begin(), expected.end());
      const Gathered found = gather(in_parts, moment, 1 + seed % 3);
      in_several += found.parts > 1 ? 1 : 0;
      REQUIRE_MESSAGE(found.contents == expected, "seed " << seed << ", day " << day);
      REQUIRE(found.unknowns == whole.unknown_count);
      REQUIRE(found.class_tables == whole.classes.size());
    }
  }
  CHECK(in_several > 0);
}

TEST_CASE("many things: conditions in slices, classes of the past by need, norms in parts") {
  constexpr facts::Row people = 3 * interpret::most_at_once / 2;
  Small small;
  const facts::Row home = small.add_region("A");
  std::size_t contacts = 0;
  for (facts::Row at = 0; at < people; ++at) {
    contacts += at % 3 == 0 ? 1 : 0;
    small.add_person(std::to_string(at), home, at % 3 == 0);
  }
  small.finish();
  // Contacts are of high risk, others of low; who is of high risk stays home for 5 days: nobody did.
  small.program.vocabulary.scales[0].sorts.push_back(Small::person);
  small.program.vocabulary.scales[0].records.clear();
  for (const auto& [rank, condition] : {std::pair(2U, small.is_contact()), std::pair(0U, small.always())}) {
    small.add_class(rank, condition, rank == 0);
    small.program.class_rules.back().sort = Small::person;
  }
  const core::ConditionId high = small.add(core::HasClass{{0, {}, Small::person}, Small::risk, 2, 2});
  small.add_span(small.add_norm(Small::upper_article, core::Modality::Must, Small::home_quarantine, high), 5);
  small.add_norm(Small::upper_article, core::Modality::May, Small::travel, small.add(core::Negation{high}));
  REQUIRE(!core::find_fault(small.program));
  diag::Sink sink;
  interpret::Session session(small.program, small.facts, sink);
  const DayResult whole = session.evaluate(interpret::end_of({100}));
  // The run of days on which the guard holds has begun long ago: it is over.
  const auto count = [&](std::uint32_t norm) {
    return static_cast<std::size_t>(
        std::count_if(whole.due.begin(), whole.due.end(), [&](const auto& due) { return due.norm == norm; }));
  };
  CHECK(count(0) == 0);
  CHECK(count(1) == people - contacts);
  std::vector<std::string> expected = contents(whole);
  std::sort(expected.begin(), expected.end());
  const Gathered found = gather(session, interpret::end_of({100}), interpret::most_at_once);
  CHECK(found.parts == 2);
  CHECK(found.contents == expected);
}
