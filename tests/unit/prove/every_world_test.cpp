// SPDX-License-Identifier: Apache-2.0
// Random pairs of policies over a small vocabulary, against every world of it up to a bound. The bound is such that whatever
// these policies can tell apart is told apart by some world below it: so a claim is refuted if, and only if, one of the worlds
// refutes it. All worlds lie side by side in one set of facts, since a person's fate depends on nobody else.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "compiler/driver/pipeline.h"
#include "compiler/prove/prove.h"
#include "compiler/prove/words.h"
#include "runtime/facts/from_test.h"
#include "runtime/interpret/interpret.h"
#include "said_already.h"
#include "test_size.h"

using namespace polc;

namespace {

const std::string vocabulary = R"(vocabulary small words
authority province
authority county under province
scale risk of region, person: low < medium < high
scale isolation: home quarantine < centralized quarantine
entity region
  region number: text, key
  severe: yes or no
entity person
  person number: text, key
  home: region
  staff: yes or no
  contact: yes or no
  temperature: °C
event case of region
  date: day
  count: number, counting
event arrival of person
  date: day
measure home quarantine of person, lasting days, on isolation, rules out travel
measure centralized quarantine of person, lasting days, on isolation, rules out travel
measure mask of person, attested
measure gown of person, attested, counts as mask
measure travel of person, attested
measure passage of person, attested
measure refuse passage of person, attested, opposite of passage
measure turn back of person, attested, counts as refuse passage
)";

// Cases of today, of five days ago and of a month ago: 0 to 3 each. The policies count to 3 at most, in 3 days, in 7 days and
// ever.
std::string worlds() {
  std::string text =
      vocabulary + "policy nothing\nby county\nuses small words\narticle 1\nmask for person\ntest \"worlds\"\n";
  int people = 0;
  for (int region = 0; region < 2 * 4 * 4 * 4; ++region) {
    const int today = region % 4;
    const int before = region / 4 % 4;
    const int once = region / 16 % 4;
    const std::string name = "R" + std::to_string(region);
    text += "given region \"" + name + "\": severe is " + (region < 64 ? "no" : "yes") + "\n";
    if (once > 0) text += "given case of \"" + name + "\": date is 2020-05-02, count is " + std::to_string(once) + "\n";
    if (before > 0)
      text += "given case of \"" + name + "\": date is 2020-05-27, count is " + std::to_string(before) + "\n";
    if (today > 0)
      text += "given case of \"" + name + "\": date is 2020-06-01, count is " + std::to_string(today) + "\n";
    for (int kind = 0; kind < 8 * 5; ++kind) {
      const std::string person = "P" + std::to_string(++people);
      text += "given person \"" + person + "\": home is \"" + name + "\", temperature is " +
              ((kind & 4) != 0 ? "37.5" : "36.5") + " °C";
      if ((kind & 1) != 0) text += ", staff is yes";
      if ((kind & 2) != 0) text += ", contact is yes";
      text += "\n";
      const char* const arrivals[] = {"", "2020-06-01", "2020-05-27", "2020-05-22", "2020-05-12"};
      if (kind / 8 > 0) text += "given arrival of \"" + person + "\": date is " + arrivals[kind / 8] + "\n";
    }
  }
  return text + "on 2020-06-01\nexpect mask for \"P1\"\n";
}

// Sentences that can be said over that vocabulary.
class Author {
 public:
  explicit Author(std::uint32_t seed) : draw_(seed) {}

  std::string pair() {
    std::string text = vocabulary + "policy upper rules\nby province\nuses small words\narticle 1\n";
    classes("region", text);
    classes("person", text);  // else a class of a person is whatever is recorded
    if (chance(3)) text += "highest isolation applies\n";
    if (chance(3)) text += "highest risk applies\n";
    for (int at = 1 + below(3); at > 0; --at) text += norm() + "\n";
    text += "note: what lower authorities may do\nlimits on lower authorities\n";
    for (int at = below(3); at > 0; --at) text += limit() + "\n";
    text += "policy lower rules\nby county\nuses small words\nunder upper rules\narticle 1\nnote: ours\n";
    if (chance(5)) classes("region", text);
    for (int at = 1 + below(3); at > 0; --at) text += norm() + "\n";
    return text;
  }

 private:
  int below(int bound) { return static_cast<int>(draw_() % static_cast<std::uint32_t>(bound)); }
  bool chance(int one_in) { return below(one_in) == 0; }
  std::string one_of(const std::vector<std::string>& all) {
    return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
  }
  std::string number(int from, int to) { return std::to_string(from + below(to - from + 1)); }

  std::string cases() {
    const std::string window = one_of({"in 3 days", "in 7 days", "ever"});
    switch (below(4)) {
      case 0:
        return "no case " + window;
      case 1:
        return "any case " + window;
      case 2:
        return "at most " + number(1, 2) + " cases " + window;
      default:
        return "at least " + number(2, 3) + " cases " + window;
    }
  }
  std::string of_region() { return chance(4) ? "severe is " + one_of({"yes", "no"}) : cases(); }
  std::string of_person() {
    switch (below(6)) {
      case 0:
        return "staff is " + one_of({"yes", "no"});
      case 1:
        return "contact is " + one_of({"yes", "no"});
      case 2:
        return "temperature is " + one_of({"at least 37.3 °C", "less than 37.3 °C"});
      case 3:
        return "home is " + one_of({"low", "medium", "high"}) + "-risk";
      case 4:
        return "any arrival in " + one_of({"3", "7", "14"}) + " days";
      default:
        return "home has " +
               one_of({"no case in 3 days", "a case in 7 days", "at least 2 cases in 7 days", "at most 2 cases ever"});
    }
  }
  std::string condition(const std::string& sort) {
    const auto one = [&] { return sort == "region" ? of_region() : of_person(); };
    if (chance(3)) return one() + one_of({" and ", " or "}) + one();
    return one();
  }
  std::string subject() {
    return one_of({"person", "staff person", "contact person", "high-risk person", "medium-risk person"});
  }
  std::string when() {
    std::string text = chance(2) ? " if " + condition("person") : "";
    if (chance(5)) text += " unless " + of_person();
    return text;
  }

  void classes(const std::string& sort, std::string& text) {
    text += "low risk for " + sort + " if " + condition(sort) + "\n";
    if (chance(2)) text += "medium risk for " + sort + " if " + condition(sort) + "\n";
    if (chance(2)) text += "high risk for " + sort + " if " + condition(sort) + "\n";
    text += chance(2) ? "high risk for " + sort + " otherwise\n"
                      : "high risk for " + sort + " if " + condition(sort) + "\n";
  }

  std::string norm() {
    const std::string days = one_of({"3", "7", "14"});
    switch (below(9)) {
      case 0:
      case 1:
        return one_of({"home", "centralized"}) + " quarantine " + days + " days from arrival for " + subject() + when();
      case 2:
        return one_of({"home", "centralized"}) + " quarantine for " + subject() + when();
      case 3:
        return one_of({"mask", "gown"}) + " for " + subject() + when();
      case 4:
        return "must not mask for " + subject() + when();
      case 5:
        return subject() + " may " + one_of({"travel", "passage"}) + when();
      case 6:
        return subject() + " must not travel" + when();
      case 7:
        return "turn back for " + subject() + when();
      default:
        return one_of({"must not refuse passage", "must have passage"}) + " for " + subject() + when();
    }
  }
  std::string limit() {
    switch (below(5)) {
      case 0:
        return one_of({"home", "centralized"}) + " quarantine between 3 and " + one_of({"7", "14"}) + " days for " +
               subject();
      case 1:
        return one_of({"mask", "gown", "turn back"}) + " only for " + subject() + when();
      case 2:
        return "no " + one_of({"mask", "gown", "turn back"}) + " for " + subject() + when();
      default:
        return "no ban on " + one_of({"travel", "passage"}) + " for " + subject() + when();
    }
  }

  std::mt19937 draw_;
};

struct Tally {
  std::size_t pairs = 0, claims = 0, proved = 0, found = 0, undecided = 0;
};

std::string named(const core::Program& program, std::size_t at, const prove::Claim& claim) {
  std::string text =
      "claim " + std::to_string(at) + ", " + prove::name_of(claim.property).text(source::Language::English);
  for (const prove::SentenceRef ref : claim.about)
    text += ", sentence at byte " + std::to_string(prove::sentence_of(program, ref).span.begin);
  return text;
}

const core::Norm* norm_of(const core::Program& program, prove::SentenceRef ref) {
  return ref.table == prove::SentenceRef::Table::Norm ? &program.norms[ref.index] : nullptr;
}

bool is_standing_norm(const core::Program& program, prove::SentenceRef ref) {
  const core::Norm* norm = norm_of(program, ref);
  return norm != nullptr && !norm->occasion;
}

// Whether the interpreter sees no less and no more than the claim says. It does not see that a sentence repeats a superior, which
// of a timed and an untimed measure lasts longer, that it is by its own exception that a norm does not bear, or that the
// superiors allow themselves what a permission allows.
bool is_seen_exactly(const prove::Claim& claim, const core::Program& program) {
  if (!claim.seen || claim.repeats) return false;
  if (claim.property != prove::Property::BelowFloor) return true;
  const core::Norm* local = norm_of(program, claim.about[0]);
  const core::Norm* above = norm_of(program, claim.about[1]);
  if (local == nullptr || above == nullptr) return true;
  return local->occasion == above->occasion && local->exceptions.empty() && local->modality != core::Modality::May;
}

// What the prover and the worlds do not agree on; or nothing.
std::string fault_of(const core::Program& program, const facts::FactBase& facts, Tally& totals) {
  prove::Options options;
  options.asked = {{0}, {1}};
  const prove::Report report = prove::prove(program, options);
  if (!report.differences.empty()) return "the interpreter does not see what was found";
  const prove::Law law(program);
  const prove::Ground ground(law, options.asked);
  const prove::Slice whole(law, ground.demands);
  const prove::Claims claims = prove::claims_of(ground);
  ++totals.pairs;
  std::map<prove::Scope, interpret::DayResult> results;
  for (std::size_t at = 0; at < claims.size(); ++at) {
    const prove::Claim& claim = claims[at];
    const prove::Verdict verdict = report.verdicts[at];
    ++totals.claims;
    totals.proved += verdict == prove::Verdict::Proved ? 1 : 0;
    totals.found += verdict == prove::Verdict::Found ? 1 : 0;
    totals.undecided += verdict == prove::Verdict::Undecided ? 1 : 0;
    if (verdict == prove::Verdict::SaidAlready) {
      if (!prove_test::is_said_already(report, claim))
        return named(program, at, claim) + " is not asked, and nothing says it";
      continue;
    }
    // What can apply is due to somebody, unless it is timed by an event.
    const bool applies =
        claim.property == prove::Property::NeverApplies && is_standing_norm(program, claim.about.front());
    if (verdict == prove::Verdict::Undecided || (!is_seen_exactly(claim, program) && !applies)) continue;
    const prove::Scope scope = law.scope_of(prove::policies_of(law, claim));
    auto result = results.find(scope);
    if (result == results.end()) {
      diag::Sink sink;
      interpret::Options chosen;
      chosen.explain_unknowns = false;
      chosen.policies = scope;
      const value::Moment end = interpret::end_of(*value::parse_day("2020-06-01"));
      result = results.emplace(scope, interpret::evaluate_day(program, facts, end, sink, chosen)).first;
    }
    const auto seen = applies ? prove::both_due(claim.about.front().index, claim.about.front().index) : claim.seen;
    bool any = false;
    for (facts::Row subject = 0; !any && subject < facts[claim.sort].row_count; ++subject)
      any = seen({whole, facts, result->second, subject, {}});
    const bool expected = applies ? verdict != prove::Verdict::Found : verdict == prove::Verdict::Found;
    if (any != expected)
      return named(program, at, claim) +
             (any ? " is proved, and some world refutes it" : " is found, and no world shows it");
  }
  return "";
}

}  // namespace

TEST_CASE("the verdicts are those of every world") {
  const auto loaded = prove::load_solver();
  if (!loaded) {
    MESSAGE("skipped: no solver: " << loaded.error());
    return;
  }
  const driver::CompiledText made = driver::compile_text("worlds.pol", worlds());
  REQUIRE(made.program());
  diag::Sink sink;
  const facts::FactBase facts = facts::from_test(*made.program(), made.program()->tests.front(), sink);
  REQUIRE(sink.error_count() == 0);
  Tally totals;
  const auto [first, count] = test_size::seeds(300, 15);
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    const std::string text = Author(seed).pair();
    const driver::CompiledText pair = driver::compile_text("pair.pol", text);
    REQUIRE_MESSAGE(pair.program(), "seed " << seed << ":\n" << text);
    const std::string fault = fault_of(*pair.program(), facts, totals);
    CHECK_MESSAGE(fault.empty(), "seed " << seed << ": " << fault << "\n" << text);
  }
  MESSAGE("pairs " << totals.pairs << ", claims " << totals.claims << ", proved " << totals.proved << ", found "
                   << totals.found << ", undecided " << totals.undecided);
  CHECK(totals.found > 0);
  CHECK(totals.proved > 0);
}
