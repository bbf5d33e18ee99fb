// SPDX-License-Identifier: Apache-2.0
// Where a policy applies: in force in the cell; its jurisdiction and whether it has lapsed are free, since places may lie
// anywhere. That it has lapsed is more than is known of its past, so what is proved holds, and what is refuted is replayed.
#include "compiler/prove/encoder.h"

namespace polc::prove {

// The place of a thing, and whether it is known.
std::optional<SlotId> Encoder::place_of(SlotId thing, Term& known_place) {
  const auto place = core::place_relation(program);
  known_place = terms.yes();
  if (!place) return std::nullopt;
  if (world[thing].relation == *place) return thing;
  const auto path = core::place_of(program, world[thing].relation, *place);
  if (!path) return std::nullopt;
  const Reference reached = follow(*path, {thing});
  known_place = reached.present;
  return reached.slot;
}

Truths Encoder::applies(core::PolicyId id, SlotId thing) {
  if (!law.in_force(id, cell, scope)) return never_true();
  const core::Policy& policy = program[id];
  if (policy.over.empty() && !policy.lapses) return always_true();
  Term known_place;
  const auto place = place_of(thing, known_place);
  if (!place) return always_true();  // a thing whose place is not known is inside
  std::vector<Term> parts;
  if (!policy.over.empty()) {
    const auto [found, is_new] = inside_.try_emplace({id.index, *place});
    if (is_new)
      found->second = terms.variable(Sort::Bool, "inside" + std::to_string(id.index) + "_" + std::to_string(*place));
    parts.push_back(found->second);
  }
  if (policy.lapses) {
    const auto [found, is_new] = lapsed_.try_emplace({id.index, *place});
    if (is_new)
      found->second = terms.variable(Sort::Bool, "lapsed" + std::to_string(id.index) + "_" + std::to_string(*place));
    parts.push_back(terms.negation(found->second));
  }
  return truths(terms.implies(known_place, terms.all(parts)));
}

Truths Encoder::sentence_applies(const core::Sentence& sentence, SlotId thing) {
  const core::Article& article = program[sentence.article];
  Truths whole = applies(article.policy, thing);
  for (const core::PolicyId newer : law.amending(sentence.article))
    whole = both(terms, whole, negation(applies(newer, thing)));
  return whole;
}

}  // namespace polc::prove
