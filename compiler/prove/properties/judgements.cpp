// SPDX-License-Identifier: Apache-2.0
// A judgement that nobody makes: satisfiable iff a sentence reads an attested attribute of which the vocabulary names no judge, and
// it bears on some x. Of each policy and each such attribute the first sentence is found.
#include <map>
#include <set>

#include "compiler/prove/claim.h"
#include "runtime/value/match.h"

namespace polc::prove {
namespace {

class Judgements {
 public:
  explicit Judgements(const core::Program& program) : program_(program) {}

  const std::set<Judgement>& read_by(const core::Norm& norm) {
    found_.clear();
    condition(norm.guard);
    for (const core::ConditionId exception : norm.exceptions) condition(exception);
    return found_;
  }

 private:
  void condition(core::ConditionId id) {
    value::match(
        program_[id], [](const core::Constant&) {}, [&](const core::All& of) { all(of.parts); },
        [&](const core::AnyOf& of) { all(of.parts); }, [&](const core::Negation& of) { condition(of.part); },
        [](const core::Compare&) {}, [&](const core::Flag& of) { read(of.path.end, of.column); },
        [](const core::SameThing&) {}, [](const core::Present&) {}, [](const core::HasClass&) {},
        [&](const core::Count& of) {
          if (of.filter) condition(*of.filter);
        });
  }
  void all(const std::vector<core::ConditionId>& parts) {
    for (const core::ConditionId part : parts) condition(part);
  }
  void read(core::RelationId relation, core::ColumnIndex column) {
    const core::Column& of = program_[relation].columns[column];
    if (of.attested && !of.judge && !of.defined_by_rules) found_.insert({relation, column});
  }

  const core::Program& program_;
  std::set<Judgement> found_;
};

}  // namespace

void add_judgements(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  Judgements judgements(program);
  std::set<std::pair<core::PolicyId, Judgement>> told;
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    const core::Norm& norm = program.norms[at];
    const core::PolicyId policy = ground.policy_of(norm_ref(at));
    if (norm.strength == core::Strength::Advice || !ground.is_asked(policy)) continue;
    for (const Judgement& judgement : judgements.read_by(norm)) {
      if (!told.emplace(policy, judgement).second) continue;
      Claim claim = claim_about(Property::JudgementOfNobody, norm.sort, {norm_ref(at)});
      claim.judgement = judgement;
      claim.formula = [at](Encoder& encoder, SlotId subject) { return encoder.any_active(at, subject).yes; };
      claim.seen = both_due(at, at);
      claims.push_back(std::move(claim));
    }
  }
}

}  // namespace polc::prove
