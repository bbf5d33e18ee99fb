// SPDX-License-Identifier: Apache-2.0
// What is due: every norm with measures that bears on somebody now, obligations of the same measure combined to the stricter.
#include <algorithm>
#include <memory>
#include <span>
#include <tuple>

#include "runtime/interpret/norms.h"

namespace polc::interpret {

namespace {

// Rows lie by their owner; a norm may be about somebody else whom they name.
bool is_before(const DueEntry& left, const DueEntry& right) {
  return std::pair(left.subject, left.occasion) < std::pair(right.subject, right.occasion);
}

}  // namespace

void sort_entries(std::span<DueEntry> entries) {
  if (!std::is_sorted(entries.begin(), entries.end(), is_before))
    std::stable_sort(entries.begin(), entries.end(), is_before);
}

void NormEvaluator::add_due_by(std::uint32_t at, DueList& all) {
  if (source_ != nullptr && source_->due(at, subjects_, all)) return;
  const Bearing& on = bearing(at);
  std::vector<std::uint32_t> open;
  std::vector<Row> rows;
  for (std::uint32_t entry = 0; entry < on.size(); ++entry) {
    if (on.active[entry] == Truth::False) continue;
    open.push_back(entry);
    rows.push_back(on.row[entry]);
  }
  if (open.empty()) return;
  const Batch batch = instances(at, rows);
  const core::Norm& declared = norm(at);
  // Amounts of every head; a sequence needs another one for each step.
  std::vector<std::optional<Values>> lowest(declared.heads.size()), highest(declared.heads.size());
  for (std::uint32_t head = 0; head < declared.heads.size(); ++head) {
    const core::MeasureHead* measure = measure_head(declared, head);
    if (measure != nullptr && measure->length.lowest) lowest[head] = evaluator.value(*measure->length.lowest, batch);
    if (measure != nullptr && measure->length.highest) highest[head] = evaluator.value(*measure->length.highest, batch);
  }
  const std::size_t before = all.size();
  TermsIndex known(all);
  DueTerms terms;
  terms.modality = declared.modality;
  terms.strength = declared.strength;
  terms.norm = at;
  terms.sort = declared.sort;
  terms.norms = {at};
  for (std::size_t which = 0; which < open.size(); ++which) {
    const std::uint32_t entry = open[which];
    terms.step = step(at, entry);
    terms.lowest = lowest[terms.step] ? number_at(*lowest[terms.step], which) : std::nullopt;
    terms.highest = highest[terms.step] ? number_at(*highest[terms.step], which) : std::nullopt;
    all.entries.push_back({.terms = known.index_of(terms),
                           .subject = on.subject[entry],
                           .occasion = declared.occasion ? on.row[entry] : no_row,
                           .first_day = on.first_day[entry],
                           .last_day = on.last_day[entry],
                           .truth = on.active[entry],
                           .due_by = on.due_by[entry]});
  }
  sort_entries(std::span(all.entries).subspan(before));
}

namespace {

// Obligations that combine: single heads of one measure, of equal strength, on one sort and sort of occasion.
using Bucket = std::tuple<std::uint32_t, std::uint32_t, core::Strength, std::uint32_t>;
std::optional<Bucket> bucket_of(const core::Norm& norm) {
  if (norm.modality != core::Modality::Must || norm.connective != core::HeadConnective::Single) return std::nullopt;
  const core::MeasureHead* head = measure_head(norm, 0);
  if (head == nullptr || norm.timing.frequency || !head->recipients.empty()) return std::nullopt;
  return Bucket{norm.sort.index, head->measure.index, norm.strength, norm.occasion ? norm.occasion->index : no_index};
}

bool is_stricter(const DueTerms& left, const DueTerms& right) {
  const auto amount = [](const DueTerms& terms) { return terms.lowest ? *terms.lowest : value::Rational(0); };
  if (amount(left) != amount(right)) return amount(left) > amount(right);
  return left.norm < right.norm;
}

// What several norms of one bucket ask, by subject, occasion and truth, the stricter of each.
class Combiner {
 public:
  explicit Combiner(DueList all) : all_(std::move(all)) {
    value::UnwrittenVector<DueEntry>& entries = all_.entries;
    const auto key = [](const DueEntry& due) { return std::tuple(due.subject, due.occasion, due.truth); };
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const DueEntry& left, const DueEntry& right) { return key(left) < key(right); });
    for (std::size_t at = 0; at < entries.size();) {
      std::size_t next = at + 1;
      while (next < entries.size() && key(entries[next]) == key(entries[at])) ++next;
      combine(std::span(entries).subspan(at, next - at));
      at = next;
    }
  }

  // Appends those that `norm` is the strictest of, by subject, then occasion.
  void add(std::uint32_t norm, DueList& due) const {
    const auto found = combined_.find(norm);
    if (found == combined_.end()) return;
    TermsIndex known(due);
    for (DueEntry one : found->second) {
      one.terms = known.index_of(terms_.terms[one.terms]);
      due.entries.push_back(one);
    }
  }

 private:
  void combine(std::span<const DueEntry> entries) {
    const auto terms_of = [&](const DueEntry& entry) -> const DueTerms& { return all_.terms[entry.terms]; };
    DueEntry one = *std::min_element(entries.begin(), entries.end(), [&](const DueEntry& left, const DueEntry& right) {
      return is_stricter(terms_of(left), terms_of(right));
    });
    DueTerms terms = terms_of(one);
    terms.norms.clear();
    for (const DueEntry& entry : entries) {
      terms.norms.push_back(terms_of(entry).norm);
      if (entry.last_day != facts::absent_day && one.last_day != facts::absent_day)
        one.last_day = std::max(one.last_day, entry.last_day);
      else
        one.last_day = facts::absent_day;  // one of them has no end
      if (entry.first_day != facts::absent_day && one.first_day != facts::absent_day)
        one.first_day = std::min(one.first_day, entry.first_day);
      if (entry.due_by != facts::absent_moment && (one.due_by == facts::absent_moment || entry.due_by < one.due_by))
        one.due_by = entry.due_by;
    }
    one.terms = known_.index_of(terms);
    combined_[terms.norm].push_back(one);
  }

  DueList all_;
  DueList terms_;  // without entries
  TermsIndex known_{terms_};
  std::map<std::uint32_t, std::vector<DueEntry>> combined_;  // by the strictest
};

}  // namespace

void add_due(NormEvaluator& norms, DayResult& result) {
  const std::size_t count = norms.evaluator.program.norms.size();
  std::map<Bucket, std::vector<std::uint32_t>> buckets;
  for (std::uint32_t at = 0; at < count; ++at)
    if (const auto bucket = bucket_of(norms.norm(at))) buckets[*bucket].push_back(at);
  std::map<std::uint32_t, const Combiner*> combiner_of;  // of the norms that combine with others
  std::vector<std::unique_ptr<Combiner>> combiners;
  for (const auto& [bucket, members] : buckets) {
    if (members.size() == 1) continue;
    DueList all;
    for (const std::uint32_t at : members) norms.add_due_by(at, all);
    combiners.push_back(std::make_unique<Combiner>(std::move(all)));
    for (const std::uint32_t at : members) combiner_of[at] = combiners.back().get();
  }
  for (std::uint32_t at = 0; at < count; ++at) {
    if (const auto combiner = combiner_of.find(at); combiner != combiner_of.end())
      combiner->second->add(at, result.due);
    else if (!measures_of(norms.norm(at)).empty())
      norms.add_due_by(at, result.due);
  }
}

}  // namespace polc::interpret
