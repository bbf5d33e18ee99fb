// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/slice.h"

#include <set>

namespace polc::prove {

Slice::Slice(const Law& law, const Demands& demands) : law_(law), demands_(demands), program_(law.program) {
  program_.tests.clear();
}

void Slice::choose(const std::vector<SentenceRef>& sentences) {
  std::set<SentenceRef> chosen(sentences.begin(), sentences.end());
  std::set<core::PolicyId> own, above;
  for (const SentenceRef ref : sentences) {
    const core::PolicyId policy = law_.policy_of(ref);
    own.insert(policy);
    above.insert(law_.superiors(policy).begin(), law_.superiors(policy).end());
  }
  std::set<core::RelationId> sorts;
  for (const SentenceRef ref : sentences) sorts.insert(sort_of(law_.program, ref));
  const SentenceRef first = sentences.front();
  const bool is_norm = first.table == SentenceRef::Table::Norm;
  for (const core::PolicyId policy : law_.scope_of({own.begin(), own.end()})) {
    for (const std::uint32_t norm : law_.norms(policy)) {
      const core::RelationId sort = law_.program.norms[norm].sort;
      const bool matters = above.contains(policy) ? sorts.contains(sort)
                                                  : is_norm && sort == law_.program.norms[first.index].sort &&
                                                        !demands_.apart(first, norm_ref(norm));
      if (matters) chosen.insert(norm_ref(norm));
    }
    for (const std::uint32_t limit : law_.limits(policy)) chosen.insert(limit_ref(limit));
    for (const Law::Indices* rules : law_.class_rules(policy))
      for (const std::uint32_t rule : *rules) chosen.insert(class_rule_ref(rule));
    for (const Law::Indices* rules : law_.flag_rules(policy))
      for (const std::uint32_t rule : *rules) chosen.insert(class_rule_ref(rule));
  }
  is_whole_ = false;
  program_.norms.clear();
  program_.limits.clear();
  program_.class_rules.clear();
  places_.clear();
  for (const SentenceRef ref : chosen) add(ref);
}

void Slice::add(SentenceRef ref) {
  const auto append = [&](const auto& from, auto& to) {
    places_.emplace(ref, static_cast<std::uint32_t>(to.size()));
    to.push_back(from[ref.index]);
  };
  switch (ref.table) {
    case SentenceRef::Table::ClassRule:
      append(law_.program.class_rules, program_.class_rules);
      return;
    case SentenceRef::Table::Norm:
      append(law_.program.norms, program_.norms);
      return;
    case SentenceRef::Table::Limit:
      append(law_.program.limits, program_.limits);
      return;
  }
}

void Slice::set_first_day(std::optional<value::Day> day) {
  if (is_dated_) program_.policies = law_.program.policies;
  is_dated_ = day.has_value();
  if (!day) return;
  for (core::Policy& policy : program_.policies)
    if (!policy.in_force_from) policy.in_force_from = value::start_of(*day);
}

std::optional<std::uint32_t> Slice::at(SentenceRef ref) const {
  if (is_whole_) return ref.index;
  const auto found = places_.find(ref);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace polc::prove
