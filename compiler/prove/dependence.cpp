// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/dependence.h"

#include <algorithm>
#include <set>

#include "compiler/prove/query.h"

namespace polc::prove {
namespace {

// So many states of the places are tried before the question is left.
constexpr int most_states = 4;

using Place = std::pair<core::RelationId, core::ColumnIndex>;

std::set<Place> mentioned(const Encoder& encoder) {
  std::set<Place> all;
  for (const Slot& slot : encoder.world.slots()) {
    for (const auto& [column, term] : slot.attributes) all.insert({slot.relation, column});
    for (const auto& [column, reference] : slot.references) all.insert({slot.relation, column});
  }
  return all;
}

bool is_personal(const core::Relation& relation) { return relation.key && relation.columns[*relation.key].personal; }

struct OpenFact {
  Place place;
  Term term;
};

// Attributes of the subject, and of what it is a part of or lies in, that the sentence does not look at.
std::vector<OpenFact> open_facts(const Encoder& encoder, SlotId subject, const std::set<Place>& looked_at) {
  const core::Program& program = encoder.program;
  std::vector<OpenFact> open;
  std::vector<SlotId> places{subject};
  for (std::size_t next = 0; next < places.size(); ++next) {
    const Slot& slot = encoder.world[places[next]];
    const core::Relation& relation = program[slot.relation];
    if (is_personal(relation)) continue;
    for (const auto& [column, term] : slot.attributes)
      if (!relation.columns[column].personal && !looked_at.contains({slot.relation, column}))
        open.push_back({{slot.relation, column}, term});
    for (const auto& [column, reference] : slot.references)
      if (relation.columns[column].part_of || relation.columns[column].located_by) places.push_back(reference.slot);
  }
  return open;
}

class Search {
 public:
  Search(const Law& law, const Claim& claim, const LawCell& cell, Answers& answers)
      : answers_(answers), query_(law, claim, cell, [&](Encoder& encoder, SlotId subject) {
          const Term acts = claim.acts(encoder, subject);
          looked_at_ = mentioned(encoder);
          breach_ = claim.formula(encoder, subject);
          return encoder.terms.both(acts, encoder.terms.negation(breach_));
        }) {}

  std::optional<Dependence> run(source::Language language) {
    if (query_.is_impossible()) return std::nullopt;
    const std::vector<OpenFact> open = open_facts(query_.encoder, query_.subject, looked_at_);
    std::vector<Term> spared = query_.assertions();
    for (int tried = 0; tried < most_states && !open.empty(); ++tried) {
      const auto reply = answers_.of(query_.terms, spared);
      if (!reply || reply->answer != Answer::Satisfiable) return std::nullopt;
      const auto model = answers_.model(query_.encoder, spared, *reply);
      if (!model) return std::nullopt;
      std::vector<Term> state;
      for (const OpenFact& fact : open) state.push_back(fixed(fact.term, *model));
      if (!is_breach_in(state)) {
        Dependence dependence;
        const auto world = to_witness(query_.encoder, *model, query_.subject, language);
        if (!world) return std::nullopt;
        dependence.spared = *world;
        for (const std::size_t at : needed(state)) dependence.on.push_back(open[at].place);
        std::sort(dependence.on.begin(), dependence.on.end());
        dependence.on.erase(std::unique(dependence.on.begin(), dependence.on.end()), dependence.on.end());
        return dependence;
      }
      spared.push_back(query_.terms.negation(query_.terms.all(state)));
    }
    return std::nullopt;
  }

 private:
  Term fixed(Term term, const Model& model) {
    Terms& terms = query_.terms;
    const auto found = model.find(term);
    const value::Rational value = found == model.end() ? value::Rational(0) : found->second;
    if (terms[term].sort == Sort::Bool) return value == value::Rational(0) ? terms.negation(term) : term;
    return terms.equal(term, terms[term].sort == Sort::Int ? terms.integer(value.numerator()) : terms.real(value));
  }

  // Unknown counts as yes.
  bool is_breach_in(const std::vector<Term>& state) {
    std::vector<Term> assertions = query_.assertions();
    assertions.back() = breach_;
    assertions.insert(assertions.end(), state.begin(), state.end());
    const auto reply = answers_.of(query_.terms, assertions);
    return !reply || reply->answer != Answer::Unsatisfiable;
  }

  // Without which there could be a breach.
  std::vector<std::size_t> needed(const std::vector<Term>& state) {
    std::vector<std::size_t> kept;
    for (std::size_t at = 0; at < state.size(); ++at) kept.push_back(at);
    for (std::size_t at = state.size(); at > 0; --at) {
      std::vector<Term> rest;
      for (const std::size_t one : kept)
        if (one != at - 1) rest.push_back(state[one]);
      if (!is_breach_in(rest)) std::erase(kept, at - 1);
    }
    return kept;
  }

  Answers& answers_;
  Term breach_{};
  std::set<Place> looked_at_;
  ClaimQuery query_;
};

}  // namespace

std::optional<Dependence> dependence_of(const Law& law, const Claim& claim, const LawCell& cell, Answers& answers,
                                        source::Language language) {
  try {
    return Search(law, claim, cell, answers).run(language);
  } catch (const Undecided&) {
    return std::nullopt;
  } catch (const TermOverflow&) {
    return std::nullopt;
  }
}

}  // namespace polc::prove
