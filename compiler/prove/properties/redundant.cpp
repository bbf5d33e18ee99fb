// SPDX-License-Identifier: Apache-2.0
// Redundant: unsatisfiable iff the other sentences of its policy say already what a sentence says:
//   class rules:  rule r holds of x, and no other rule for the same class does;
//   norms:        r is active on x, and no other norm that demands (forbids) the same, as strictly and as often, is.
// Asked from the last sentence to the first, against those that are left.
#include <map>
#include <tuple>

#include "compiler/prove/claim.h"

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

bool same_values(const core::Program& program, const std::optional<core::ValueId>& one,
                 const std::optional<core::ValueId>& other) {
  if (!one || !other) return !one && !other;
  const auto* left = std::get_if<core::NumberLiteral>(&program[*one].kind);
  const auto* right = std::get_if<core::NumberLiteral>(&program[*other].kind);
  return left != nullptr && right != nullptr && left->number == right->number;
}

using Frequency = core::Timing::Frequency;

// Who does it as often as `other` asks does it as often as `one` asks: calendar periods lie within each other where one is a
// multiple of the other.
bool is_as_often(const std::optional<Frequency>& one, const std::optional<Frequency>& other) {
  if (!one || !other) return !one && !other;
  if (one->spacing != other->spacing || one->highest || one->period_minutes % other->period_minutes != 0) return false;
  if (one->spacing) return true;
  return one->lowest && other->lowest && *other->lowest * (one->period_minutes / other->period_minutes) >= *one->lowest;
}

// What one demands the other demands too, as strictly, in every respect that a norm can name: then only for whom and when can
// differ.
bool demands_no_less(const core::Program& program, const core::Norm& one, const core::Norm& other) {
  const core::MeasureHead* left = Conduct::head(one);
  const core::MeasureHead* right = Conduct::head(other);
  if (left == nullptr || right == nullptr || !Conduct::single(one) || !Conduct::single(other)) return false;
  const bool timed = one.timing.from || one.timing.until || one.timing.due_by || one.timing.due_from ||
                     other.timing.from || other.timing.until || other.timing.due_by || other.timing.due_from;
  return one.modality == other.modality && one.notwithstanding == other.notwithstanding &&
         one.strength == other.strength && left->measure == right->measure && one.occasion == other.occasion &&
         one.addressee == other.addressee && left->recipients == right->recipients && !timed &&
         one.timing.at_once == other.timing.at_once && is_as_often(one.timing.frequency, other.timing.frequency) &&
         same_values(program, left->length.lowest, right->length.lowest) &&
         same_values(program, left->length.highest, right->length.highest);
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
