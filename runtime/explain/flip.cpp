// SPDX-License-Identifier: Apache-2.0
#include "runtime/explain/flip.h"

#include <algorithm>

namespace polc::explain {

FlipFinder::FlipFinder(const core::Program& program, const facts::FactBase& facts, value::Moment moment)
    : program_(program), moment_(moment), facts_(facts) {
  for (const facts::Table& table : facts.tables) rows_ += table.row_count;
}

std::optional<Outcome> FlipFinder::outcome(const std::vector<Change>& changes, const Judge& judge) {
  if (!changed_) changed_.emplace(program_, facts_);
  ++tried_;
  // A number that does not fit makes what hangs on it unknown, and so no flip; the finding belongs to nobody's facts.
  diag::Sink sink;
  interpret::Session session(program_, changed_->with(changes), sink);
  interpret::Probe probe(session, moment_);
  return judge(probe);
}

Proposal FlipFinder::least(Proposal proposal, const Judge& judge, Outcome& found) {
  for (std::size_t at = 0; at < proposal.changes.size() && proposal.changes.size() > 1;) {
    Proposal without = proposal;
    without.changes.erase(without.changes.begin() + static_cast<std::ptrdiff_t>(at));
    if (const auto still = outcome(without.changes, judge)) {
      proposal = std::move(without);
      found = *still;
    } else {
      ++at;
    }
  }
  return proposal;
}

FlipSearch FlipFinder::find_known(const Proposals& proposals, const Judge& judge, bool bounded) {
  Proposals by_reports;
  for (const Proposal& proposal : proposals)
    if (!proposal.changes.empty() &&
        std::all_of(proposal.changes.begin(), proposal.changes.end(),
                    [](const Change& change) { return std::holds_alternative<AddReports>(change); }))
      by_reports.push_back(proposal);
  FlipSearch search = find(by_reports, judge, bounded);
  return search.flips.empty() ? find(proposals, judge, bounded) : search;
}

FlipSearch FlipFinder::find(const Proposals& proposals, const Judge& judge, bool bounded) {
  FlipSearch search;
  search.complete = !bounded && proposals.size() < proposals_kept;
  tried_ = 0;
  const std::size_t most = std::clamp(most_rows_read / (rows_ + 1), least_tried, most_tried);
  for (const Proposal& proposal : proposals) {
    if (proposal.changes.empty()) continue;
    // Proposals come by cost: none of the others can be smaller than what was found.
    if (!search.flips.empty() && proposal.cost() > search.flips.front().cost) break;
    if (tried_ >= most) {
      search.complete = false;
      break;
    }
    auto found = outcome(proposal.changes, judge);
    if (!found) continue;
    const Proposal small = least(proposal, judge, *found);
    Flip flip{small.changes, small.cost(), small.distance, found->state, found->rank};
    const bool is_there = std::any_of(search.flips.begin(), search.flips.end(),
                                      [&](const Flip& other) { return other.changes == flip.changes; });
    if (!is_there) search.flips.push_back(std::move(flip));
  }
  // Among equals a class is a clearer end than none or two.
  const auto key = [](const Flip& flip) {
    return std::tuple(flip.cost,
                      flip.state == interpret::ClassState::Gap || flip.state == interpret::ClassState::Conflict,
                      flip.distance);
  };
  std::stable_sort(search.flips.begin(), search.flips.end(),
                   [&](const Flip& left, const Flip& right) { return key(left) < key(right); });
  while (search.flips.size() > flips_kept ||
         (!search.flips.empty() && search.flips.back().cost > search.flips.front().cost))
    search.flips.pop_back();
  search.tried = tried_;
  return search;
}

}  // namespace polc::explain
