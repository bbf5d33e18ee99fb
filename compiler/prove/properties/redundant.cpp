// SPDX-License-Identifier: Apache-2.0
// Redundant: unsatisfiable iff the other sentences of its policy say already what a sentence says:
//   class rules:  rule r holds of x, and no other rule for the same class does;
//   norms:        r is active on x, and no other norm that demands (forbids) the same, as strictly, is.
// Asked from the last sentence to the first, against those that are left.
#include <algorithm>

#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

using Dropped = std::shared_ptr<std::set<SentenceRef>>;

void add_rules(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;  // policy, scale, sort, rank
  std::map<Key, std::vector<std::uint32_t>> groups;
  for (std::uint32_t at = 0; at < program.class_rules.size(); ++at) {
    const core::ClassRule& rule = program.class_rules[at];
    const core::PolicyId policy = ground.policy_of(class_rule_ref(at));
    if (rule.scale && !rule.otherwise && ground.is_asked(policy))
      groups[{policy.index, rule.scale->index, rule.sort.index, rule.rank}].push_back(at);
  }
  for (const auto& [key, rules] : groups) {
    if (rules.size() < 2) continue;
    const Dropped dropped = std::make_shared<std::set<SentenceRef>>();
    for (auto at = rules.rbegin(); at != rules.rend(); ++at) {
      Claim claim;
      claim.property = Property::Redundant;
      claim.found_by_model = false;
      claim.sort = program.class_rules[*at].sort;
      claim.about = {class_rule_ref(*at)};
      for (const std::uint32_t other : rules)
        if (other != *at) claim.reads.push_back(class_rule_ref(other));
      claim.dropped = dropped;
      claim.formula = [rule = *at, of_class = rules, dropped](Encoder& encoder, SlotId subject) {
        std::vector<Term> parts{encoder.class_rule(rule, subject).yes};
        for (const std::uint32_t other : of_class)
          if (other != rule && !dropped->contains(class_rule_ref(other)))
            parts.push_back(encoder.terms.negation(encoder.class_rule(other, subject).yes));
        return encoder.terms.all(parts);
      };
      claims.push_back(std::move(claim));
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

// What is demanded is the same in every respect that a norm can name: then only for whom and when can differ.
bool demands_the_same(const core::Program& program, const core::Norm& one, const core::Norm& other) {
  const core::MeasureHead* left = Conduct::head(one);
  const core::MeasureHead* right = Conduct::head(other);
  if (left == nullptr || right == nullptr || !Conduct::single(one) || !Conduct::single(other)) return false;
  const bool timed = one.timing.from || one.timing.until || one.timing.due_by || one.timing.due_from ||
                     one.timing.frequency || other.timing.from || other.timing.until || other.timing.due_by ||
                     other.timing.due_from || other.timing.frequency;
  return one.modality == other.modality && one.notwithstanding == other.notwithstanding &&
         one.strength == other.strength && left->measure == right->measure && one.occasion == other.occasion &&
         one.addressee == other.addressee && left->recipients == right->recipients && !timed &&
         one.timing.at_once == other.timing.at_once &&
         same_values(program, left->length.lowest, right->length.lowest) &&
         same_values(program, left->length.highest, right->length.highest);
}

void add_norms(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (const std::vector<std::uint32_t>& of_sort : ground.norms_of_sort) {
    const Dropped dropped = std::make_shared<std::set<SentenceRef>>();
    for (auto at = of_sort.rbegin(); at != of_sort.rend(); ++at) {
      const core::PolicyId policy = ground.policy_of(norm_ref(*at));
      if (!ground.is_asked(policy)) continue;
      std::vector<std::uint32_t> others;
      for (const std::uint32_t other : of_sort)
        if (other != *at && ground.policy_of(norm_ref(other)) == policy &&
            demands_the_same(program, program.norms[*at], program.norms[other]))
          others.push_back(other);
      if (others.empty()) continue;
      Claim claim;
      claim.property = Property::Redundant;
      claim.found_by_model = false;
      claim.sort = program.norms[*at].sort;
      claim.about = {norm_ref(*at)};
      for (const std::uint32_t other : others) claim.reads.push_back(norm_ref(other));
      claim.dropped = dropped;
      claim.formula = [norm = *at, others, dropped](Encoder& encoder, SlotId subject) {
        Terms& terms = encoder.terms;
        std::vector<Term> any;
        const std::vector<Instance> own = encoder.instances(norm, subject);
        for (const Instance& instance : own) {
          std::vector<Term> parts{encoder.guarded(norm, instance).yes};
          for (const std::uint32_t other : others)
            if (!dropped->contains(norm_ref(other)))
              parts.push_back(terms.negation(encoder.guarded(other, instance).yes));
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
  add_rules(ground, claims);
  add_norms(ground, claims);
}

}  // namespace polc::prove
