// SPDX-License-Identifier: Apache-2.0
// Random policies on random facts: what is proved has no counter-world among them, and every world that the prover shows is
// seen by the interpreter.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "compiler/core/dump.h"
#include "compiler/core/verify.h"
#include "compiler/driver/pipeline.h"
#include "compiler/prove/prove.h"
#include "compiler/prove/words.h"
#include "random_case.h"
#include "runtime/interpret/interpret.h"
#include "said_already.h"
#include "test_size.h"

using namespace polc;
using interpret_test::Case;

namespace {

// Facts of other seeds, for programs that count the same way.
std::vector<Case> worlds_for(const core::Program& program, std::uint32_t seed, std::uint32_t wanted) {
  std::vector<Case> found;
  const core::Relation& mine = program[interpret_test::cases];
  for (std::uint32_t other = seed; found.size() < wanted; ++other) {
    Case made = interpret_test::make_case(other);
    const core::Relation& theirs = made.program[interpret_test::cases];
    if (theirs.counting == mine.counting && theirs.corrections == mine.corrections) found.push_back(std::move(made));
  }
  return found;
}

struct Totals {
  std::size_t claims = 0, proved = 0, found = 0, undecided = 0, seen = 0;
};

std::string unseen(const core::Program& program, const prove::Finding& finding) {
  std::string text = "not seen: " + prove::name_of(finding.property).text(source::Language::English);
  for (const prove::SentenceRef ref : finding.about)
    text += ", " + std::to_string(static_cast<int>(ref.table)) + ":" + std::to_string(ref.index);
  text += " on " + prove::moment(finding.witness->test.steps.front().moment).text(source::Language::English) + " for " +
          finding.witness->subject;
  for (const core::GivenRow& row : finding.witness->test.given)
    text += "; " + prove::fact(program, row).text(source::Language::English);
  return text;
}

// A claim that was proved and yet is seen broken, or a world that the interpreter does not see; or nothing.
std::string fault_of(std::uint32_t seed, Totals& totals) {
  Case made = interpret_test::make_case(seed);
  core::Program& program = made.program;
  // Classes that facts record are no part of what is proved.
  program.vocabulary.scales[0].records.clear();
  program.vocabulary.scales[0].sorts = {interpret_test::region, interpret_test::person};
  prove::Options options;
  options.asked = {{0}, {1}};
  options.limits.steps = 2'000'000;
  const prove::Report report = prove::prove(program, options);
  if (!report.differences.empty()) return unseen(program, report.differences.front());
  const prove::Law law(program);
  const prove::Ground ground(law, options.asked);
  const prove::Slice whole(law, ground.demands);
  const prove::Claims claims = prove::claims_of(ground);
  totals.claims += claims.size();
  for (const prove::Verdict verdict : report.verdicts) {
    totals.proved += verdict == prove::Verdict::Proved ? 1 : 0;
    totals.found += verdict == prove::Verdict::Found ? 1 : 0;
    totals.undecided += verdict == prove::Verdict::Undecided ? 1 : 0;
  }
  for (const Case& world : worlds_for(program, seed, 3)) {
    for (std::size_t at = 0; at < claims.size(); ++at) {
      const prove::Claim& claim = claims[at];
      if (report.verdicts[at] == prove::Verdict::SaidAlready && !prove_test::is_said_already(report, claim))
        return "claim " + std::to_string(at) + " is not asked, and nothing says it";
      if (!claim.seen) continue;
      diag::Sink sink;
      interpret::Options chosen;
      chosen.explain_unknowns = false;
      chosen.policies = law.scope_of(prove::policies_of(law, claim));
      interpret::Session session(program, world.facts, sink, chosen);
      for (std::int32_t day = world.first.since_epoch; day <= world.last.since_epoch; day += 3) {
        const interpret::DayResult result = session.evaluate(interpret::end_of({day}));
        for (facts::Row subject = 0; subject < world.facts[claim.sort].row_count; ++subject) {
          if (!claim.seen({whole, world.facts, result, subject, {}})) continue;
          ++totals.seen;
          if (report.verdicts[at] != prove::Verdict::Proved && report.verdicts[at] != prove::Verdict::NeverInForce)
            continue;
          std::string text = "claim " + std::to_string(at) + " is proved, and broken on " +
                             value::to_iso(value::Day{day}) + ": " +
                             prove::name_of(claim.property).text(source::Language::English);
          for (const prove::SentenceRef ref : claim.about)
            text += ", " + std::to_string(static_cast<int>(ref.table)) + ":" + std::to_string(ref.index);
          return text;
        }
      }
    }
  }
  return "";
}

}  // namespace

TEST_CASE("what is proved has no counter-world, and what is found is seen") {
  const auto loaded = prove::load_solver();
  if (!loaded) {
    MESSAGE("skipped: no solver: " << loaded.error());
    return;
  }
  const auto [first, count] = test_size::seeds(40, 8);
  Totals totals;
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    const std::string fault = fault_of(seed, totals);
    if (!fault.empty()) MESSAGE(core::dump(interpret_test::make_case(seed).program, {false, false, 140}));
    CHECK_MESSAGE(fault.empty(), "seed " << seed << ": " << fault);
  }
  MESSAGE("claims " << totals.claims << ", proved " << totals.proved << ", found " << totals.found << ", undecided "
                    << totals.undecided << ", breaches seen among the facts " << totals.seen);
  CHECK(totals.found > 0);
  CHECK(totals.proved > 0);
}

TEST_CASE("a class for which the facts have no place is no class") {
  if (!prove::load_solver()) return;
  // The class is that of the place of a stay, and no rule gives it.
  const driver::CompiledText made =
      driver::compile_text("place.pol",
                           "vocabulary small words\nauthority county\nscale risk of region: low < high\n"
                           "entity region\n  code: text, key\nentity person\n  number: text, key\n  home: region\n"
                           "event stay of person\n  place: region\n  start: day\nmeasure mask of person, attested\n"
                           "policy notice\nby county\nuses small words\narticle 1\nperson may mask\n"
                           "must not mask for person with (a stay in 4 days where (place is high-risk))\n");
  REQUIRE(made.program());
  core::Program program = *made.program();
  prove::Options options;
  options.asked = {{0}};
  for (const bool is_recorded : {true, false}) {
    if (!is_recorded) program.vocabulary.scales[0].records.clear();
    const prove::Report report = prove::prove(program, options);
    CHECK(report.differences.empty());
    const auto ruled_out = std::count_if(
        report.findings.begin(), report.findings.end(),
        [](const prove::Finding& finding) { return finding.property == prove::Property::PermissionRuledOut; });
    CHECK(ruled_out == (is_recorded ? 1 : 0));
  }
}
