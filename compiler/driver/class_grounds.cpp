// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/class_grounds.h"

#include <algorithm>
#include <numeric>

namespace polc::driver {

using value::Truth;

void ClassGrounds::start(value::Moment moment) {
  moment_ = moment;
  rules_.clear();
}

bool ClassGrounds::is_in_force(const core::ClassRule& rule) const {
  const core::Policy& policy = program_.policy_of(rule.sentence);
  return (!policy.in_force_from || *policy.in_force_from <= moment_) &&
         (!policy.in_force_until || moment_ < *policy.in_force_until);
}

std::vector<Truth> ClassGrounds::truth_of(const core::ClassRule& rule, std::size_t row_count) {
  std::vector<facts::Row> rows(row_count);
  std::iota(rows.begin(), rows.end(), facts::Row{0});
  std::vector<Truth> truth = session_.holds(rule.condition, rule.sort, rows, moment_);
  for (const core::ConditionId exception : rule.exceptions) {
    const std::vector<Truth> excepted = session_.holds(exception, rule.sort, rows, moment_);
    for (std::size_t row = 0; row < row_count; ++row)
      truth[row] = value::kleene_and(truth[row], value::kleene_not(excepted[row]));
  }
  return truth;
}

const std::vector<ClassGrounds::Rule>& ClassGrounds::rules_of(const interpret::ClassTable& table) {
  const auto [slot, is_new] = rules_.try_emplace({table.scale, table.sort});
  std::vector<Rule>& rules = slot->second;
  if (!is_new) return rules;
  for (const core::ClassRule& rule : program_.class_rules) {
    if (rule.scale == table.scale && rule.sort == table.sort && is_in_force(rule))
      rules.push_back({&rule, truth_of(rule, table.size())});
  }
  // `otherwise` holds where no other rule of its policy does.
  for (Rule& rule : rules) {
    if (!rule.rule->otherwise) continue;
    const core::PolicyId policy = program_[rule.rule->sentence.article].policy;
    for (const Rule& other : rules) {
      if (other.rule->otherwise || program_[other.rule->sentence.article].policy != policy) continue;
      for (std::size_t row = 0; row < rule.truth.size(); ++row)
        rule.truth[row] = value::kleene_and(rule.truth[row], value::kleene_not(other.truth[row]));
    }
  }
  return rules;
}

std::vector<core::ArticleId> ClassGrounds::articles(const interpret::ClassTable& table, facts::Row row) {
  std::vector<core::ArticleId> found;
  const auto cites = [&](const core::ClassRule& rule) {
    switch (table.state[row]) {
      case interpret::ClassState::Class: return rule.rank == table.rank[row];
      case interpret::ClassState::Conflict: return (table.certain[row] >> rule.rank & 1) != 0;
      case interpret::ClassState::None:
      case interpret::ClassState::Gap:
      case interpret::ClassState::Unknown: return false;
    }
    return false;
  };
  if (table.state[row] != interpret::ClassState::Class && table.state[row] != interpret::ClassState::Conflict) return found;
  for (const Rule& rule : rules_of(table)) {
    if (rule.truth[row] != Truth::True || !cites(*rule.rule)) continue;
    const core::ArticleId article = rule.rule->sentence.article;
    if (std::find(found.begin(), found.end(), article) == found.end()) found.push_back(article);
  }
  return found;
}

const std::string& ClassGrounds::numbers(const interpret::ClassTable& table, facts::Row row) {
  numbers_.clear();
  for (const core::ArticleId article : articles(table, row)) {
    if (!numbers_.empty()) numbers_ += ' ';
    numbers_ += program_[article].number;
  }
  return numbers_;
}

}  // namespace polc::driver
