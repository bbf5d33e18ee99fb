// SPDX-License-Identifier: Apache-2.0
#include "runtime/interpret/due_list.h"

#include <utility>

namespace polc::interpret {

std::optional<value::Day> day_or_none(std::int32_t day) {
  return day == facts::absent_day ? std::nullopt : std::optional(value::Day{day});
}

DueNorm DueList::operator[](std::size_t at) const {
  const DueEntry& entry = entries[at];
  const DueTerms& common = terms[entry.terms];
  return {.modality = common.modality,
          .strength = common.strength,
          .truth = entry.truth,
          .norm = common.norm,
          .norms = common.norms,
          .sort = common.sort,
          .subject = entry.subject,
          .occasion = entry.occasion,
          .step = common.step,
          .lowest = common.lowest,
          .highest = common.highest,
          .first_day = day_or_none(entry.first_day),
          .last_day = day_or_none(entry.last_day),
          .due_by = entry.due_by == facts::absent_moment ? std::nullopt : std::optional(value::Moment{entry.due_by})};
}

std::uint32_t DueList::add_terms(DueTerms one) {
  terms.push_back(std::move(one));
  return static_cast<std::uint32_t>(terms.size() - 1);
}

std::uint32_t TermsIndex::index_of(const DueTerms& terms) {
  const auto [found, is_new] = known_.try_emplace(terms, 0);
  if (is_new) found->second = list_.add_terms(terms);
  return found->second;
}

}  // namespace polc::interpret
