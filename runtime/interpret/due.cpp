// SPDX-License-Identifier: Apache-2.0
// What is due: every norm with measures that bears on somebody now, obligations of the same measure combined to the stricter.
#include <algorithm>
#include <tuple>

#include "runtime/interpret/norms.h"

namespace polc::interpret {

namespace {

// One norm on one subject, before combining.
struct Entry {
  DueNorm due;
  std::vector<std::uint32_t> norms;
};

std::optional<value::Day> day_or_none(std::int64_t day) {
  return day == facts::absent_day ? std::nullopt : std::optional(value::Day{static_cast<std::int32_t>(day)});
}

std::vector<Entry> entries_of(NormEvaluator& norms, std::uint32_t at) {
  const core::Norm& norm = norms.norm(at);
  const Bearing& on = norms.bearing(at);
  std::vector<std::uint32_t> open;
  std::vector<Row> rows;
  for (std::uint32_t entry = 0; entry < on.size(); ++entry) {
    if (on.active[entry] == Truth::False) continue;
    open.push_back(entry);
    rows.push_back(on.row[entry]);
  }
  std::vector<Entry> entries;
  if (open.empty()) return entries;
  const Batch batch = norms.instances(at, rows);
  // Amounts of every head; a sequence needs another one for each step.
  std::vector<std::optional<Values>> lowest(norm.heads.size()), highest(norm.heads.size());
  for (std::uint32_t head = 0; head < norm.heads.size(); ++head) {
    const core::MeasureHead* measure = measure_head(norm, head);
    if (measure != nullptr && measure->length.lowest)
      lowest[head] = norms.evaluator.value(*measure->length.lowest, batch);
    if (measure != nullptr && measure->length.highest)
      highest[head] = norms.evaluator.value(*measure->length.highest, batch);
  }
  for (std::size_t which = 0; which < open.size(); ++which) {
    const std::uint32_t entry = open[which];
    DueNorm due;
    due.modality = norm.modality;
    due.strength = norm.strength;
    due.truth = on.active[entry];
    due.norm = at;
    due.sort = norm.sort;
    due.subject = on.subject[entry];
    due.occasion = norm.occasion ? on.row[entry] : no_row;
    due.step = norms.step(at, entry);
    if (lowest[due.step]) due.lowest = number_at(*lowest[due.step], which);
    if (highest[due.step]) due.highest = number_at(*highest[due.step], which);
    due.first_day = day_or_none(on.first_day[entry]);
    due.last_day = day_or_none(on.last_day[entry]);
    if (on.due_by[entry] != facts::absent_moment) due.due_by = value::Moment{on.due_by[entry]};
    entries.push_back({due, {at}});
  }
  return entries;
}

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

// `entries` are of one subject, occasion and truth.
Entry combine(std::span<const Entry> entries) {
  const auto strictest = std::min_element(entries.begin(), entries.end(), [](const Entry& left, const Entry& right) {
    return is_stricter(left.due, right.due);
  });
  Entry one = *strictest;
  one.norms.clear();
  for (const Entry& entry : entries) {
    one.norms.push_back(entry.due.norm);
    if (entry.due.last_day && one.due.last_day) one.due.last_day = std::max(*one.due.last_day, *entry.due.last_day);
    if (!entry.due.last_day) one.due.last_day.reset();  // one of them has no end
    if (entry.due.first_day && one.due.first_day)
      one.due.first_day = std::min(*one.due.first_day, *entry.due.first_day);
    if (entry.due.due_by && (!one.due.due_by || *entry.due.due_by < *one.due.due_by)) one.due.due_by = entry.due.due_by;
  }
  return one;
}

std::vector<Entry> combined(std::vector<Entry> entries) {
  const auto key = [](const Entry& entry) {
    return std::tuple(entry.due.subject, entry.due.occasion, entry.due.truth);
  };
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const Entry& left, const Entry& right) { return key(left) < key(right); });
  std::vector<Entry> result;
  for (std::size_t at = 0; at < entries.size();) {
    std::size_t next = at + 1;
    while (next < entries.size() && key(entries[next]) == key(entries[at])) ++next;
    result.push_back(combine(std::span(entries).subspan(at, next - at)));
    at = next;
  }
  return result;
}

}  // namespace

void add_due(NormEvaluator& norms, DayResult& result) {
  std::vector<Entry> all;
  std::map<Bucket, std::vector<std::uint32_t>> buckets;
  const auto take = [&](std::vector<Entry> entries) {
    all.insert(all.end(), std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
  };
  const std::size_t count = norms.evaluator.program.norms.size();
  for (std::uint32_t at = 0; at < count; ++at) {
    if (measures_of(norms.norm(at)).empty()) continue;
    if (const auto bucket = bucket_of(norms.norm(at)))
      buckets[*bucket].push_back(at);
    else
      take(entries_of(norms, at));
  }
  for (const auto& [bucket, members] : buckets) {
    std::vector<Entry> entries;
    for (const std::uint32_t at : members) {
      std::vector<Entry> more = entries_of(norms, at);
      entries.insert(entries.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    take(members.size() == 1 ? std::move(entries) : combined(std::move(entries)));
  }
  const auto order = [](const Entry& entry) {
    return std::tuple(entry.due.norm, entry.due.subject, entry.due.occasion);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Entry& left, const Entry& right) { return order(left) < order(right); });
  result.due.reserve(all.size());
  for (Entry& entry : all) {
    entry.due.norms.begin = static_cast<std::uint32_t>(result.norm_lists.size());
    result.norm_lists.insert(result.norm_lists.end(), entry.norms.begin(), entry.norms.end());
    entry.due.norms.end = static_cast<std::uint32_t>(result.norm_lists.size());
    result.due.push_back(entry.due);
  }
}

}  // namespace polc::interpret
