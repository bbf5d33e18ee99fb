// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/prove.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "compiler/prove/query.h"
#include "compiler/prove/replay.h"
#include "compiler/prove/spans.h"

namespace polc::prove {
namespace {

class Prover {
 public:
  Prover(const core::Program& program, const Options& options)
      : program_(program),
        options_(options),
        law_(program),
        ground_(law_, options.asked),
        replayer_(ground_),
        answers_(options.limits, options.store, options.on_query) {}

  Report run() {
    report_.asked = options_.asked;
    const Claims claims = claims_of(ground_);
    for (const Claim& claim : claims) report_.verdicts.push_back(timed(claim));
    drop_what_is_said_stronger();
    report_.claims +=
        static_cast<std::size_t>(std::count_if(report_.verdicts.begin(), report_.verdicts.end(), [](Verdict verdict) {
          return verdict != Verdict::NeverInForce && verdict != Verdict::SaidAlready;
        }));
    find_uncovered(claims);
    const auto [from, to] = in_question();
    report_.lapsed = lapsed_references(law_, options_.asked, from, to);
    report_.queries = answers_.asked();
    report_.reused = answers_.reused();
    report_.solver = answers_.solver();
    report_.no_solver = answers_.no_solver();
    return std::move(report_);
  }

 private:
  Verdict timed(const Claim& claim) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    const Verdict verdict = decide(claim);
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    Effort& effort = report_.effort[claim.property];
    effort.claims += 1;
    effort.seconds += seconds;
    if (seconds > report_.slowest_seconds) {
      report_.slowest = claim.about.front();
      report_.slowest_seconds = seconds;
    }
    return verdict;
  }

  // First and last moment.
  [[nodiscard]] std::pair<value::Moment, value::Moment> in_question() const {
    const value::Moment end{value::start_of(value::last_day).since_epoch + value::minutes_per_day - 1};
    return {options_.from.value_or(value::start_of(value::first_day)), options_.to.value_or(end)};
  }

  // The cells in which all policies that the claim is about are in force.
  [[nodiscard]] std::vector<LawCell> cells_of(const Claim& claim) const {
    const auto [from, to] = in_question();
    const Scope scope = law_.scope_of(policies_of(law_, claim));
    std::vector<LawCell> cells = law_.cells(scope, from, to);
    std::erase_if(cells, [&](const LawCell& cell) {
      return !std::all_of(claim.about.begin(), claim.about.end(),
                          [&](SentenceRef ref) { return law_.in_force(ground_.policy_of(ref), cell, scope); });
    });
    return cells;
  }

  Verdict decide(const Claim& claim) {
    const std::vector<LawCell> cells = cells_of(claim);
    if (cells.empty()) return Verdict::NeverInForce;
    // What never applies is not redundant besides, and what is redundant as a whole is not so in part.
    if (claim.property == Property::Redundant && idle_.contains(claim.about.front())) return Verdict::SaidAlready;
    if (claim.property == Property::RedundantInPart && any_of_them_is_idle(claim)) return Verdict::SaidAlready;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      switch (decide_in(claim, cells[at])) {
        case Outcome::None:
          break;
        case Outcome::Open:
          return Verdict::Undecided;
        case Outcome::Found:
          find_when(claim, cells, at);
          return Verdict::Found;
        case Outcome::Model:
          // One world in which a sentence applies is enough for it.
          ++report_.proved;
          return Verdict::Proved;
      }
    }
    if (claim.found_by_model) {
      ++report_.proved;
      return Verdict::Proved;
    }
    Finding finding = start(claim);
    finding.when = merged(cells);
    if (claim.dropped) {
      finding.because = claim.reads;
      std::erase_if(finding.because, [&](SentenceRef ref) { return claim.dropped->contains(ref); });
      shrink(claim, cells, finding.because);
      claim.dropped->insert(claim.about.front());
    }
    if (claim.property == Property::NeverApplies || claim.dropped) idle_.insert(claim.about.front());
    report_.findings.push_back(std::move(finding));
    return Verdict::Found;
  }

  [[nodiscard]] bool any_of_them_is_idle(const Claim& claim) const {
    return std::any_of(claim.about.begin(), claim.about.end(), [&](SentenceRef ref) { return idle_.contains(ref); });
  }

  // What was found in one cell may hold in later ones or not.
  void find_when(const Claim& claim, const std::vector<LawCell>& cells, std::size_t first) {
    std::vector<LawCell> when{cells[first]};
    // A cell that cannot be decided may hold it.
    for (std::size_t at = first + 1; at < cells.size(); ++at)
      if (satisfiable(claim, cells[at], claim.formula) != Answer::Unsatisfiable) when.push_back(cells[at]);
    Finding& finding = report_.findings.back();
    finding.always = when.size() == cells.size();
    finding.when = merged(std::move(when));
  }

  // Keeps only sentences without which the rest does not say it: drops one after the other, from the last.
  void shrink(const Claim& claim, const std::vector<LawCell>& cells, std::vector<SentenceRef>& because) {
    const std::set<SentenceRef> before = *claim.dropped;
    for (std::size_t left = because.size(); left > 0 && because.size() > 1; --left) {
      const SentenceRef candidate = because[left - 1];
      claim.dropped->insert(candidate);
      const bool still = std::all_of(cells.begin(), cells.end(), [&](const LawCell& cell) {
        return satisfiable(claim, cell, claim.formula) == Answer::Unsatisfiable;
      });
      if (still)
        because.erase(because.begin() + static_cast<std::ptrdiff_t>(left) - 1);
      else
        claim.dropped->erase(candidate);
    }
    *claim.dropped = before;
  }

  Finding start(const Claim& claim) const {
    Finding finding;
    finding.property = claim.property;
    finding.about = claim.about;
    finding.exception = claim.exception;
    finding.judgement = claim.judgement;
    finding.measure = claim.measure;
    finding.sort = claim.sort;
    return finding;
  }

  enum class Outcome : std::uint8_t { None, Model, Found, Open };

  Outcome leave_open(const Claim& claim, Reason reason, Construct construct = {}, source::Span span = {}) {
    report_.open.push_back({claim.property, claim.about, reason, construct, span});
    return Outcome::Open;
  }

  // Unknown also where the query cannot be built.
  Answer satisfiable(const Claim& claim, const LawCell& cell, const ClaimQuery::Formula& formula) {
    try {
      const ClaimQuery query(law_, claim, cell, formula);
      if (query.is_impossible()) return Answer::Unsatisfiable;
      const auto reply = answers_.of(query.terms, query.assertions());
      return reply ? reply->answer : Answer::Unknown;
    } catch (const Undecided&) {
      return Answer::Unknown;
    } catch (const TermOverflow&) {
      return Answer::Unknown;
    }
  }

  Outcome decide_in(const Claim& claim, const LawCell& cell) {
    try {
      ClaimQuery query(law_, claim, cell, claim.formula);
      if (query.is_impossible()) return Outcome::None;
      const auto reply = answers_.of(query.terms, query.assertions());
      if (!reply) return leave_open(claim, Reason::NoSolver);
      if (reply->answer == Answer::Unsatisfiable) return Outcome::None;
      if (reply->answer == Answer::Unknown) return leave_open(claim, Reason::Limit);
      return claim.found_by_model ? show(claim, cell, query, *reply) : Outcome::Model;
    } catch (const Undecided& undecided) {
      return leave_open(claim, Reason::Construct, undecided.construct, undecided.span);
    } catch (const TermOverflow&) {
      return leave_open(claim, Reason::Construct, Construct::NumberTooLarge,
                        sentence_of(program_, claim.about.front()).span);
    }
  }

  Outcome show(const Claim& claim, const LawCell& cell, ClaimQuery& query, const Answers::Reply& reply) {
    Encoder& encoder = query.encoder;
    const auto model = answers_.model(encoder, query.assertions(), reply);
    Finding finding = start(claim);
    if (model) finding.witness = to_witness(encoder, *model, query.subject, options_.language);
    if (!finding.witness) return leave_open(claim, Reason::Limit);
    replayer_.choose(claim);
    if (!replayer_.is_seen(*finding.witness)) {
      const bool may_be_none = encoder.world.has_more_worlds() || !encoder.beyond().empty() || has_run(program_, claim);
      if (may_be_none)
        return leave_open(claim, Reason::Construct, Construct::WorldsThatAreNone,
                          sentence_of(program_, claim.about.front()).span);
      report_.differences.push_back(std::move(finding));
      return Outcome::Open;
    }
    replayer_.drop_what_does_not_matter(*finding.witness);
    if (const auto breach = replayer_.breach_in(*finding.witness))
      finding.breach = Breach{breach->kind, breach->article, breach->lowest, breach->highest};
    if (claim.beside && satisfiable(claim, cell, claim.beside) != Answer::Unsatisfiable)
      finding.property = Property::ReadsAsEnough;
    // A sentence of the superiors that is repeated stands beside the stricter one as it does there.
    if (finding.property == Property::ReadsAsEnough && claim.repeats &&
        satisfiable(claim, cell, claim.repeats) == Answer::Unsatisfiable)
      return Outcome::None;
    if (claim.acts) finding.depends = dependence_of(law_, claim, cell, answers_, options_.language);
    report_.findings.push_back(std::move(finding));
    return Outcome::Found;
  }

  // A barred measure that is forbidden in terms is a prohibition contradicted, and only that.
  void drop_what_is_said_stronger() {
    std::set<SentenceRef> contradicted;
    for (const Finding& finding : report_.findings)
      if (finding.property == Property::ProhibitionContradicted) contradicted.insert(finding.about.front());
    std::erase_if(report_.findings, [&](const Finding& finding) {
      return finding.property == Property::Barred && contradicted.contains(finding.about.front());
    });
  }

  // A superior leaves what it does not speak of to its issuer, at some time at which both are in force.
  [[nodiscard]] bool has_general_power(core::PolicyId policy) const {
    const auto [from, to] = in_question();
    return std::any_of(program_.general_delegations.begin(), program_.general_delegations.end(),
                       [&](const core::GeneralDelegation& one) {
                         const core::PolicyId upper = program_[one.sentence.article].policy;
                         if (!law_.is_above(upper, policy) || !law_.may_be_issued_by(policy, one.authority))
                           return false;
                         const Scope scope = law_.scope_of({upper, policy});
                         const std::vector<LawCell> cells = law_.cells(scope, from, to);
                         return std::any_of(cells.begin(), cells.end(), [&](const LawCell& cell) {
                           return law_.in_force(upper, cell, scope) && law_.in_force(policy, cell, scope);
                         });
                       });
  }

  // Hard norms of a policy under others that no claim lays beside a sentence of those. What its issuer may set by a general power
  // has a ground; all else is neither proved nor refuted.
  void find_uncovered(const Claims& claims) {
    std::set<std::uint32_t> covered;
    for (const Claim& claim : claims) {
      const bool against = claim.about.size() == 2 &&
                           ground_.is_above(ground_.policy_of(claim.about[1]), ground_.policy_of(claim.about[0]));
      if (against && claim.about.front().table == SentenceRef::Table::Norm) covered.insert(claim.about.front().index);
    }
    std::map<core::PolicyId, bool> has_power;  // a policy has many sentences
    for (std::uint32_t at = 0; at < program_.norms.size(); ++at) {
      const core::PolicyId policy = ground_.policy_of(norm_ref(at));
      const bool binds = program_.norms[at].strength == core::Strength::Hard &&
                         (program_.norms[at].modality == core::Modality::Must ||
                          program_.norms[at].modality == core::Modality::MustNot);
      if (!ground_.is_asked(policy) || !ground_.has_superiors(policy) || !binds || covered.contains(at)) continue;
      const auto [power, is_new] = has_power.try_emplace(policy);
      if (is_new) power->second = has_general_power(policy);
      if (!power->second) {
        report_.uncovered.push_back(at);
        continue;
      }
      ++report_.claims;
      ++report_.proved;
    }
  }

  const core::Program& program_;
  const Options& options_;
  const Law law_;
  const Ground ground_;
  Replayer replayer_;
  Answers answers_;
  std::set<SentenceRef> idle_;  // never apply, or are redundant
  Report report_;
};

}  // namespace

Claims claims_of(const Ground& ground) {
  Claims claims;
  add_class_conflicts(ground, claims);
  add_class_gaps(ground, claims);
  add_contradictions(ground, claims);
  add_never_applies(ground, claims);
  add_redundant(ground, claims);
  add_redundant_in_part(ground, claims);
  add_open_alternatives(ground, claims);
  add_judgements(ground, claims);
  add_left_open(ground, claims);
  add_means(ground, claims);
  add_other_meanings(ground, claims);
  add_choices(ground, claims);
  add_amounts(ground, claims);
  add_modes(ground, claims);
  add_prohibitions(ground, claims);
  add_timings(ground, claims);
  add_quantities(ground, claims);
  add_limits(ground, claims);
  add_classes_redefined(ground, claims);
  return claims;
}

Report prove(const core::Program& program, const Options& options) { return Prover(program, options).run(); }

}  // namespace polc::prove
