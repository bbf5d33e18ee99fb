// SPDX-License-Identifier: Apache-2.0
// Classes and defined attributes. Where a policy of the program gives classes of a scale to a sort, they are what its rules say:
// records in the facts would only confirm them. Else a class is whatever the facts record, and none where they have no place
// for it.
#include <algorithm>

#include "compiler/prove/encoder.h"

namespace polc::prove {
namespace {

constexpr std::uint32_t deepest = 16;

// The facts have a place for the class: rows of the record relation.
bool can_be_recorded(const core::Program& program, core::ScaleId id, core::RelationId sort) {
  const core::Scale& scale = program[id];
  const auto at =
      static_cast<std::size_t>(std::find(scale.sorts.begin(), scale.sorts.end(), sort) - scale.sorts.begin());
  return at < scale.records.size();
}

}  // namespace

Truths Encoder::class_rule_alone(std::uint32_t at, SlotId thing) {
  const core::ClassRule& rule = program.class_rules[at];
  const Truths applying = sentence_applies(rule.sentence, thing);
  if (applying.yes == terms.no() && applying.no == terms.yes()) return never_true();
  return both(terms, applying, unless(rule.condition, rule.exceptions, {thing}));
}

Truths Encoder::class_rule(std::uint32_t at, SlotId thing) {
  const auto found = rules_.find({at, thing});
  if (found != rules_.end()) return found->second;
  const core::ClassRule& rule = program.class_rules[at];
  Truths held = class_rule_alone(at, thing);
  if (rule.otherwise) {
    const core::PolicyId policy = program[rule.sentence.article].policy;
    for (const std::uint32_t other :
         rule.scale ? law.class_rules(policy, *rule.scale, rule.sort) : law.flag_rules(policy, rule.sort, *rule.flag))
      if (!program.class_rules[other].otherwise) held = both(terms, held, negation(class_rule_alone(other, thing)));
  }
  rules_.emplace(std::pair(at, thing), held);
  return held;
}

// Its own combination rule or a superior's, the uppermost of them.
std::uint32_t Encoder::combination_of(core::ScaleId scale, core::RelationId sort, core::PolicyId policy) const {
  const auto none = static_cast<std::uint32_t>(program.combinations.size());
  std::uint32_t best = none;
  for (std::uint32_t at = 0; at < program.combinations.size(); ++at) {
    const core::CombinationRule& rule = program.combinations[at];
    const core::PolicyId owner = program[rule.sentence.article].policy;
    if (!rule.is_about(scale, sort) || (owner != policy && !law.is_above(owner, policy))) continue;
    if (best == none || law.is_above(owner, program[program.combinations[best].sentence.article].policy)) best = at;
  }
  return best;
}

const std::vector<Truths>& Encoder::classes(core::ScaleId scale, SlotId thing) {
  const auto found = classes_.find({scale.index, thing});
  if (found != classes_.end()) return found->second;
  const core::RelationId sort = world[thing].relation;
  const std::size_t ranks = program[program[scale].classes].values.size();
  if (++depth_ > deepest) throw Undecided{Construct::DefinedByItself, program[scale].label.span};
  std::vector<Truths> held(ranks, never_true());
  std::map<std::uint32_t, std::vector<Truths>> groups;  // by combination rule
  for (const core::PolicyId policy : scope) {
    const Law::Indices& rules = law.class_rules(policy, scale, sort);
    if (rules.empty() || !law.in_force(policy, cell, scope)) continue;
    std::vector<Truths>& group =
        groups.try_emplace(combination_of(scale, sort, policy), ranks, never_true()).first->second;
    for (const std::uint32_t at : rules) {
      const std::uint32_t rank = program.class_rules[at].rank;
      group[rank] = either(terms, group[rank], class_rule(at, thing));
    }
  }
  --depth_;
  if (groups.empty() && can_be_recorded(program, scale, sort)) {
    const Term recorded =
        terms.variable(Sort::Int, "class" + std::to_string(scale.index) + "_" + std::to_string(thing));
    world.require(terms.less_or_equal(terms.integer(-1), recorded));
    world.require(terms.less(recorded, terms.integer(static_cast<std::int64_t>(ranks))));
    for (std::size_t rank = 0; rank < ranks; ++rank)
      held[rank] = truths(terms.equal(recorded, terms.integer(static_cast<std::int64_t>(rank))));
    recorded_.emplace(std::pair(scale.index, thing), recorded);
  }
  for (auto& [combination, group] : groups) {
    if (combination < program.combinations.size()) {
      const bool highest = program.combinations[combination].combination == core::Combination::Highest;
      const std::vector<Truths> alone = group;
      for (std::size_t rank = 0; rank < ranks; ++rank)
        for (std::size_t other = 0; other < ranks; ++other)
          if (highest ? other > rank : other < rank) group[rank] = both(terms, group[rank], negation(alone[other]));
    }
    for (std::size_t rank = 0; rank < ranks; ++rank) held[rank] = either(terms, held[rank], group[rank]);
  }
  return classes_.emplace(std::pair(scale.index, thing), std::move(held)).first->second;
}

Truths Encoder::has_class(core::ScaleId scale, std::uint32_t lowest, std::uint32_t highest, SlotId thing) {
  const std::vector<Truths>& held = classes(scale, thing);
  Truths any = never_true();
  for (std::size_t rank = lowest; rank <= highest && rank < held.size(); ++rank) any = either(terms, any, held[rank]);
  return any;
}

Truths Encoder::flag(core::RelationId sort, core::ColumnIndex column, SlotId thing) {
  const std::pair key(column, thing);
  const auto found = flags_.find(key);
  if (found != flags_.end()) return found->second;
  if (++depth_ > deepest) throw Undecided{Construct::DefinedByItself, program[sort].columns[column].label.span};
  Truths held = never_true();
  for (const core::PolicyId policy : scope)
    for (const std::uint32_t at : law.flag_rules(policy, sort, column))
      held = either(terms, held, class_rule(at, thing));
  --depth_;
  flags_.emplace(key, held);
  return held;
}

}  // namespace polc::prove
