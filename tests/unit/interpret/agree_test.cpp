// SPDX-License-Identifier: Apache-2.0
// The interpreter against the naive one on random programs and facts, day by day.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <tuple>

#include "compiler/core/dump.h"
#include "compiler/core/verify.h"
#include "naive.h"
#include "runtime/interpret/interpret.h"
#include "test_size.h"

using namespace polc;
using namespace polc::interpret_test;
using value::Truth;

namespace {

// Norm, subject, occasion -> truth; what is not there is false.
using Bearing = std::map<std::tuple<std::uint32_t, facts::Row, facts::Row>, Truth>;

std::string shown(std::uint32_t seed, std::int32_t day, const std::string& what) {
  return "seed " + std::to_string(seed) + ", day " + std::to_string(day) + ", " + what;
}

bool same_classes(const Case& made, Naive& naive, const interpret::DayResult& result, std::string& fault) {
  for (const interpret::ClassTable& table : result.classes) {
    for (facts::Row row = 0; row < table.size(); ++row) {
      const NaiveClass expected = naive.classes(table.sort, row, result.moment.since_epoch);
      std::uint64_t certain = 0, possible = 0;
      for (const std::uint32_t rank : expected.certain) certain |= 1U << rank;
      for (const std::uint32_t rank : expected.possible) possible |= 1U << rank;
      interpret::ClassState state =
          expected.spoken_of && expected.given.size() >= 2 ? interpret::ClassState::Gap : interpret::ClassState::None;
      if (expected.certain.size() == 1) state = interpret::ClassState::Class;
      if (!expected.possible.empty()) state = interpret::ClassState::Unknown;
      if (expected.certain.size() >= 2) state = interpret::ClassState::Conflict;
      const bool rank_agrees = state != interpret::ClassState::Class || table.rank[row] == *expected.certain.begin();
      if (table.certain[row] == certain && table.possible[row] == possible && table.state[row] == state && rank_agrees)
        continue;
      fault = made.program[table.sort].label.english + " " + std::to_string(row) + ": certain " +
              std::to_string(table.certain[row]) + " not " + std::to_string(certain) + ", possible " +
              std::to_string(table.possible[row]) + " not " + std::to_string(possible);
      return false;
    }
  }
  return true;
}

Bearing expected_bearing(const Case& made, Naive& naive, std::int64_t now) {
  Bearing bearing;
  for (std::uint32_t at = 0; at < made.program.norms.size(); ++at) {
    const core::Norm& norm = made.program.norms[at];
    if (!std::holds_alternative<core::MeasureHead>(norm.heads[0])) continue;
    const core::RelationId first = norm.occasion ? *norm.occasion : norm.sort;
    for (facts::Row row = 0; row < made.facts[first].row_count; ++row) {
      const Truth active = naive.active(at, row, now);
      if (active != Truth::False)
        bearing[{at, naive.subject(at, row), norm.occasion ? row : interpret::no_row}] = active;
    }
  }
  return bearing;
}

Bearing found_bearing(const interpret::DayResult& result) {
  Bearing bearing;
  for (const interpret::DueNorm& due : result.due)
    for (const std::uint32_t norm : due.norms) bearing[{norm, due.subject, due.occasion}] = due.truth;
  return bearing;
}

// Quantities that are not kept, and acts attested against a standing norm.
Bearing expected_violations(const Case& made, Naive& naive, std::int64_t now) {
  Bearing broken;
  for (std::uint32_t at = 0; at < made.program.norms.size(); ++at) {
    const core::Norm& norm = made.program.norms[at];
    const core::RelationId first = norm.occasion ? *norm.occasion : norm.sort;
    const auto* head = std::get_if<core::MeasureHead>(&norm.heads[0]);
    for (facts::Row row = 0; row < made.facts[first].row_count; ++row) {
      Truth truth = Truth::False;
      if (head == nullptr) {
        truth = naive.broken_quantity(at, row, now);
      } else if (head->measure.index == 0) {
        const Truth done = naive.attested(naive.subject(at, row), now);
        if ((norm.modality == core::Modality::Must && done == Truth::False) ||
            (norm.modality == core::Modality::MustNot && done == Truth::True))
          truth = naive.active(at, row, now);
      }
      if (truth != Truth::False) broken[{at, naive.subject(at, row), norm.occasion ? row : interpret::no_row}] = truth;
    }
  }
  return broken;
}

Bearing found_violations(const interpret::DayResult& result) {
  Bearing broken;
  for (const interpret::Violation& violation : result.violations)
    if (violation.local == interpret::no_index && violation.local_rule == interpret::no_index)
      broken[{violation.norm, violation.subject, violation.occasion}] = violation.truth;
  return broken;
}

std::string difference(const Bearing& found, const Bearing& expected) {
  for (const auto& [key, truth] : expected) {
    const auto other = found.find(key);
    if (other == found.end() || other->second != truth)
      return "norm " + std::to_string(std::get<0>(key)) + " on " + std::to_string(std::get<1>(key)) + " should be " +
             std::string(to_string(truth));
  }
  for (const auto& [key, truth] : found)
    if (!expected.contains(key))
      return "norm " + std::to_string(std::get<0>(key)) + " on " + std::to_string(std::get<1>(key)) +
             " should be false, is " + std::string(to_string(truth));
  return "";
}

// The first difference of a case, or nothing.
std::string disagreement(std::uint32_t seed) {
  const Case made = make_case(seed);
  if (const auto fault = core::find_fault(made.program))
    return "seed " + std::to_string(seed) + " is not sound: " + *fault;
  Naive naive(made);
  diag::Sink sink;
  interpret::Session session(made.program, made.facts, sink);
  std::string fault;
  for (std::int32_t day = made.first.since_epoch; day <= made.last.since_epoch; ++day) {
    // Some moments lie inside a day; runs look back on whole days all the same.
    const value::Moment moment{seed % 3 == 0 ? std::int64_t{day} * 1440 + 700 : std::int64_t{day} * 1440 + 1439};
    const interpret::DayResult result = session.evaluate(moment);
    if (!same_classes(made, naive, result, fault)) return shown(seed, day, fault);
    for (const interpret::FlagTable& table : result.flags)
      for (facts::Row row = 0; row < table.truth.size(); ++row)
        if (table.truth[row] != naive.flag(table.sort, table.column, row, moment.since_epoch))
          return shown(seed, day, "a flag");
    fault = difference(found_bearing(result), expected_bearing(made, naive, moment.since_epoch));
    if (!fault.empty()) return shown(seed, day, fault);
    fault = difference(found_violations(result), expected_violations(made, naive, moment.since_epoch));
    if (!fault.empty()) return shown(seed, day, "violation: " + fault);
  }
  return sink.has_errors() ? shown(seed, 0, "a number too large") : "";
}

}  // namespace

// Under a sanitizer everything takes many times as long.
constexpr std::uint32_t case_count = test_size::is_sanitized ? 500 : 3000;

TEST_CASE("random programs mean the same row by row and set by set") {
  for (std::uint32_t seed = 1; seed <= case_count; ++seed) {
    const std::string fault = disagreement(seed);
    if (!fault.empty()) MESSAGE(core::dump(make_case(seed).program, {false, false, 140}));
    REQUIRE_MESSAGE(fault.empty(), fault);
  }
}
