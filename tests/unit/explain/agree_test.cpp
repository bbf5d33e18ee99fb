// SPDX-License-Identifier: Apache-2.0
// Explanations of random programs and facts: what is traced is what the interpreter says, and each change that is given out turns
// the result when the changed facts are evaluated apart.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "runtime/explain/explain.h"
#include "tests/unit/interpret/random_case.h"
#include "tests/unit/test_size.h"

using namespace polc;
using namespace polc::interpret_test;
using value::Truth;

namespace {

interpret::DayResult evaluated(const Case& made, const facts::FactBase& facts, value::Day day) {
  diag::Sink sink;
  interpret::Options options;
  options.explain_unknowns = false;
  return interpret::evaluate_day(made.program, facts, interpret::end_of(day), sink, options);
}

const interpret::ClassTable& table_of(const interpret::DayResult& result, core::RelationId sort) {
  return *std::find_if(result.classes.begin(), result.classes.end(),
                       [&](const interpret::ClassTable& table) { return table.sort == sort; });
}

// Of all norms with the measure and modality: whether one is due for the subject.
Truth due(const Case& made, const interpret::DayResult& result, core::MeasureId measure, core::Modality modality,
          facts::Row subject) {
  Truth truth = Truth::False;
  for (const interpret::DueNorm& one : result.due) {
    if (one.subject != subject || one.modality != modality) continue;
    for (const core::Head& head : made.program.norms[one.norm].heads)
      if (const auto* act = std::get_if<core::MeasureHead>(&head); act != nullptr && act->measure == measure)
        truth = value::kleene_or(truth, one.truth);
  }
  return truth;
}

// Each part of a condition is traced with the truth that its own parts make.
bool is_sound(const explain::PartTrace& part) {
  for (const explain::PartTrace& one : part.parts)
    if (!is_sound(one)) return false;
  const auto* connective = std::get_if<explain::ConnectiveTrace>(&part.what);
  if (connective == nullptr || part.parts.empty()) return true;
  Truth truth = connective->kind == explain::ConnectiveTrace::Kind::Any ? Truth::False : Truth::True;
  for (const explain::PartTrace& one : part.parts) {
    if (connective->kind == explain::ConnectiveTrace::Kind::Not) return part.truth == value::kleene_not(one.truth);
    truth = connective->kind == explain::ConnectiveTrace::Kind::All ? value::kleene_and(truth, one.truth)
                                                                    : value::kleene_or(truth, one.truth);
  }
  return truth == part.truth;
}

}  // namespace

TEST_CASE("the class that is explained is the interpreter's, and what turns it does") {
  std::size_t flips = 0;
  const auto [from, count] = test_size::seeds(120, 15);
  for (std::uint32_t seed = from; seed < from + count; ++seed) {
    const Case made = make_case(seed);
    const value::Day day{made.first.since_epoch + static_cast<std::int32_t>(seed % 10)};
    const interpret::DayResult result = evaluated(made, made.facts, day);
    diag::Sink sink;
    explain::Explainer explainer(made.program, made.facts, interpret::end_of(day), sink);
    explain::ChangedFacts changed(made.program, made.facts);
    for (const interpret::ClassTable& table : result.classes) {
      for (facts::Row row = 0; row < table.size(); ++row) {
        CAPTURE(seed);
        CAPTURE(table.sort.index);
        CAPTURE(row);
        const explain::Answer answer = explainer.why_class(table.scale, table.sort, row);
        const auto& trace = std::get<explain::ClassTrace>(answer.what);
        REQUIRE(trace.state == table.state[row]);
        for (const explain::RuleTrace& rule : trace.rules) {
          const auto ground = std::find_if(table.grounds.begin(), table.grounds.end(),
                                           [&](const interpret::RuleGround& one) { return one.rule == rule.rule; });
          REQUIRE(ground != table.grounds.end());
          REQUIRE(rule.truth == ground->truth[row]);
          if (rule.condition) REQUIRE(is_sound(*rule.condition));
        }
        for (const explain::Flip& flip : answer.flips.flips) {
          const interpret::DayResult otherwise = evaluated(made, changed.with(flip.changes), day);
          const interpret::ClassTable& other = table_of(otherwise, table.sort);
          REQUIRE(flip.cost > 0);
          REQUIRE(other.state[row] == flip.state);
          REQUIRE((other.state[row] != table.state[row] || other.rank[row] != table.rank[row]));
          REQUIRE(other.state[row] != interpret::ClassState::Unknown);
          ++flips;
        }
      }
    }
  }
  CHECK(flips > count / 2);
}

TEST_CASE("the measure that is explained is the interpreter's, and what turns it does") {
  std::size_t flips = 0;
  std::size_t bearing = 0;
  const auto [from, count] = test_size::seeds(120, 15);
  for (std::uint32_t seed = from; seed < from + count; ++seed) {
    const Case made = make_case(seed);
    const value::Day day{made.first.since_epoch + static_cast<std::int32_t>(seed % 10)};
    const interpret::DayResult result = evaluated(made, made.facts, day);
    diag::Sink sink;
    explain::Explainer explainer(made.program, made.facts, interpret::end_of(day), sink);
    explain::ChangedFacts changed(made.program, made.facts);
    for (std::uint32_t at = 0; at < made.program.vocabulary.measures.size(); ++at) {
      for (facts::Row subject = 0; subject < made.facts[person].row_count; ++subject) {
        CAPTURE(seed);
        CAPTURE(at);
        CAPTURE(subject);
        const explain::Answer answer = explainer.why_measure({at}, person, subject);
        const auto& trace = std::get<explain::MeasureTrace>(answer.what);
        for (const explain::NormTrace& norm : trace.norms) {
          if (!norm.reading || norm.reading->active == Truth::False) continue;
          ++bearing;
          const facts::Row occasion = made.program.norms[norm.norm].occasion ? norm.reading->row : interpret::no_row;
          const bool is_due = std::any_of(result.due.begin(), result.due.end(), [&](const interpret::DueNorm& one) {
            return one.subject == subject && one.occasion == occasion && one.truth == norm.reading->active &&
                   std::find(one.norms.begin(), one.norms.end(), norm.norm) != one.norms.end();
          });
          REQUIRE(is_due);
        }
        if (answer.flips.flips.empty()) continue;
        // What turns is the modality that is due first, else that of what could be.
        for (const explain::Flip& flip : answer.flips.flips) {
          const interpret::DayResult otherwise = evaluated(made, changed.with(flip.changes), day);
          bool turned = false;
          for (const auto modality :
               {core::Modality::Must, core::Modality::MustNot, core::Modality::May, core::Modality::NeedNot})
            turned =
                turned || due(made, otherwise, {at}, modality, subject) != due(made, result, {at}, modality, subject);
          REQUIRE(turned);
          ++flips;
        }
      }
    }
  }
  CHECK(bearing > count / 4);
  CHECK(flips > count / 4);
}
