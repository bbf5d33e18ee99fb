// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/conduct.h"

#include <algorithm>

namespace polc::prove {
namespace {

void add(std::vector<core::MeasureId>& all, core::MeasureId one) {
  if (!contains(all, one)) all.push_back(one);
}

void add(std::vector<core::MeasureId>& all, const std::vector<core::MeasureId>& more) {
  for (const core::MeasureId one : more) add(all, one);
}

// What each alternative of a choice does, whichever is chosen; `of`: what one measure does.
template <typename Of>
std::vector<core::MeasureId> whichever(const core::Norm& norm, const Of& of) {
  const std::vector<core::MeasureId> choices = Conduct::measures(norm);
  if (choices.empty() || choices.size() != norm.heads.size()) return {};
  std::vector<core::MeasureId> all = of(choices.front());
  for (const core::MeasureId choice : choices)
    std::erase_if(all, [&](core::MeasureId one) { return !contains(of(choice), one); });
  return all;
}

}  // namespace

bool contains(const std::vector<core::MeasureId>& all, core::MeasureId one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool share_any(const std::vector<core::MeasureId>& some, const std::vector<core::MeasureId>& others) {
  return std::any_of(some.begin(), some.end(), [&](core::MeasureId one) { return contains(others, one); });
}

Conduct::Conduct(const core::Program& program) {
  const auto count = static_cast<std::uint32_t>(program.vocabulary.measures.size());
  opposite_.resize(count);
  excluded_.resize(count);
  implied_.resize(count);
  implying_.resize(count);
  for (std::uint32_t at = 0; at < count; ++at) {
    for (const core::MeasureId other : program.vocabulary.measures[at].opposite_of) {
      add(opposite_[at], other);
      add(opposite_[other.index], core::MeasureId{at});
    }
    std::vector<core::MeasureId>& all = implied_[at];
    all.push_back({at});
    for (std::size_t next = 0; next < all.size(); ++next) add(all, program[all[next]].counts_as);
  }
  for (std::uint32_t at = 0; at < count; ++at) {
    for (const core::MeasureId implied : implied_[at]) {
      implying_[implied.index].push_back({at});
      // What an act counts as rules out as well.
      add(excluded_[at], program[implied].rules_out);
      add(excluded_[at], opposite_[implied.index]);
    }
  }
  // To rule out an act is to rule out all that count as it.
  for (std::uint32_t at = 0; at < count; ++at) {
    const std::vector<core::MeasureId> ruled_out = excluded_[at];
    for (const core::MeasureId one : ruled_out) add(excluded_[at], implying_[one.index]);
  }
}

std::vector<core::MeasureId> Conduct::measures(const core::Norm& norm) {
  std::vector<core::MeasureId> found;
  for (const core::Head& one : norm.heads)
    if (const auto* measure = std::get_if<core::MeasureHead>(&one)) found.push_back(measure->measure);
  return found;
}

std::vector<core::MeasureId> Conduct::done_by(const core::Norm& norm) const {
  std::vector<core::MeasureId> all;
  for (const core::MeasureId measure : measures(norm)) add(all, implied_[measure.index]);
  return all;
}

const core::MeasureHead* Conduct::head(const core::Norm& norm) {
  return norm.heads.empty() ? nullptr : std::get_if<core::MeasureHead>(&norm.heads.front());
}

std::optional<core::MeasureId> Conduct::single(const core::Norm& norm) {
  const core::MeasureHead* measure = head(norm);
  if (measure == nullptr || norm.connective != core::HeadConnective::Single) return std::nullopt;
  return measure->measure;
}

std::vector<core::MeasureId> Conduct::imposed(const core::Norm& norm) const {
  std::vector<core::MeasureId> all;
  if (norm.strength != core::Strength::Hard) return all;
  if (norm.modality == core::Modality::Must) {
    if (norm.connective == core::HeadConnective::Sequence) {
      for (const core::MeasureId measure : measures(norm)) add(all, implied_[measure.index]);
    } else if (const auto measure = single(norm)) {
      add(all, implied_[measure->index]);
    } else if (norm.connective == core::HeadConnective::OneOf) {
      add(all, whichever(norm, [&](core::MeasureId one) { return implied_[one.index]; }));
    }
  }
  if (norm.modality == core::Modality::MustNot)
    for (const core::MeasureId measure : measures(norm)) add(all, opposite_[measure.index]);
  return all;
}

std::vector<core::MeasureId> Conduct::urged(const core::Norm& norm) const {
  const auto measure = single(norm);
  const bool urges = norm.strength != core::Strength::Hard && norm.modality == core::Modality::Must && measure;
  return urges ? implied_[measure->index] : std::vector<core::MeasureId>{};
}

std::vector<core::MeasureId> Conduct::forbidden(const core::Norm& norm) const {
  std::vector<core::MeasureId> all;
  if (norm.strength != core::Strength::Hard) return all;
  if (norm.modality == core::Modality::MustNot)
    for (const core::MeasureId measure : measures(norm)) add(all, implying_[measure.index]);
  if (norm.modality == core::Modality::Must) {
    if (const auto measure = single(norm))
      add(all, excluded_[measure->index]);
    else if (norm.connective == core::HeadConnective::OneOf)
      add(all, whichever(norm, [&](core::MeasureId one) { return excluded_[one.index]; }));
  }
  return all;
}

}  // namespace polc::prove
