// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/law.h"

#include <algorithm>
#include <set>

namespace polc::prove {
namespace {

const Law::Indices none;

template <typename Map, typename Key>
const Law::Indices& find_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? none : found->second;
}

// Of a table whose keys begin with a policy.
template <typename Map>
std::vector<const Law::Indices*> of_policy(const Map& map, core::PolicyId policy) {
  std::vector<const Law::Indices*> found;
  for (auto at = map.lower_bound({policy.index, 0, 0}); at != map.end() && std::get<0>(at->first) == policy.index; ++at)
    found.push_back(&at->second);
  return found;
}

std::vector<core::PolicyId> superiors_of(const core::Program& program, core::PolicyId policy) {
  std::vector<core::PolicyId> found;
  std::vector<core::PolicyId> open = program[policy].under;
  while (!open.empty()) {
    const core::PolicyId upper = open.back();
    open.pop_back();
    if (upper == policy || std::find(found.begin(), found.end(), upper) != found.end()) continue;
    found.push_back(upper);
    open.insert(open.end(), program[upper].under.begin(), program[upper].under.end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

Law::Law(const core::Program& program_)
    : program(program_),
      superseded_by_(program_.policies.size()),
      parameters_(program_.policies.size()),
      amending_(program_.articles.size()),
      norms_of_policy_(program_.policies.size()),
      limits_(program_.policies.size()) {
  std::map<std::pair<std::uint32_t, std::string>, std::vector<core::ArticleId>> numbered;  // by policy and number
  for (std::uint32_t at = 0; at < program.articles.size(); ++at)
    numbered[{program.articles[at].policy.index, program.articles[at].number}].push_back({at});
  for (std::uint32_t at = 0; at < program.policies.size(); ++at) {
    superiors_.push_back(superiors_of(program, {at}));
    for (const core::PolicyId older : program.policies[at].supersedes) superseded_by_[older.index].push_back({at});
  }
  for (std::uint32_t at = 0; at < program.articles.size(); ++at) {
    const core::Article& article = program.articles[at];
    for (const core::PolicyId amended : program[article.policy].amends) {
      const auto same = numbered.find({amended.index, article.number});
      if (same == numbered.end()) continue;
      for (const core::ArticleId replaced : same->second) {
        std::vector<core::PolicyId>& by = amending_[replaced.index];
        if (std::find(by.begin(), by.end(), article.policy) == by.end()) by.push_back(article.policy);
      }
    }
  }
  for (std::uint32_t at = 0; at < program.parameters.size(); ++at)
    if (program.parameters[at].versions.size() > 1 || program.parameters[at].versions.front().from)
      parameters_[program[program.parameters[at].article].policy.index].push_back({at});
  for (std::uint32_t at = 0; at < program.class_rules.size(); ++at) {
    const core::ClassRule& rule = program.class_rules[at];
    const std::uint32_t policy = policy_of(class_rule_ref(at)).index;
    if (rule.scale) class_rules_[{policy, rule.scale->index, rule.sort.index}].push_back(at);
    if (rule.flag) flag_rules_[{policy, rule.sort.index, *rule.flag}].push_back(at);
  }
  for (std::uint32_t at = 0; at < program.limits.size(); ++at) limits_[policy_of(limit_ref(at)).index].push_back(at);
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    const core::Norm& norm = program.norms[at];
    const std::uint32_t policy = policy_of(norm_ref(at)).index;
    norms_of_policy_[policy].push_back(at);
    norms_[{policy, norm.sort.index}].push_back(at);
    for (const core::ArticleId article : norm.notwithstanding) prevailing_[article.index].push_back(at);
    if (norm.modality != core::Modality::NeedNot) continue;
    for (const core::Head& head : norm.heads)
      if (const auto* measure = std::get_if<core::MeasureHead>(&head))
        sparing_[{policy, norm.sort.index, measure->measure.index}].push_back(at);
  }
}

bool Law::is_above(core::PolicyId upper, core::PolicyId lower) const {
  const std::vector<core::PolicyId>& above = superiors_[lower.index];
  return std::binary_search(above.begin(), above.end(), upper);
}

bool Law::may_be_issued_by(core::PolicyId policy, core::AuthorityId authority) const {
  const std::optional<core::AuthorityId> issuer = program[policy].issuer;
  if (!issuer || *issuer == authority) return true;
  return !program[authority].place && program[*issuer].place.has_value();
}

const Law::Indices& Law::norms(core::PolicyId policy, core::RelationId sort) const {
  return find_in(norms_, std::pair(policy.index, sort.index));
}

template <typename Of>
Law::Indices Law::above(core::PolicyId policy, const Of& of) const {
  Indices all;
  for (const core::PolicyId upper : superiors(policy)) {
    const Indices& theirs = of(upper);
    all.insert(all.end(), theirs.begin(), theirs.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

Law::Indices Law::norms_above(core::PolicyId policy, core::RelationId sort) const {
  return above(policy, [&](core::PolicyId upper) -> const Indices& { return norms(upper, sort); });
}

Law::Indices Law::limits_above(core::PolicyId policy) const {
  return above(policy, [&](core::PolicyId upper) -> const Indices& { return limits_[upper.index]; });
}

Law::Indices Law::class_rules_above(core::PolicyId policy, core::ScaleId scale, core::RelationId sort) const {
  return above(policy, [&](core::PolicyId upper) -> const Indices& { return class_rules(upper, scale, sort); });
}

const Law::Indices& Law::class_rules(core::PolicyId policy, core::ScaleId scale, core::RelationId sort) const {
  return find_in(class_rules_, Key(policy.index, scale.index, sort.index));
}

std::vector<const Law::Indices*> Law::class_rules(core::PolicyId policy) const {
  return of_policy(class_rules_, policy);
}

std::vector<const Law::Indices*> Law::flag_rules(core::PolicyId policy) const { return of_policy(flag_rules_, policy); }

const Law::Indices& Law::flag_rules(core::PolicyId policy, core::RelationId sort, core::ColumnIndex column) const {
  return find_in(flag_rules_, Key(policy.index, sort.index, column));
}

const Law::Indices& Law::prevailing_over(core::ArticleId article) const { return find_in(prevailing_, article.index); }

const Law::Indices& Law::sparing(core::PolicyId policy, core::RelationId sort, core::MeasureId measure) const {
  return find_in(sparing_, Key(policy.index, sort.index, measure.index));
}

const std::vector<core::PolicyId>& Law::amending(core::ArticleId article) const { return amending_[article.index]; }

Scope Law::scope_of(const std::vector<core::PolicyId>& policies) const {
  std::set<core::PolicyId> scope;
  for (const core::PolicyId policy : policies) {
    scope.insert(policy);
    scope.insert(superiors(policy).begin(), superiors(policy).end());
  }
  return {scope.begin(), scope.end()};
}

std::vector<LawCell> Law::cells(const Scope& scope, value::Moment from, value::Moment to) const {
  std::set<value::Moment> edges;
  const auto add = [&](const std::optional<value::Moment>& edge) {
    if (edge && *edge > from && *edge <= to) edges.insert(*edge);
  };
  for (const core::PolicyId policy : scope) {
    add(program[policy].in_force_from);
    add(program[policy].in_force_until);
    for (const core::ParameterId parameter : parameters_[policy.index])
      for (const core::ParameterVersion& version : program[parameter].versions) add(version.from);
  }
  std::vector<LawCell> cells;
  value::Moment begin = from;
  for (const value::Moment edge : edges) {
    cells.push_back({begin, {edge.since_epoch - 1}});
    begin = edge;
  }
  cells.push_back({begin, to});
  return cells;
}

bool Law::in_force(core::PolicyId id, const LawCell& cell, const Scope& scope) const {
  const auto is_looked_at = [&](core::PolicyId policy) {
    return std::binary_search(scope.begin(), scope.end(), policy);
  };
  if (!is_looked_at(id)) return false;
  const core::Policy& policy = program[id];
  if (policy.in_force_from && cell.first < *policy.in_force_from) return false;
  if (policy.in_force_until && cell.first >= *policy.in_force_until) return false;
  return std::none_of(superseded_by_[id.index].begin(), superseded_by_[id.index].end(), [&](core::PolicyId newer) {
    return is_looked_at(newer) && (!program[newer].in_force_from || cell.first >= *program[newer].in_force_from);
  });
}

std::optional<value::Rational> Law::number_of(core::ParameterId parameter, const LawCell& cell) const {
  std::optional<value::Rational> number;
  for (const core::ParameterVersion& version : program[parameter].versions)
    if (!version.from || *version.from <= cell.first) number = version.number;
  return number;
}

}  // namespace polc::prove
