// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/prove.h"

#include <algorithm>

#include "compiler/prove/plausible.h"
#include "compiler/prove/replay.h"
#include "compiler/prove/row_needs.h"
#include "compiler/prove/smtlib.h"

namespace polc::prove {
namespace {

class Prover {
 public:
  Prover(const core::Program& program, const Options& options)
      : program_(program), options_(options), ground_(program, asked(program, options)), replayer_(program, ground_) {}

  Report run() {
    report_.asked = options_.asked;
    const Claims claims = claims_of(ground_);
    for (const Claim& claim : claims) report_.verdicts.push_back(decide(claim));
    drop_what_is_said_stronger();
    for (const Verdict verdict : report_.verdicts) report_.claims += verdict == Verdict::NeverInForce ? 0 : 1;
    find_uncovered(claims);
    return std::move(report_);
  }

 private:
  static std::vector<bool> asked(const core::Program& program, const Options& options) {
    std::vector<bool> is_asked(program.policies.size(), false);
    for (const core::PolicyId policy : options.asked) is_asked[policy.index] = true;
    return is_asked;
  }

  // The cells in which all policies that the claim is about are in force.
  [[nodiscard]] std::vector<LawCell> cells_of(const Claim& claim) const {
    value::Moment from = value::start_of(value::first_day);
    value::Moment to{value::start_of(value::last_day).since_epoch + value::minutes_per_day - 1};
    if (options_.from) from = *options_.from;
    if (options_.to) to = *options_.to;
    std::vector<LawCell> cells;
    const Scope scope = scope_of(program_, policies_of(ground_, claim));
    for (const LawCell& cell : law_cells(program_, from, to)) {
      const bool all = std::all_of(claim.about.begin(), claim.about.end(), [&](SentenceRef ref) {
        return in_force(program_, ground_.policy_of(ref), cell, scope);
      });
      if (all) cells.push_back(cell);
    }
    return cells;
  }

  Solver* solver() {
    if (solver_ || !report_.no_solver.empty()) return solver_.get();
    auto loaded = load_solver();
    if (loaded) {
      solver_ = std::move(*loaded);
      report_.solver = solver_->version();
    } else {
      report_.no_solver = loaded.error();
    }
    return solver_.get();
  }

  Verdict decide(const Claim& claim) {
    const std::vector<LawCell> cells = cells_of(claim);
    if (cells.empty()) return Verdict::NeverInForce;
    // What never applies is not redundant besides.
    if (claim.property == Property::Redundant && idle_.contains(claim.about.front())) return Verdict::NeverInForce;
    for (const LawCell& cell : cells) {
      switch (decide_in(claim, cell)) {
        case Outcome::None:
          break;
        case Outcome::Open:
          return Verdict::Undecided;
        case Outcome::Found:
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
    if (claim.dropped) {
      finding.because = claim.reads;
      std::erase_if(finding.because, [&](SentenceRef ref) { return claim.dropped->contains(ref); });
      shrink(claim, cells, finding.because);
      claim.dropped->insert(claim.about.front());
    }
    if (claim.property == Property::NeverApplies) idle_.insert(claim.about.front());
    report_.findings.push_back(std::move(finding));
    return Verdict::Found;
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
    finding.sort = claim.sort;
    return finding;
  }

  void leave_open(const Claim& claim, Reason reason, Construct construct = {}, source::Span span = {}) {
    report_.open.push_back({claim.property, claim.about, reason, construct, span});
  }

  enum class Outcome : std::uint8_t { None, Model, Found, Open };

  // Unknown also where the query cannot be built.
  Answer satisfiable(const Claim& claim, const LawCell& cell, const std::function<Term(Encoder&, SlotId)>& formula) {
    try {
      Terms terms;
      Encoder encoder(program_, terms, row_needs(program_, sentences_of(claim), cell), cell,
                      scope_of(program_, policies_of(ground_, claim)));
      const SlotId subject = encoder.world.add_thing(claim.sort);
      const Term wanted = formula(encoder, subject);
      if (wanted == terms.no()) return Answer::Unsatisfiable;
      std::vector<Term> assertions = encoder.axioms();
      assertions.push_back(wanted);
      if (solver() == nullptr) return Answer::Unknown;
      const auto query = solver_->start(terms, options_.limits);
      for (const Term assertion : assertions) query->add(assertion);
      ++report_.queries;
      const Answer answer = query->check();
      if (options_.on_query) options_.on_query(to_smtlib(terms, assertions), answer);
      return answer;
    } catch (const Undecided&) {
      return Answer::Unknown;
    } catch (const TermOverflow&) {
      return Answer::Unknown;
    }
  }

  Outcome decide_in(const Claim& claim, const LawCell& cell) {
    try {
      Terms terms;
      Encoder encoder(program_, terms, row_needs(program_, sentences_of(claim), cell), cell,
                      scope_of(program_, policies_of(ground_, claim)));
      const SlotId subject = encoder.world.add_thing(claim.sort);
      const Term wanted = claim.formula(encoder, subject);
      if (wanted == terms.no()) return Outcome::None;
      std::vector<Term> assertions = encoder.axioms();
      assertions.push_back(wanted);
      if (solver() == nullptr) {
        leave_open(claim, Reason::NoSolver);
        return Outcome::Open;
      }
      const auto query = solver_->start(terms, options_.limits);
      for (const Term assertion : assertions) query->add(assertion);
      ++report_.queries;
      const Answer answer = query->check();
      if (options_.on_query) options_.on_query(to_smtlib(terms, assertions), answer);
      if (answer == Answer::Unsatisfiable) return Outcome::None;
      if (answer == Answer::Unknown) {
        leave_open(claim, Reason::Limit);
        return Outcome::Open;
      }
      if (!claim.found_by_model) return Outcome::Model;
      return show(claim, cell, encoder, *query, subject);
    } catch (const Undecided& undecided) {
      leave_open(claim, Reason::Construct, undecided.construct, undecided.span);
    } catch (const TermOverflow&) {
      leave_open(claim, Reason::Construct, Construct::NumberTooLarge, sentence_of(program_, claim.about.front()).span);
    }
    return Outcome::Open;
  }

  // ---- worlds

  Outcome show(const Claim& claim, const LawCell& cell, Encoder& encoder, Query& query, SlotId subject) {
    const auto model = plausible_model(encoder, query);
    Finding finding = start(claim);
    if (model) finding.witness = to_witness(encoder, *model, subject, options_.language);
    if (!finding.witness) {
      leave_open(claim, Reason::Limit);
      return Outcome::Open;
    }
    if (!replayer_.is_seen(claim, *finding.witness)) {
      const bool may_be_none = encoder.world.has_more_worlds() || !encoder.lapsed().empty() || has_run(program_, claim);
      if (may_be_none)
        leave_open(claim, Reason::Construct, Construct::WorldsThatAreNone,
                   sentence_of(program_, claim.about.front()).span);
      else
        report_.differences.push_back(std::move(finding));
      return Outcome::Open;
    }
    replayer_.drop_what_does_not_matter(claim, *finding.witness);
    if (claim.beside && satisfiable(claim, cell, claim.beside) != Answer::Unsatisfiable)
      finding.property = Property::ReadsAsEnough;
    // A sentence of the superiors that is repeated stands beside the stricter one as it does there.
    if (finding.property == Property::ReadsAsEnough && claim.repeats &&
        satisfiable(claim, cell, claim.repeats) == Answer::Unsatisfiable)
      return Outcome::None;
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

  // Hard norms of a policy under others that no claim lays beside a sentence of those.
  void find_uncovered(const Claims& claims) {
    std::set<std::uint32_t> covered;
    for (const Claim& claim : claims) {
      const bool against = claim.about.size() == 2 &&
                           ground_.is_above(ground_.policy_of(claim.about[1]), ground_.policy_of(claim.about[0]));
      if (against && claim.about.front().table == SentenceRef::Table::Norm) covered.insert(claim.about.front().index);
    }
    for (std::uint32_t at = 0; at < program_.norms.size(); ++at) {
      const core::PolicyId policy = ground_.policy_of(norm_ref(at));
      const bool binds = program_.norms[at].strength == core::Strength::Hard &&
                         (program_.norms[at].modality == core::Modality::Must ||
                          program_.norms[at].modality == core::Modality::MustNot);
      if (ground_.is_asked(policy) && !ground_.superiors[policy.index].empty() && binds && !covered.contains(at))
        report_.uncovered.push_back(at);
    }
  }

  const core::Program& program_;
  const Options& options_;
  Ground ground_;
  Replayer replayer_;
  std::unique_ptr<Solver> solver_;
  std::set<SentenceRef> idle_;  // never apply
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
  add_open_alternatives(ground, claims);
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
