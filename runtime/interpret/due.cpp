// SPDX-License-Identifier: Apache-2.0
// What is due: every norm with measures that bears on somebody now, obligations of the same measure combined to the stricter.
#include <algorithm>
#include <memory>
#include <span>
#include <tuple>

#include "runtime/interpret/norms.h"

namespace polc::interpret {

namespace {

std::optional<value::Day> day_or_none(std::int64_t day) {
  return day == facts::absent_day ? std::nullopt : std::optional(value::Day{static_cast<std::int32_t>(day)});
}

using Order = std::tuple<Row, Row>;
Order order_of(const DueNorm& due) { return {due.subject, due.occasion}; }

}  // namespace

void NormEvaluator::add_due_by(std::uint32_t at, std::vector<DueNorm>& all) {
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
  for (std::size_t which = 0; which < open.size(); ++which) {
    const std::uint32_t entry = open[which];
    DueNorm due;
    due.modality = declared.modality;
    due.strength = declared.strength;
    due.truth = on.active[entry];
    due.norm = at;
    due.sort = declared.sort;
    due.subject = on.subject[entry];
    due.occasion = declared.occasion ? on.row[entry] : no_row;
    due.step = step(at, entry);
    if (lowest[due.step]) due.lowest = number_at(*lowest[due.step], which);
    if (highest[due.step]) due.highest = number_at(*highest[due.step], which);
    due.first_day = day_or_none(on.first_day[entry]);
    due.last_day = day_or_none(on.last_day[entry]);
    if (on.due_by[entry] != facts::absent_moment) due.due_by = value::Moment{on.due_by[entry]};
    all.push_back(due);
  }
  // Rows lie by their owner; a norm may be about somebody else whom they name.
  const auto added = all.begin() + static_cast<std::ptrdiff_t>(before);
  const auto by_subject_and_occasion = [](const DueNorm& left, const DueNorm& right) {
    return order_of(left) < order_of(right);
  };
  if (!std::is_sorted(added, all.end(), by_subject_and_occasion))
    std::stable_sort(added, all.end(), by_subject_and_occasion);
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

bool is_stricter(const DueNorm& left, const DueNorm& right) {
  const auto amount = [](const DueNorm& due) { return due.lowest ? *due.lowest : value::Rational(0); };
  if (amount(left) != amount(right)) return amount(left) > amount(right);
  return left.norm < right.norm;
}

// What several norms of one bucket ask, by subject, occasion and truth, the stricter of each.
class Combiner {
 public:
  explicit Combiner(std::vector<DueNorm> all) : all_(std::move(all)) {
    const auto key = [](const DueNorm& due) { return std::tuple(due.subject, due.occasion, due.truth); };
    std::stable_sort(all_.begin(), all_.end(),
                     [&](const DueNorm& left, const DueNorm& right) { return key(left) < key(right); });
    for (std::size_t at = 0; at < all_.size();) {
      std::size_t next = at + 1;
      while (next < all_.size() && key(all_[next]) == key(all_[at])) ++next;
      combine(std::span(all_).subspan(at, next - at));
      at = next;
    }
  }

  // Appends those that `norm` is the strictest of, by subject, then occasion.
  void add(std::uint32_t norm, DayResult& result) const {
    const auto found = combined_.find(norm);
    if (found == combined_.end()) return;
    for (DueNorm due : found->second) {
      const Slice own = due.norms;
      due.norms.begin = static_cast<std::uint32_t>(result.norm_lists.size());
      result.norm_lists.insert(result.norm_lists.end(), norms_.begin() + own.begin, norms_.begin() + own.end);
      due.norms.end = static_cast<std::uint32_t>(result.norm_lists.size());
      result.due.push_back(due);
    }
  }

 private:
  void combine(std::span<const DueNorm> entries) {
    DueNorm one = *std::min_element(entries.begin(), entries.end(), is_stricter);
    one.norms.begin = static_cast<std::uint32_t>(norms_.size());
    for (const DueNorm& entry : entries) {
      norms_.push_back(entry.norm);
      if (entry.last_day && one.last_day) one.last_day = std::max(*one.last_day, *entry.last_day);
      if (!entry.last_day) one.last_day.reset();  // one of them has no end
      if (entry.first_day && one.first_day) one.first_day = std::min(*one.first_day, *entry.first_day);
      if (entry.due_by && (!one.due_by || *entry.due_by < *one.due_by)) one.due_by = entry.due_by;
    }
    one.norms.end = static_cast<std::uint32_t>(norms_.size());
    combined_[one.norm].push_back(one);
  }

  std::vector<DueNorm> all_;
  std::vector<std::uint32_t> norms_;
  std::map<std::uint32_t, std::vector<DueNorm>> combined_;  // by the strictest
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
    std::vector<DueNorm> all;
    for (const std::uint32_t at : members) norms.add_due_by(at, all);
    combiners.push_back(std::make_unique<Combiner>(std::move(all)));
    for (const std::uint32_t at : members) combiner_of[at] = combiners.back().get();
  }
  for (std::uint32_t at = 0; at < count; ++at) {
    if (const auto combiner = combiner_of.find(at); combiner != combiner_of.end()) {
      combiner->second->add(at, result);
      continue;
    }
    if (measures_of(norms.norm(at)).empty()) continue;
    const std::size_t before = result.due.size();
    norms.add_due_by(at, result.due);
    for (std::size_t place = before; place < result.due.size(); ++place) {
      const auto next = static_cast<std::uint32_t>(result.norm_lists.size());
      result.due[place].norms = {next, next + 1};
      result.norm_lists.push_back(at);
    }
  }
}

}  // namespace polc::interpret
