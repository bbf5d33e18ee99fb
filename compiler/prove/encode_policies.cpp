// SPDX-License-Identifier: Apache-2.0
// Where a policy applies: in force in the cell; its jurisdiction is free, since places may lie anywhere; lapsed where its
// condition holds, and free where it does not, since it may have held before; where it rests on what it supposes. These
// conditions are asked of the region of the jurisdiction: the place itself, or one above it, of which then nothing is known. That
// is more than there is, so what is proved holds, and what is refuted is replayed.
#include "compiler/prove/encoder.h"

namespace polc::prove {
namespace {

std::string name_at(core::PolicyId policy, SlotId place) {
  return std::to_string(policy.index) + "_" + std::to_string(place);
}

}  // namespace

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
  if (policy.over.empty() && !policy.lapses && !policy.supposes) return always_true();
  Term known_place;
  const auto place = place_of(thing, known_place);
  if (!place) return always_true();  // a thing whose place is not known is inside
  std::vector<Term> parts;
  if (!policy.over.empty()) {
    const auto [found, is_new] = inside_.try_emplace({id.index, *place});
    if (is_new) found->second = terms.variable(Sort::Bool, "inside" + name_at(id, *place));
    parts.push_back(found->second);
  }
  if (policy.lapses || policy.supposes) parts.push_back(resting(id, *place));
  return truths(terms.implies(known_place, terms.all(parts)));
}

// Not lapsed, and on what the policy supposes.
Term Encoder::resting(core::PolicyId id, SlotId place) {
  const std::pair key(id.index, place);
  const auto found = resting_.find(key);
  if (found != resting_.end()) return found->second;
  const core::Policy& policy = program[id];
  // Whether the policy applies must not be asked in working out whether it does.
  if (!resting_in_progress_.insert(key).second) throw Undecided{Construct::DefinedByItself, policy.span};
  Term below = terms.no();
  if (!policy.over.empty()) {
    below = terms.variable(Sort::Bool, "below" + name_at(id, place));
    beyond_.push_back(below);
  }
  std::vector<Term> parts;
  if (policy.lapses) {
    const Term lapsed = terms.variable(Sort::Bool, "lapsed" + name_at(id, place));
    beyond_.push_back(lapsed);
    const Term ends = condition(*policy.lapses, {place}).yes;
    world.require(terms.implies(terms.both(ends, terms.negation(below)), lapsed));
    parts.push_back(terms.negation(lapsed));
  }
  if (policy.supposes) {
    const Term above = terms.both(below, terms.variable(Sort::Bool, "supposed" + name_at(id, place)));
    parts.push_back(terms.either(above, condition(*policy.supposes, {place}).yes));
  }
  resting_in_progress_.erase(key);
  return resting_.emplace(key, terms.all(parts)).first->second;
}

Truths Encoder::sentence_applies(const core::Sentence& sentence, SlotId thing) {
  const core::Article& article = program[sentence.article];
  Truths whole = applies(article.policy, thing);
  for (const core::PolicyId newer : law.amending(sentence.article))
    whole = both(terms, whole, negation(applies(newer, thing)));
  return whole;
}

}  // namespace polc::prove
