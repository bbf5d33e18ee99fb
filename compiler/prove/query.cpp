// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/query.h"

#include "compiler/prove/row_needs.h"

namespace polc::prove {
namespace {

Encoder encoder_for(const Law& law, Terms& terms, const Claim& claim, const LawCell& cell) {
  const Scope scope = law.scope_of(policies_of(law, claim));
  return {law, terms, row_needs(law, scope, sentences_of(claim), cell), cell, scope};
}

}  // namespace

ClaimQuery::ClaimQuery(const Law& law, const Claim& claim, const LawCell& cell, const Formula& formula)
    : encoder(encoder_for(law, terms, claim, cell)),
      subject(encoder.world.add_thing(claim.sort)),
      wanted_(formula(encoder, subject)) {
  if (is_impossible()) return;
  assertions_ = encoder.axioms();
  assertions_.push_back(wanted_);
}

}  // namespace polc::prove
