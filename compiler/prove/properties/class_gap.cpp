// SPDX-License-Identifier: Apache-2.0
// Class gap: satisfiable iff a policy that gives a sort at least two classes of a scale leaves one of its things without any:
//   the policy applies to x, x is one of those that its rules speak of, no rule of it or of those above it holds of x.
// Those that rules speak of: the values of own enumerations that each rule asks for (`where level is county`), or everybody.
#include "compiler/core/static_guard.h"
#include "compiler/prove/claim.h"

namespace polc::prove {
void add_class_gaps(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> groups;
  for (std::uint32_t at = 0; at < program.class_rules.size(); ++at) {
    const core::ClassRule& rule = program.class_rules[at];
    const core::PolicyId policy = ground.policy_of(class_rule_ref(at));
    if (rule.scale && ground.is_asked(policy)) groups[{policy.index, rule.scale->index, rule.sort.index}].push_back(at);
  }
  for (const auto& [key, rules] : groups) {
    std::uint64_t ranks = 0;
    bool otherwise = false;
    for (const std::uint32_t at : rules) {
      ranks |= std::uint64_t{1} << program.class_rules[at].rank;
      otherwise = otherwise || program.class_rules[at].otherwise;
    }
    const std::vector<std::uint32_t> above =
        ground.law.class_rules_above({std::get<0>(key)}, {std::get<1>(key)}, {std::get<2>(key)});
    // One class alone is a mark that some things bear.
    if ((ranks & (ranks - 1)) == 0 || otherwise) continue;
    Claim claim;
    claim.property = Property::ClassGap;
    claim.sort = program.class_rules[rules.front()].sort;
    for (const std::uint32_t at : rules) claim.about.push_back(class_rule_ref(at));
    for (const std::uint32_t at : above) claim.reads.push_back(class_rule_ref(at));
    claim.formula = [of_class = rules, above, policy = core::PolicyId{std::get<0>(key)}](Encoder& encoder,
                                                                                         SlotId subject) {
      Terms& terms = encoder.terms;
      std::vector<Term> kinds;
      std::vector<Term> parts{encoder.applies(policy, subject).yes};
      for (const std::uint32_t at : of_class) {
        std::vector<Term> kind;
        for (const core::ConditionId part :
             core::static_guard(encoder.program, encoder.program.class_rules[at].condition))
          kind.push_back(encoder.condition(part, {subject}).yes);
        kinds.push_back(terms.all(kind));
        parts.push_back(encoder.class_rule(at, subject).no);
      }
      for (const std::uint32_t at : above) parts.push_back(encoder.class_rule(at, subject).no);
      parts.push_back(terms.any(kinds));
      return terms.all(parts);
    };
    claim.seen = [scale = core::ScaleId{std::get<1>(key)}, sort = claim.sort](const Replay& replay) {
      for (const interpret::ClassTable& table : replay.day.classes)
        if (table.scale == scale && table.sort == sort)
          return table.state[replay.subject] == interpret::ClassState::Gap;
      return false;
    };
    claims.push_back(std::move(claim));
  }
}

}  // namespace polc::prove
