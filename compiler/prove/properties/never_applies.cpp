// SPDX-License-Identifier: Apache-2.0
// Never applies: unsatisfiable iff nothing can meet a sentence's phrase, conditions and exceptions at once, in any cell of the law
// in which its policy is in force. Exception never bites: unsatisfiable iff nothing that the sentence would bear on meets the
// exception.
#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

struct Parts {
  core::ConditionId condition;
  const std::vector<core::ConditionId>* exceptions;
  core::RelationId sort;
  std::optional<core::RelationId> occasion;
};

// Row 0 of the conditions: the subject, or a row of its occasion.
Term asked(Encoder& encoder, SentenceRef ref, const Parts& parts, SlotId subject,
           std::optional<std::uint32_t> exception) {
  Terms& terms = encoder.terms;
  const auto holds = [&](SlotId row) {
    std::vector<Term> all{encoder.condition(parts.condition, {row}).yes};
    for (std::uint32_t at = 0; at < parts.exceptions->size(); ++at) {
      const Truths met = encoder.condition((*parts.exceptions)[at], {row});
      all.push_back(exception == at ? met.yes : met.no);
    }
    return terms.all(std::move(all));
  };
  const Term applying = encoder.sentence_applies(sentence_of(encoder.program, ref), subject).yes;
  if (!parts.occasion) return terms.both(applying, holds(subject));
  std::vector<Term> any;
  for (const SlotId row : encoder.world.rows(*parts.occasion, *encoder.program[*parts.occasion].subject, subject))
    any.push_back(terms.both(encoder.world[row].present, holds(row)));
  return terms.both(applying, terms.any(any));
}

void add(Claims& claims, SentenceRef ref, const Parts& parts) {
  Claim claim;
  claim.property = Property::NeverApplies;
  claim.found_by_model = false;
  claim.sort = parts.sort;
  claim.about = {ref};
  claim.formula = [=](Encoder& encoder, SlotId subject) { return asked(encoder, ref, parts, subject, std::nullopt); };
  claims.push_back(claim);
  for (std::uint32_t at = 0; at < parts.exceptions->size(); ++at) {
    claim.property = Property::ExceptionNeverBites;
    claim.exception = at;
    claim.formula = [=](Encoder& encoder, SlotId subject) { return asked(encoder, ref, parts, subject, at); };
    claims.push_back(claim);
  }
}

}  // namespace

void add_never_applies(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  const auto is_asked = [&](SentenceRef ref) { return ground.is_asked(ground.policy_of(ref)); };
  for (std::uint32_t at = 0; at < program.class_rules.size(); ++at) {
    const core::ClassRule& rule = program.class_rules[at];
    if (is_asked(class_rule_ref(at)))
      add(claims, class_rule_ref(at), {rule.condition, &rule.exceptions, rule.sort, std::nullopt});
  }
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    const core::Norm& norm = program.norms[at];
    if (is_asked(norm_ref(at))) add(claims, norm_ref(at), {norm.guard, &norm.exceptions, norm.sort, norm.occasion});
  }
  for (std::uint32_t at = 0; at < program.limits.size(); ++at) {
    const core::Limit& limit = program.limits[at];
    if (is_asked(limit_ref(at)))
      add(claims, limit_ref(at), {limit.phrase, &limit.exceptions, limit.sort, std::nullopt});
  }
}

}  // namespace polc::prove
