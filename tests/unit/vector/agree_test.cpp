// SPDX-License-Identifier: Apache-2.0
// The vector engine against the interpreter on random programs and facts: every field of every day is the same, whatever the
// number of threads, and with machine code for all conditions over chosen rows where LLVM is there.
#include <doctest/doctest.h>

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "compiler/core/dump.h"
#include "compiler/core/verify.h"
#include "random_case.h"
#include "runtime/interpret/interpret.h"
#include "runtime/native/load_compiler.h"
#include "runtime/value/match.h"
#include "runtime/vector/decider.h"
#include "runtime/vector/session.h"
#include "test_size.h"

using namespace polc;
using namespace polc::interpret_test;
using interpret::DayResult;

namespace {

std::string text(const std::optional<value::Rational>& number) { return number ? value::to_string(*number) : "-"; }
std::string text(const std::optional<value::Day>& day) { return day ? std::to_string(day->since_epoch) : "-"; }
std::string text(const std::optional<value::Moment>& moment) {
  return moment ? std::to_string(moment->since_epoch) : "-";
}
template <class Enum>
std::string number_of(Enum value) {
  return std::to_string(static_cast<int>(value));
}

// Everything that a day says, line by line.
std::vector<std::string> lines(const DayResult& day) {
  std::vector<std::string> all;
  const auto add = [&](std::initializer_list<std::string> words) {
    std::string line;
    for (const std::string& word : words) line += word + ' ';
    all.push_back(std::move(line));
  };
  const auto id = [](std::uint64_t number) { return std::to_string(number); };
  for (const interpret::ClassTable& table : day.classes) {
    for (facts::Row row = 0; row < table.size(); ++row)
      add({"class", id(table.scale.index), id(table.sort.index), id(row), number_of(table.state[row]),
           id(table.rank[row]), id(table.certain[row]), id(table.possible[row])});
    for (const interpret::RuleGround& ground : table.grounds)
      for (facts::Row row = 0; row < ground.truth.size(); ++row)
        add({"ground", id(table.scale.index), id(table.sort.index), id(ground.rule), id(row),
             number_of(ground.truth[row])});
  }
  for (const interpret::FlagTable& table : day.flags)
    for (facts::Row row = 0; row < table.truth.size(); ++row)
      add({"flag", id(table.sort.index), id(table.column), id(row), number_of(table.truth[row])});
  for (const interpret::DueNorm& due : day.due) {
    add({"due", number_of(due.modality), number_of(due.strength), number_of(due.truth), id(due.norm),
         id(due.sort.index), id(due.subject), id(due.occasion), id(due.step), text(due.lowest), text(due.highest),
         text(due.first_day), text(due.last_day), text(due.due_by)});
    for (const std::uint32_t norm : due.norms) all.back() += id(norm) + ' ';
  }
  for (const interpret::Violation& one : day.violations)
    add({"violation", number_of(one.kind), one.advice ? "advice" : "breach", number_of(one.truth),
         id(one.article.index), id(one.sort.index), id(one.subject), id(one.occasion), id(one.norm), id(one.limit),
         id(one.local), id(one.local_rule), text(one.found), text(one.lowest), text(one.highest)});
  for (const interpret::NormConflict& one : day.conflicts)
    add({"conflict", number_of(one.kind), number_of(one.truth), id(one.first), id(one.second), id(one.sort.index),
         id(one.subject)});
  add({"unknown", id(day.unknown_count)});
  for (const interpret::Unknown& one : day.unknowns)
    add({"unknown", number_of(one.kind), id(one.table), id(one.row), id(one.missing.size()),
         one.more_missing ? "more" : ""});
  for (const interpret::Missing& one : day.missing)
    add({"missing", number_of(one.kind), id(one.relation.index), id(one.subject), id(one.column),
         std::to_string(one.first.since_epoch), std::to_string(one.last.since_epoch)});
  return all;
}

std::vector<std::string> findings(const diag::Sink& sink) {
  std::vector<std::string> all;
  for (const diag::Diagnostic& one : sink.diagnostics()) all.push_back(number_of(one.primary.kind));
  return all;
}

// The rows that `order` names, of each thing `times` as many as before.
void take_rows(facts::Table& table, const std::vector<facts::Row>& order, facts::Row times) {
  table.row_count = static_cast<facts::Row>(order.size());
  for (facts::Column& column : table.columns)
    if (const facts::PackedIntegers* values = facts::packed_of(column))
      column = facts::with_values(column, values->reordered(order));
  if (!table.by_subject.exists()) return;
  std::vector<facts::Row> begins;
  for (facts::Row thing = 0; thing <= table.by_subject.group_count(); ++thing)
    begins.push_back(table.by_subject.begin_of(thing) * times);
  table.by_subject = facts::GroupIndex(begins);
}

// Every row of an event so many times: things with many rows, tables of several morsels.
void repeat_rows(facts::Table& table, facts::Row times) {
  std::vector<facts::Row> order;
  for (facts::Row row = 0; row < table.row_count; ++row) order.insert(order.end(), times, row);
  take_rows(table, order, times);
}

void remove_rows(facts::Table& table) { take_rows(table, {}, 0); }

template <class Change>
void change_numbers(Case& made, Change change) {
  for (facts::Table& table : made.facts.tables)
    for (facts::Column& column : table.columns)
      if (auto* numbers = std::get_if<facts::NumberColumn>(&column)) {
        std::vector<std::int64_t> changed;
        for (facts::Row row = 0; row < table.row_count; ++row) {
          const std::int64_t number = numbers->mantissas[row];
          changed.push_back(number == facts::absent_number ? number : change(number));
        }
        numbers->mantissas = changed;
      }
}

// Most cases as they are; some with many rows, with none, without columns, or with numbers at the end of what there is.
Case shaped_case(std::uint32_t seed) {
  Case made = make_case(seed);
  switch (seed % 10) {
    case 3:
      for (const core::RelationId event : {cases, stay, sample}) repeat_rows(made.facts[event], 40);
      break;
    case 5:
      for (const core::RelationId event : {cases, stay, sample, record}) remove_rows(made.facts[event]);
      break;
    case 7:
      change_numbers(made,
                     [](std::int64_t number) { return number * (std::numeric_limits<std::int64_t>::max() / 64); });
      break;
    case 8:
      made.facts[person].columns[2] = facts::NoColumn{};
      made.facts[stay].columns[3] = facts::NoColumn{};
      made.facts[stay].columns[1] = facts::NoColumn{};
      break;
    case 9:
      if (seed % 50 == 9) repeat_rows(made.facts[stay], 700);
      break;
    default:
      break;
  }
  return made;
}

// Missing reports are weighed anew every day: mostly there are none, so that classes are steady.
Case case_over_days(std::uint32_t seed) {
  Case made = shaped_case(seed);
  if (seed % 3 != 0)
    for (facts::Table& table : made.facts.tables) table.reports.reset();
  return made;
}

// Code for everything, however few the rows; none where there is no LLVM, which is said.
vector::CodeOptions code_for_all() {
  auto loaded = native::load_compiler();
#ifdef POLC_HAS_LLVM
  REQUIRE_MESSAGE(loaded.ok(), (loaded.ok() ? std::string() : loaded.error()));
#endif
  if (loaded) return {*loaded, 0, true};
  MESSAGE("without machine code: " << loaded.error());
  return {};
}

std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& found) {
  for (std::size_t at = 0; at < std::max(expected.size(), found.size()); ++at) {
    const std::string& one = at < expected.size() ? expected[at] : "nothing";
    const std::string& other = at < found.size() ? found[at] : "nothing";
    if (one != other) return one + "expected, " + other + "found";
  }
  return "";
}

}  // namespace

TEST_CASE("every day is what the interpreter says it is, on random programs and facts, by one thread and by several") {
  const auto [first, count] = test_size::seeds(2000, 60);
  std::size_t lines_compared = 0, in_parts = 0, functions = 0, rows_of_code = 0;
  const vector::CodeOptions code = code_for_all();
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    const Case made = shaped_case(seed);
    REQUIRE(!core::find_fault(made.program));
    diag::Sink expected_findings, found_findings, threaded_findings, coded_findings;
    interpret::Session reference(made.program, made.facts, expected_findings);
    vector::Session alone(made.program, made.facts, found_findings);
    vector::Session threaded(made.program, made.facts, threaded_findings, {}, 3);
    vector::Session coded(made.program, made.facts, coded_findings, {}, seed % 2 == 0 ? 3 : 1, 1, code);
    for (std::int32_t day = made.first.since_epoch - 3; day <= made.last.since_epoch + 3; day += 1 + (seed % 3 == 0)) {
      const value::Moment moment{interpret::end_of({day}).since_epoch - (seed % 4 == 0 ? 700 : 0)};
      const std::vector<std::string> expected = lines(reference.evaluate(moment));
      const std::string fault = difference(expected, lines(alone.evaluate(moment)));
      REQUIRE_MESSAGE(fault.empty(), "seed " << seed << ", day " << day << ": " << fault << "\n"
                                             << core::dump(made.program) << plan::print(made.program, alone.plan()));
      REQUIRE_MESSAGE(lines(threaded.evaluate(moment)) == expected, "seed " << seed << ", day " << day);
      const std::string coded_fault = difference(expected, lines(coded.evaluate(moment)));
      REQUIRE_MESSAGE(coded_fault.empty(), "with code, seed " << seed << ", day " << day << ": " << coded_fault << "\n"
                                                              << core::dump(made.program)
                                                              << plan::print(made.program, coded.plan()));
      lines_compared += expected.size();
      if (seed % 5 != 0) continue;
      // In parts: what bears on subjects, some of them at a time.
      std::size_t due = 0, violations = 0;
      alone.evaluate_in_parts(
          moment,
          [&](DayResult& part) {
            due += part.due.size();
            violations += part.violations.size();
          },
          2);
      const DayResult whole = reference.evaluate(moment);
      REQUIRE(due == whole.due.size());
      REQUIRE(violations == whole.violations.size());
      ++in_parts;
    }
    REQUIRE(findings(found_findings) == findings(expected_findings));
    REQUIRE(findings(threaded_findings) == findings(expected_findings));
    REQUIRE(findings(coded_findings) == findings(expected_findings));
    if (const auto use = coded.code_use()) {
      REQUIRE(use->failure.empty());
      functions += use->functions;
      rows_of_code += use->rows;
    }
  }
  CHECK(lines_compared > 0);
  CHECK((in_parts > 0 || count < 5));
  if (code.compiler != nullptr) {
    MESSAGE(functions << " functions of machine code, called with " << rows_of_code << " rows");
    CHECK(functions > count);
    CHECK(rows_of_code > functions);
  }
}

TEST_CASE("one table alone") {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const Case made = shaped_case(seed);
    diag::Sink sink;
    interpret::Session reference(made.program, made.facts, sink);
    vector::Session session(made.program, made.facts, sink, {}, 2);
    for (std::int32_t day = made.first.since_epoch; day <= made.last.since_epoch; day += 4) {
      const value::Moment moment = interpret::end_of({day});
      DayResult expected, found;
      expected.classes.push_back(reference.classes(risk, region, moment));
      found.classes.push_back(session.classes(risk, region, moment));
      REQUIRE_MESSAGE(lines(found) == lines(expected), "seed " << seed << ", day " << day);
    }
  }
}

TEST_CASE("one thing at a time, in any order") {
  const auto [first, count] = test_size::seeds(120, 30);
  std::size_t decided = 0;
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    const Case made = shaped_case(seed);
    for (std::uint32_t scale = 0; scale < made.program.vocabulary.scales.size(); ++scale) {
      for (const core::RelationId sort : made.program.vocabulary.scales[scale].sorts) {
        const value::Moment moment = interpret::end_of({made.first.since_epoch + static_cast<std::int32_t>(seed % 20)});
        diag::Sink expected_findings, found_findings;
        interpret::Session reference(made.program, made.facts, expected_findings);
        const interpret::ClassTable expected = reference.classes({scale}, sort, moment);
        vector::Decider decider(made.program, made.facts, found_findings, {scale}, sort, moment);
        const auto size = static_cast<facts::Row>(expected.size());
        for (facts::Row at = 0; at < 2 * size; ++at) {
          const facts::Row thing = (at * 7 + seed) % size;
          const vector::Decider::Decision found = decider.decide(thing);
          const vector::Decider::Decision wanted{expected.state[thing], expected.rank[thing]};
          REQUIRE_MESSAGE(found == wanted,
                          "seed " << seed << ", at " << at << " of " << size << ", scale " << scale << ", thing "
                                  << thing << ", expected " << number_of(wanted.state) << " " << +wanted.rank
                                  << ", found " << number_of(found.state) << " " << +found.rank << "\n"
                                  << core::dump(made.program) << plan::print(made.program, plan::build(made.program)));
          ++decided;
        }
        REQUIRE(findings(found_findings) == findings(expected_findings));
      }
    }
  }
  CHECK(decided > 0);
}

TEST_CASE("day after day, where nothing changes but the numbers in windows") {
  const auto [first, count] = test_size::seeds(200, 60);
  std::size_t without_scan = 0;
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    const Case made = case_over_days(seed);
    diag::Sink sink;
    interpret::Session reference(made.program, made.facts, sink);
    vector::Session session(made.program, made.facts, sink, {}, 2, 30);
    for (std::int32_t day = made.first.since_epoch - 2; day <= made.last.since_epoch + 2; ++day) {
      const value::Moment moment = interpret::end_of({day});
      DayResult expected, found;
      for (const core::RelationId sort : made.program[risk].sorts) {
        expected.classes.push_back(reference.classes(risk, sort, moment));
        found.classes.push_back(session.classes(risk, sort, moment));
      }
      const std::string fault = difference(lines(expected), lines(found));
      REQUIRE_MESSAGE(fault.empty(), "seed " << seed << ", day " << day << ": " << fault << "\n"
                                             << core::dump(made.program) << plan::print(made.program, session.plan()));
    }
    for (std::size_t step = 0; step < session.plan().steps.size(); ++step) {
      const auto* classes = std::get_if<plan::Classes>(&session.plan().steps[step].kind);
      if (classes == nullptr || !classes->is_steady || session.plan().steps[step].needs.empty()) continue;
      const auto times = [&](std::size_t at) { return session.profile().entries()[at].times; };
      const auto& needs = session.plan().steps[step].needs;
      without_scan += times(step) > 0 && std::all_of(needs.begin(), needs.end(),
                                                     [&](plan::StepId need) { return times(need.index) == 0; });
    }
  }
  MESSAGE("classes that needed no scan: " << without_scan);
  CHECK((without_scan > 0 || count < 200));
}

TEST_CASE("the classes of a span of days, by one thread and by several") {
  const auto [first, count] = test_size::seeds(300, 60);
  std::size_t days = 0, looked_up = 0;
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    const Case made = case_over_days(seed);
    diag::Sink sink;
    interpret::Session reference(made.program, made.facts, sink);
    const std::size_t threads = seed % 2 == 0 ? 3 : 1;
    vector::Session session(made.program, made.facts, sink, {}, threads, 60);
    const value::Day from{made.first.since_epoch - 5}, to{made.last.since_epoch + 20};
    for (const core::RelationId sort : made.program[risk].sorts) {
      std::int32_t day = from.since_epoch;
      session.classes_of_days(risk, sort, from, to, [&](const vector::ClassesOfDay& found) {
        REQUIRE(found.day.since_epoch == day);
        const interpret::ClassTable expected = reference.classes(risk, sort, interpret::end_of({day++}));
        const bool agrees =
            std::equal(expected.state.begin(), expected.state.end(), found.state.begin(), found.state.end()) &&
            std::equal(expected.rank.begin(), expected.rank.end(), found.rank.begin(), found.rank.end());
        REQUIRE_MESSAGE(agrees, "seed " << seed << ", day " << found.day.since_epoch << "\n"
                                        << core::dump(made.program) << plan::print(made.program, session.plan()));
        ++days;
      });
      REQUIRE(day == to.since_epoch + 1);
      // Those that are looked up run no step of the plan.
      for (std::size_t step = 0; step < session.plan().steps.size(); ++step) {
        const auto* classes = std::get_if<plan::Classes>(&session.plan().steps[step].kind);
        if (classes == nullptr || classes->scale != risk || classes->sort != sort) continue;
        const std::uint64_t times =
            step < session.profile().entries().size() ? session.profile().entries()[step].times : 0;
        looked_up += static_cast<std::uint64_t>(to.since_epoch - from.since_epoch) + 1 > times ? 1U : 0U;
      }
    }
  }
  MESSAGE(days << " days, " << looked_up << " spans with days that were looked up");
  CHECK(days > 0);
  CHECK((looked_up > 0 || count < 60));
}
