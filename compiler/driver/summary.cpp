// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/summary.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace polc::driver {
namespace {

bool comes_before(const interpret::Violation& left, const interpret::Violation& right) {
  const auto key = [](const interpret::Violation& one) {
    return std::tuple(one.truth == value::Truth::Unknown, one.sort.index, one.subject, one.norm, one.limit, one.local);
  };
  return key(left) < key(right);
}

}  // namespace

void Summary::add(const interpret::DayResult& part) {
  add_part(totals_, part, context_.program, context_.view, context_.wording);
  for (const interpret::ClassTable& table : part.classes)
    if (context_.view.counts(table)) add_attention(table);
  add_violations(part);
  add_lacking(part);
}

// Where all that have a class have the same, none of them stands out.
void Summary::add_attention(const interpret::ClassTable& table) {
  std::vector<std::pair<int, facts::Row>> urgent;
  const auto is_first = [](const auto& left, const auto& right) {
    return left.first != right.first ? left.first > right.first : left.second < right.second;
  };
  const auto keep_first = [&](std::size_t room) {
    if (limit() == 0 || urgent.size() <= room) return;
    std::sort(urgent.begin(), urgent.end(), is_first);
    urgent.resize(limit());
  };
  ClassAttention attention{table.scale, table.sort, {}, 0};
  std::optional<std::pair<interpret::ClassState, std::uint8_t>> first;
  bool are_alike = true;
  for (facts::Row row = 0; row < table.size(); ++row) {
    if (!context_.view.keeps(table.sort, row) || table.state[row] == interpret::ClassState::None) continue;
    const std::pair state(table.state[row], table.rank[row]);
    if (!first) first = state;
    are_alike = are_alike && state == *first;
    const int how = urgency(table, row);
    // The lowest class is nothing to see.
    if (how <= 0) continue;
    ++attention.all;
    urgent.emplace_back(how, row);
    keep_first(2 * limit() + 1000);
  }
  const bool all_alike = attention.all > 1 && are_alike && first->first == interpret::ClassState::Class;
  if (attention.all == 0 || all_alike) return;
  std::sort(urgent.begin(), urgent.end(), is_first);
  keep_first(limit());
  for (const auto& [how, row] : urgent)
    attention.first.push_back(
        {row, context_.wording.class_state(table, row), articles_of_class(context_.program, table, row)});
  attention_.push_back(std::move(attention));
}

void Summary::add_violations(const interpret::DayResult& part) {
  for (const interpret::Violation& violation : part.violations) {
    if (!context_.view.counts(violation)) continue;
    const auto [group, is_new] = violations_.try_emplace({violation.article, violation.advice});
    ++(violation.truth == value::Truth::Unknown ? group->second.count.unknown : group->second.count.certain);
    if (is_new || comes_before(violation, group->second.first)) group->second.first = violation;
  }
}

void Summary::add_lacking(const interpret::DayResult& part) {
  for (const interpret::Unknown& unknown : part.unknowns) {
    if (!context_.view.shows(unknown, part)) continue;
    ++explained_;
    for (std::uint32_t at = unknown.missing.begin; at < unknown.missing.end; ++at) {
      const interpret::Missing& missing = part.missing[at];
      const bool is_report = missing.kind == interpret::Missing::Kind::Report;
      std::vector<std::int64_t> key{is_report ? 0 : 1, missing.relation.index, missing.column};
      if (is_report) key.insert(key.end(), {missing.subject, missing.first.since_epoch, missing.last.since_epoch});
      const auto [place, is_new] = place_of_lacking_.try_emplace(std::move(key), lacking_.size());
      if (is_new) lacking_.push_back({missing, 0});
      ++lacking_[place->second].results;
    }
  }
}

void Summary::finish() {
  std::stable_sort(lacking_.begin(), lacking_.end(),
                   [](const Lacking& left, const Lacking& right) { return left.results > right.results; });
}

std::vector<core::PolicyId> Summary::policies(bool in_force) const {
  const core::Program& program = context_.program;
  std::vector<bool> has_rules(program.policies.size(), false);
  const auto mark = [&](const auto& sentences) {
    for (const auto& one : sentences) has_rules[program[one.sentence.article].policy.index] = true;
  };
  mark(program.norms);
  mark(program.class_rules);
  mark(program.limits);
  std::vector<core::PolicyId> found;
  for (std::uint32_t at = 0; at < program.policies.size(); ++at) {
    const core::Policy& policy = program.policies[at];
    const bool now = (!policy.in_force_from || *policy.in_force_from <= totals_.moment) &&
                     (!policy.in_force_until || totals_.moment < *policy.in_force_until);
    if (has_rules[at] && now == in_force) found.push_back({at});
  }
  return found;
}

}  // namespace polc::driver
