// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/prove.h"

#include <algorithm>

#include "compiler/diagnostics/sink.h"
#include "compiler/prove/row_needs.h"
#include "compiler/prove/smtlib.h"
#include "runtime/facts/from_test.h"
#include "runtime/interpret/interpret.h"

namespace polc::prove {
namespace {

constexpr std::uint32_t most_wishes = 400;
constexpr std::int32_t day_without_law = 19783;  // 2024-03-01: for policies without any date

class Prover {
 public:
  Prover(const core::Program& program, const Options& options)
      : program_(program), options_(options), ground_(program, asked(program, options)) {}

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
    const Scope scope = scope_of(program_, policies_of(claim));
    for (const LawCell& cell : law_cells(program_, from, to)) {
      const bool all = std::all_of(claim.about.begin(), claim.about.end(), [&](SentenceRef ref) {
        return in_force(program_, ground_.policy_of(ref), cell, scope);
      });
      if (all) cells.push_back(cell);
    }
    return cells;
  }

  [[nodiscard]] std::vector<core::PolicyId> policies_of(const Claim& claim) const {
    std::vector<core::PolicyId> policies;
    for (const SentenceRef ref : claim.about) policies.push_back(ground_.policy_of(ref));
    return policies;
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

  [[nodiscard]] std::vector<SentenceRef> sentences_of(const Claim& claim) const {
    std::vector<SentenceRef> all = claim.about;
    all.insert(all.end(), claim.reads.begin(), claim.reads.end());
    return all;
  }

  // Unknown also where the query cannot be built.
  Answer satisfiable(const Claim& claim, const LawCell& cell, const std::function<Term(Encoder&, SlotId)>& formula) {
    try {
      Terms terms;
      Encoder encoder(program_, terms, row_needs(program_, sentences_of(claim), cell), cell,
                      scope_of(program_, policies_of(claim)));
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
                      scope_of(program_, policies_of(claim)));
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

  [[nodiscard]] value::Day preferred_day(const LawCell& cell) const {
    value::Day day = value::day_of(cell.first);
    if (cell.first <= value::start_of(value::first_day)) {
      const bool is_open = cell.last >= value::start_of(value::last_day);
      day = is_open ? value::Day{day_without_law} : value::day_of(cell.last);
    }
    return day;
  }

  // The model with as many wishes as can be had, in their order.
  std::optional<Model> plausible(const LawCell& cell, Encoder& encoder, Query& query) {
    Terms& terms = encoder.terms;
    std::uint32_t asked = 0;
    const auto wish = [&](Term term) {
      if (term == terms.yes()) return true;
      if (term == terms.no() || ++asked > most_wishes) return false;
      query.push();
      query.add(term);
      if (query.check() == Answer::Satisfiable) return true;
      query.pop();
      return false;
    };
    const value::Day day = preferred_day(cell);
    const std::int64_t last_minute = value::start_of(day).since_epoch + value::minutes_per_day - 1;
    if (!wish(terms.equal(encoder.now, terms.integer(last_minute)))) {
      wish(terms.equal(encoder.now,
                       encoder.terms.add(terms.scale(value::Rational(value::minutes_per_day), encoder.today),
                                         value::minutes_per_day - 1)));
      wish(terms.less_or_equal(encoder.today, terms.integer(day.since_epoch + 31)));
    }
    for (const auto& [key, lapsed] : encoder.lapsed()) wish(terms.negation(lapsed));
    for (const auto& [key, inside] : encoder.inside()) wish(inside);
    for (const auto& [pair, same] : encoder.world.sameness()) wish(terms.negation(same));
    for (const Slot& slot : encoder.world.slots())
      if (slot.owner) wish(terms.negation(slot.present));
    for (const Term term : encoder.world.wishes()) wish(term);
    for (const Slot& slot : encoder.world.slots()) wish_for(encoder, query, slot, wish);
    if (query.check() != Answer::Satisfiable) return std::nullopt;
    return query.model(terms.variables());
  }

  template <typename Wish>
  void wish_for(Encoder& encoder, Query& query, const Slot& slot, const Wish& wish) {
    Terms& terms = encoder.terms;
    const core::Relation& relation = program_[slot.relation];
    // The least amount that will do.
    const auto least_of = [&](Term term, std::int64_t from) {
      if (wish(terms.less_or_equal(term, terms.integer(from)))) return;
      const auto model = query.model({term});
      if (!model) return;
      std::int64_t low = from;
      std::int64_t high = model->at(term).numerator();
      if (high - low > 100'000'000) return;
      while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        if (wish(terms.less_or_equal(term, terms.integer(middle))))
          high = middle;
        else
          low = middle;
      }
    };
    if (slot.owner && terms[slot.amount].op == Op::Variable) least_of(slot.amount, 0);
    for (const auto& [column, term] : slot.attributes) {
      const core::Column& declared = relation.columns[column];
      switch (declared.type.kind) {
        case core::TypeKind::YesNo:
          wish(terms.negation(term));
          break;
        case core::TypeKind::Enumeration:
          wish(terms.equal(term, terms.integer(0)));
          break;
        case core::TypeKind::Day: {
          const Term age = terms.add({encoder.today, terms.scale(value::Rational(-1), term)});
          if (!wish(terms.equal(age, terms.integer(0)))) near(encoder, query, age, wish);
          break;
        }
        case core::TypeKind::Moment: {
          const Term age = terms.add({encoder.now, terms.scale(value::Rational(-1), term)});
          if (!wish(terms.equal(age, terms.integer(60)))) near(encoder, query, age, wish);
          break;
        }
        case core::TypeKind::Number: {
          if (declared.type.dimension == value::Dimension::Temperature && wish_for_temperature(encoder, term, wish))
            break;
          if (!wish(terms.less_or_equal(term, terms.integer(100))))
            wish(terms.less_or_equal(term, terms.integer(10'000)));
          const Term whole = terms.variable(Sort::Int, "whole");
          wish(terms.both(terms.equal(term, whole), terms.less_or_equal(term, terms.integer(1'000'000))));
          break;
        }
        case core::TypeKind::Text:
        case core::TypeKind::Reference:
          break;
      }
    }
  }

  // Of a body, as it is or with fever.
  template <typename Wish>
  static bool wish_for_temperature(Encoder& encoder, Term term, const Wish& wish) {
    Terms& terms = encoder.terms;
    for (const std::int64_t tenths : {365, 385})
      if (wish(terms.equal(term, terms.real(*value::Rational::make(tenths, 10))))) return true;
    return wish(terms.both(terms.less_or_equal(terms.integer(35), term), terms.less_or_equal(term, terms.integer(42))));
  }

  // As near to the moment as can be, first among what is past.
  template <typename Wish>
  void near(Encoder& encoder, Query&, Term age, const Wish& wish) {
    Terms& terms = encoder.terms;
    if (!wish(terms.less_or_equal(terms.integer(0), age))) {
      wish(terms.less_or_equal(terms.integer(-60), age));
      return;
    }
    std::int64_t low = -1;
    std::int64_t high = 1;
    while (high < 100'000 && !wish(terms.less_or_equal(age, terms.integer(high)))) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      if (wish(terms.less_or_equal(age, terms.integer(middle))))
        high = middle;
      else
        low = middle;
    }
  }

  // A run is counted from its first day, and attributes have no dates: what has always been in force has no first day. Such a
  // policy is shown as it would be on the day on which it comes into force.
  const core::Program& shown(const Claim& claim, const Witness& witness) {
    const bool undated = std::any_of(program_.policies.begin(), program_.policies.end(),
                                     [](const core::Policy& policy) { return !policy.in_force_from; });
    if (!undated || !has_run(claim)) return program_;
    const value::Day day = value::day_of(witness.test.steps.front().moment);
    if (!dated_ || dated_on_ != day) {
      dated_ = program_;
      dated_on_ = day;
      for (core::Policy& policy : dated_->policies)
        if (!policy.in_force_from) policy.in_force_from = value::start_of(day);
    }
    return *dated_;
  }

  bool is_seen(const Claim& claim, const Witness& witness) {
    const core::Program& program = shown(claim, witness);
    diag::Sink sink;
    const facts::FactBase facts = facts::from_test(program, witness.test, sink);
    interpret::Options options;
    options.explain_unknowns = false;
    const Scope scope = scope_of(program_, policies_of(claim));
    for (std::uint32_t at = 0; at < scope.size(); ++at)
      if (scope[at]) options.policies.push_back({at});
    interpret::Session session(program, facts, sink, options);
    const interpret::DayResult day = session.evaluate(witness.test.steps.front().moment);
    const auto subject = facts[witness.sort].find(witness.subject);
    return subject && claim.seen(Replay{program, day, *subject});
  }

  // Leaves out every fact without which the interpreter still sees the same.
  void drop_what_does_not_matter(const Claim& claim, Witness& witness) {
    std::vector<core::GivenRow>& given = witness.test.given;
    for (std::size_t at = given.size(); at > 0; --at) {
      const core::GivenRow row = given[at - 1];
      given.erase(given.begin() + static_cast<std::ptrdiff_t>(at) - 1);
      const bool is_subject = row.relation == witness.sort && row.subject == witness.subject;
      if (!is_subject && is_seen(claim, witness)) continue;
      given.insert(given.begin() + static_cast<std::ptrdiff_t>(at) - 1, row);
      for (std::size_t cell = row.cells.size(); cell > 0; --cell) {
        core::GivenRow& kept = given[at - 1];
        const core::GivenCell dropped = kept.cells[cell - 1];
        const core::Relation& relation = program_[row.relation];
        const bool is_needed = relation.begin == dropped.column || relation.counting_column == dropped.column;
        if (is_needed) continue;
        kept.cells.erase(kept.cells.begin() + static_cast<std::ptrdiff_t>(cell) - 1);
        if (is_seen(claim, witness)) continue;
        kept.cells.insert(kept.cells.begin() + static_cast<std::ptrdiff_t>(cell) - 1, dropped);
      }
    }
  }

  Outcome show(const Claim& claim, const LawCell& cell, Encoder& encoder, Query& query, SlotId subject) {
    const auto model = plausible(cell, encoder, query);
    Finding finding = start(claim);
    if (model) finding.witness = to_witness(encoder, *model, subject, options_.language);
    if (!finding.witness) {
      leave_open(claim, Reason::Limit);
      return Outcome::Open;
    }
    if (!is_seen(claim, *finding.witness)) {
      const bool may_be_none = encoder.world.has_more_worlds() || !encoder.lapsed().empty() || has_run(claim);
      if (may_be_none)
        leave_open(claim, Reason::Construct, Construct::WorldsThatAreNone,
                   sentence_of(program_, claim.about.front()).span);
      else
        report_.differences.push_back(std::move(finding));
      return Outcome::Open;
    }
    drop_what_does_not_matter(claim, *finding.witness);
    if (claim.beside && satisfiable(claim, cell, claim.beside) != Answer::Unsatisfiable)
      finding.property = Property::ReadsAsEnough;
    // A sentence of the superiors that is repeated stands beside the stricter one as it does there.
    if (finding.property == Property::ReadsAsEnough && claim.repeats &&
        satisfiable(claim, cell, claim.repeats) == Answer::Unsatisfiable)
      return Outcome::None;
    report_.findings.push_back(std::move(finding));
    return Outcome::Found;
  }

  // A norm that is on from the first day of its guard may have run out, which no query says.
  [[nodiscard]] bool has_run(const Claim& claim) const {
    const std::vector<SentenceRef> all = sentences_of(claim);
    return std::any_of(all.begin(), all.end(), [&](SentenceRef ref) {
      return ref.table == SentenceRef::Table::Norm &&
             program_.norms[ref.index].timing.start == core::Timing::Start::Run;
    });
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
  std::unique_ptr<Solver> solver_;
  std::set<SentenceRef> idle_;  // never apply
  // For policies without a first day: the program as if they had come into force on a given day.
  std::optional<core::Program> dated_;
  value::Day dated_on_;
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
