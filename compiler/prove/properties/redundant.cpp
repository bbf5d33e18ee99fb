// SPDX-License-Identifier: Apache-2.0
// Redundant: unsatisfiable iff the other sentences of its policy say already what a sentence says:
//   class rules:  rule r holds of x, and no other rule for the same class does;
//   norms:        r is active on x, and no other norm that demands (forbids) the same, as strictly and as often, is.
// Asked from the last sentence to the first, against those that are left.
#include <map>
#include <tuple>

#include "compiler/prove/claim.h"
#include "compiler/prove/strictness.h"

namespace polc::prove {
namespace {

using Dropped = std::shared_ptr<std::set<SentenceRef>>;

Claim redundant(SentenceRef ref, core::RelationId sort, const std::vector<SentenceRef>& others,
                const Dropped& dropped) {
  Claim claim;
  claim.property = Property::Redundant;
  claim.found_by_model = false;
  claim.sort = sort;
  claim.about = {ref};
  claim.reads = others;
  claim.dropped = dropped;
  return claim;
}

// Those of the others that may bear on a subject of the sentence: what never does says nothing of what it says.
std::vector<SentenceRef> beside(const Ground& ground, SentenceRef ref, const Law::Indices& others,
                                SentenceRef (*to_ref)(std::uint32_t)) {
  std::vector<SentenceRef> found;
  for (const std::uint32_t other : others)
    if (to_ref(other) != ref && !ground.demands.apart(ref, to_ref(other))) found.push_back(to_ref(other));
  return found;
}

void add_rules(const Ground& ground, core::PolicyId policy, Claims& claims) {
  const core::Program& program = ground.program;
  for (const Law::Indices* rules : ground.law.class_rules(policy)) {
    std::map<std::uint32_t, Law::Indices> of_rank;
    for (const std::uint32_t at : *rules)
      if (!program.class_rules[at].otherwise) of_rank[program.class_rules[at].rank].push_back(at);
    for (const auto& [rank, same] : of_rank) {
      const Dropped dropped = std::make_shared<std::set<SentenceRef>>();
      for (auto at = same.rbegin(); at != same.rend(); ++at) {
        const std::vector<SentenceRef> others = beside(ground, class_rule_ref(*at), same, class_rule_ref);
        if (others.empty()) continue;
        Claim claim = redundant(class_rule_ref(*at), program.class_rules[*at].sort, others, dropped);
        claim.formula = [rule = *at, others, dropped](Encoder& encoder, SlotId subject) {
          std::vector<Term> parts{encoder.class_rule(rule, subject).yes};
          for (const SentenceRef other : others)
            if (!dropped->contains(other))
              parts.push_back(encoder.terms.negation(encoder.class_rule(other.index, subject).yes));
          return encoder.terms.all(parts);
        };
        claims.push_back(std::move(claim));
      }
    }
  }
}

void add_norms(const Ground& ground, core::PolicyId policy, Claims& claims) {
  const core::Program& program = ground.program;
  std::map<std::tuple<std::uint32_t, std::uint32_t, core::Modality>, Law::Indices> alike;  // sort, measure, modality
  for (const std::uint32_t at : ground.law.norms(policy))
    if (const auto measure = Conduct::single(program.norms[at]))
      alike[{program.norms[at].sort.index, measure->index, program.norms[at].modality}].push_back(at);
  for (const auto& [key, norms] : alike) {
    const Dropped dropped = std::make_shared<std::set<SentenceRef>>();
    for (auto at = norms.rbegin(); at != norms.rend(); ++at) {
      std::vector<SentenceRef> others = beside(ground, norm_ref(*at), norms, norm_ref);
      std::erase_if(others, [&](SentenceRef other) {
        return !demands_no_less(program, program.norms[*at], program.norms[other.index]);
      });
      if (others.empty()) continue;
      Claim claim = redundant(norm_ref(*at), program.norms[*at].sort, others, dropped);
      claim.formula = [norm = *at, others, dropped](Encoder& encoder, SlotId subject) {
        Terms& terms = encoder.terms;
        std::vector<Term> any;
        for (const Instance& instance : encoder.instances(norm, subject)) {
          std::vector<Term> parts{encoder.guarded(norm, instance).yes};
          for (const SentenceRef other : others)
            if (!dropped->contains(other)) parts.push_back(terms.negation(encoder.guarded(other.index, instance).yes));
          any.push_back(terms.all(parts));
        }
        return terms.any(any);
      };
      claims.push_back(std::move(claim));
    }
  }
}

}  // namespace

void add_redundant(const Ground& ground, Claims& claims) {
  for (const core::PolicyId policy : ground.asked) {
    add_rules(ground, policy, claims);
    add_norms(ground, policy, claims);
  }
}

}  // namespace polc::prove
