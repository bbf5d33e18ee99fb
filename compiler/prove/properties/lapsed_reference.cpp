// SPDX-License-Identifier: Apache-2.0
// Lapsed reference: in some cell of the law the policy is in force, and what it stands under, amends or prevails over (in
// `notwithstanding`) is not any more (or, but for superiors, not yet); or what it supersedes had ended before it came into force. Decided by walking the cells.
#include "compiler/prove/lapsed_reference.h"

#include <algorithm>

namespace polc::prove {
namespace {

class References {
 public:
  References(const Law& law, value::Moment from, value::Moment to) : law_(law), program_(law.program) {
    for (std::uint32_t at = 0; at < program_.policies.size(); ++at) all_.push_back({at});
    cells_ = law.cells(all_, from, to);
  }

  std::vector<LapsedReference> run(const std::vector<core::PolicyId>& policies) {
    for (const core::PolicyId policy : policies) {
      for (const core::PolicyId target : program_[policy].under) walk({policy, {}, target, {}, {}, {}, {}});
      for (const core::PolicyId target : program_[policy].amends) walk({policy, {}, target, {}, {}, {}, {}});
      for (const core::PolicyId target : program_[policy].supersedes) look_before(policy, target);
      for (const std::uint32_t norm : law_.norms(policy))
        for (const core::ArticleId article : program_.norms[norm].notwithstanding)
          if (program_[article].policy != policy)
            walk({policy, norm_ref(norm), program_[article].policy, article, {}, {}, {}});
    }
    return std::move(found_);
  }

 private:
  void walk(LapsedReference reference) {
    for (const LawCell& cell : cells_) {
      if (!law_.in_force(reference.policy, cell, all_) || law_.in_force(reference.target, cell, all_)) continue;
      reference.from = cell.first;
      explain(reference);
      if (reference.why == LapsedReference::Why::NotYet && may_come_later(reference)) continue;
      found_.push_back(reference);
      return;
    }
  }

  // A local order may be older than the superior that it stands under now; until that one comes, nothing is above it. And what has
  // always been in force was not written before what it refers to.
  [[nodiscard]] bool may_come_later(const LapsedReference& reference) const {
    const std::vector<core::PolicyId>& under = program_[reference.policy].under;
    const bool is_superior = std::find(under.begin(), under.end(), reference.target) != under.end();
    return is_superior || !program_[reference.policy].in_force_from;
  }

  void explain(LapsedReference& reference) const {
    const core::Policy& target = program_[reference.target];
    if (target.in_force_from && reference.from < *target.in_force_from) {
      reference.why = LapsedReference::Why::NotYet;
      return;
    }
    reference.why = LapsedReference::Why::Ended;
    if (target.in_force_until && reference.from >= *target.in_force_until) return;
    reference.why = LapsedReference::Why::Superseded;
    for (const core::PolicyId newer : all_) {
      const std::vector<core::PolicyId>& older = program_[newer].supersedes;
      const bool replaces = std::find(older.begin(), older.end(), reference.target) != older.end();
      const std::optional<value::Moment>& begin = program_[newer].in_force_from;
      if (replaces && (!begin || *begin <= reference.from)) reference.by = newer;
    }
  }

  // A policy that ends when the one that takes its place begins is superseded in time.
  void look_before(core::PolicyId policy, core::PolicyId target) {
    const std::optional<value::Moment>& begin = program_[policy].in_force_from;
    const std::optional<value::Moment>& end = program_[target].in_force_until;
    const bool in_question = begin && !cells_.empty() && *begin <= cells_.back().last;
    if (in_question && end && *end < *begin)
      found_.push_back({policy, {}, target, {}, *begin, LapsedReference::Why::Ended, {}});
  }

  const Law& law_;
  const core::Program& program_;
  Scope all_;
  std::vector<LawCell> cells_;
  std::vector<LapsedReference> found_;
};

}  // namespace

std::vector<LapsedReference> lapsed_references(const Law& law, const std::vector<core::PolicyId>& policies,
                                               value::Moment from, value::Moment to) {
  return References(law, from, to).run(policies);
}

}  // namespace polc::prove
