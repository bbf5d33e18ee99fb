// SPDX-License-Identifier: Apache-2.0
#include "runtime/explain/proposal.h"

#include <algorithm>
#include <optional>

namespace polc::explain {

namespace {

void tidy(Proposals& proposals) {
  std::stable_sort(proposals.begin(), proposals.end(), [](const Proposal& left, const Proposal& right) {
    return std::pair(left.cost(), left.distance) < std::pair(right.cost(), right.distance);
  });
  Proposals kept;
  for (Proposal& proposal : proposals) {
    if (kept.size() >= proposals_kept) break;
    const bool is_there =
        std::any_of(kept.begin(), kept.end(), [&](const Proposal& other) { return other.changes == proposal.changes; });
    if (!is_there) kept.push_back(std::move(proposal));
  }
  proposals = std::move(kept);
}

bool contradict(const Change& left, const Change& right) {
  if (left == right) return false;
  const auto* set = std::get_if<SetCell>(&left);
  const auto* other_set = std::get_if<SetCell>(&right);
  if (set != nullptr && other_set != nullptr) return set->cell == other_set->cell;
  const auto* gone = std::get_if<RemoveRow>(&left);
  const auto* other_gone = std::get_if<RemoveRow>(&right);
  if (gone != nullptr && other_set != nullptr)
    return gone->relation == other_set->cell.relation && gone->row == other_set->cell.row;
  if (other_gone != nullptr && set != nullptr)
    return other_gone->relation == set->cell.relation && other_gone->row == set->cell.row;
  return false;
}

std::optional<Proposal> merged(const Proposal& left, const Proposal& right) {
  Proposal made = left;
  for (const Change& change : right.changes) {
    bool is_there = false;
    for (const Change& other : left.changes) {
      if (contradict(other, change)) return std::nullopt;
      is_there = is_there || other == change;
    }
    if (!is_there) made.changes.push_back(change);
  }
  if (__builtin_add_overflow(left.distance, right.distance, &made.distance)) made.distance = left.distance;
  return made;
}

}  // namespace

std::size_t Proposal::cost() const {
  std::size_t sum = 0;
  for (const Change& change : changes) {
    const auto* reports = std::get_if<AddReports>(&change);
    sum +=
        reports == nullptr ? 1 : static_cast<std::size_t>(reports->last.since_epoch - reports->first.since_epoch + 1);
  }
  return sum;
}

Proposals nothing_to_do() { return {Proposal{}}; }

Proposals one(Change change, std::int64_t distance) {
  Proposal proposal{{}, distance};
  proposal.changes.push_back(std::move(change));
  return {std::move(proposal)};
}

Proposals either(Proposals left, Proposals right) {
  for (Proposal& proposal : right) left.push_back(std::move(proposal));
  tidy(left);
  return left;
}

Proposals both(const Proposals& left, const Proposals& right) {
  Proposals made;
  for (const Proposal& one_side : left)
    for (const Proposal& other : right)
      if (auto proposal = merged(one_side, other)) made.push_back(std::move(*proposal));
  tidy(made);
  return made;
}

}  // namespace polc::explain
