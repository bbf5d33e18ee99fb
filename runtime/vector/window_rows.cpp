// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/window_rows.h"

#include <algorithm>
#include <cstring>

#include "runtime/vector/kernels.h"

namespace polc::vector {

namespace {

constexpr std::uint64_t many_rows_each = 16;
constexpr std::uint64_t enough_for_runs = 64;
// Where a run of a thing to come is likely to begin is fetched so many things before it is looked for.
constexpr Row things_ahead = 12;
// With more of the rows in the window, their filter is worked out for all.
constexpr std::size_t worth_choosing = 4;

// The first offset of a value that is not before `time`. No value: there is none that the column could hold.
std::optional<std::uint64_t> offset_not_before(const ColumnView& view, const ColumnRange& range, std::int64_t time) {
  const std::uint64_t nearest = clamped_offset(view, range, time);
  if (time <= range.greatest) return nearest;
  return nearest == greatest_offset(view.width) ? std::nullopt : std::optional(nearest + 1);
}

// The first of the rising values from `first` to before `last` that is not below `bound`. The search begins at `guess`, between the
// two, and takes wider and wider steps (J. L. Bentley, A. C. Yao, "An almost optimal algorithm for unbounded searching", 1976).
template <class T>
Row first_not_below(const T* data, Row first, Row last, T bound, Row guess) {
  Row step = 8;
  if (guess < last && data[guess] < bound) {
    first = guess + 1;
    for (; step < last - first && data[first + step] < bound; step *= 2) first += step + 1;
    last = step < last - first ? first + step : last;
  } else {
    last = guess;
    for (; step < last - first && data[last - step] >= bound; step *= 2) last -= step;
    first = step < last - first ? last - step : first;
  }
  return static_cast<Row>(std::lower_bound(data + first, data + last, bound) - data);
}

}  // namespace

WindowRows::WindowRows(core::RelationId relation, core::ColumnIndex link, WorkedOut& world)
    : relation_(world.program[relation]),
      table_(world.facts[relation]),
      things_(world.facts[relation_.columns[link].type.target].row_count),
      are_by_thing_(relation_.subject == link && table_.by_subject.exists()) {
  if (relation_.begin) {
    begins_ = world.columns.view(relation, *relation_.begin);
    begun_ = world.columns.range(relation, *relation_.begin);
  }
  if (relation_.end) {
    ends_ = world.columns.view(relation, *relation_.end);
    ended_ = world.columns.range(relation, *relation_.end);
  }
  are_in_runs_ = are_by_thing_ && relation_.begin && !relation_.end && begins_.width != Width::None &&
                 !begun_.any_absent && table_.row_count > 0 && table_.row_count / things_ >= enough_for_runs;
}

bool WindowRows::are_many_each(const Morsel& morsel) const {
  return are_by_thing_ && std::uint64_t{morsel.last_thing - morsel.first_thing} * many_rows_each <= morsel.size;
}

bool WindowRows::holds_none(const CountWindow& window) const {
  const std::int64_t end = std::min(window.end, window.now);
  return end < begun_.least || (!relation_.end && (window.begin > begun_.greatest || window.begin > end));
}

std::optional<WindowRows::Offsets> WindowRows::offsets_of(const CountWindow& window) const {
  if (relation_.end && (ends_.width == Width::None || !ended_.any_given)) return std::nullopt;
  const auto begin = offset_not_before(begins_, begun_, window.begin);
  const auto begin_for_ends = relation_.end ? offset_not_before(ends_, ended_, window.begin) : 0;
  if (!begin || !begin_for_ends) return std::nullopt;
  return Offsets{*begin, clamped_offset(begins_, begun_, std::min(window.end, window.now)), *begin_for_ends};
}

bool WindowRows::lies_in(const CountWindow& window, Row row) const {
  const std::int64_t begin = interpret::time_at(table_.columns[*relation_.begin], row);
  if (begin > std::min(window.end, window.now)) return false;
  return begin >= window.begin ||
         (relation_.end && interpret::time_at(table_.columns[*relation_.end], row) >= window.begin);
}

RowList WindowRows::narrow(const RowList& wider, const Offsets& offsets, Scratch::Frame& frame) const {
  Row* rows = frame.take<Row>(wider.count + rows_of_room);
  const std::size_t count = with_data(begins_, [&]<class T>(const T* begins) -> std::size_t {
    const auto first = static_cast<T>(offsets.begin), last = static_cast<T>(offsets.end);
    if (relation_.end)
      return kernels().of<T>().rows_in_window_among(begins, static_cast<const T*>(ends_.data), table_.row_count, first,
                                                    last, static_cast<T>(offsets.begin_for_ends),
                                                    static_cast<T>(ends_.absent), wider.rows, wider.count, rows);
    std::size_t found = 0;
    for (std::size_t at = 0; at < wider.count; ++at) {
      const Row row = rows[found] = wider.rows[at];
      found += begins[row] >= first && begins[row] <= last ? 1 : 0;
    }
    return found;
  });
  return {rows, count};
}

std::optional<RowList> WindowRows::find(const CountWindow& window, const Morsel& morsel,
                                        const std::optional<RowList>& wider, bool always, Scratch::Frame& frame) const {
  if (!relation_.begin) return std::nullopt;
  if (holds_none(window)) return RowList{};
  const auto offsets = offsets_of(window);
  if (!offsets || (relation_.end && begins_.width != ends_.width)) return std::nullopt;
  if (wider) return narrow(*wider, *offsets, frame);
  Row* rows = frame.take<Row>(morsel.size + rows_of_room);
  const std::size_t count = with_data(begins_, [&]<class T>(const T* begins) {
    const auto& kernel = kernels().of<T>();
    const auto from = static_cast<T>(offsets->begin), to = static_cast<T>(offsets->end);
    if (!relation_.end)
      return kernel.rows_between(begins + morsel.first, morsel.size, from, static_cast<T>(to - from), morsel.first,
                                 rows);
    return kernel.rows_in_window(begins + morsel.first, static_cast<const T*>(ends_.data) + morsel.first, morsel.size,
                                 from, to, static_cast<T>(offsets->begin_for_ends), static_cast<T>(ends_.absent),
                                 morsel.first, rows);
  });
  if (!always && count * worth_choosing > morsel.size) return std::nullopt;
  return RowList{rows, count};
}

RunsOfThings WindowRows::runs(const CountWindow& window, const Morsel& morsel,
                              const std::optional<RunsOfThings>& before, Scratch::Frame& frame) const {
  const std::size_t things = morsel.last_thing - morsel.first_thing;
  Row* begins = frame.take<Row>(things);
  Row* ends = frame.take<Row>(things);
  const auto offsets = holds_none(window) ? std::nullopt : offsets_of(window);
  if (!offsets) {
    std::fill_n(begins, things, morsel.first);
    std::fill_n(ends, things, morsel.first);
    return {begins, ends, 0, window};
  }
  std::size_t rows = 0;
  with_data(begins_, [&]<class T>(const T* data) {
    const auto from = static_cast<T>(offsets->begin), to = static_cast<T>(offsets->end);
    const std::uint64_t most = clamped_offset(begins_, begun_, begun_.greatest);
    // About as many rows a day on one as on another.
    const auto share_before = [&](std::uint64_t bound) {
      return static_cast<double>(bound) / (static_cast<double>(most) + 1);
    };
    const auto guess = [](Row first, Row last, double share) {
      return first + static_cast<Row>(share * static_cast<double>(last - first));
    };
    const auto beyond = static_cast<T>(to + 1);
    const double before_begin = share_before(from), before_end = share_before(beyond);
    const bool begins_all = from == 0, ends_all = to >= most;
    // Where both begin before they end, so do all that the two have of a thing.
    const bool ends_as_before = before && before->rows > 0 && !before->window.is_empty() &&
                                before->window.end == window.end && before->window.now == window.now;
    for (std::size_t at = 0; at < things; ++at) {
      const Row thing = morsel.first_thing + static_cast<Row>(at);
      if (thing + things_ahead < things_) {
        const auto [first, last] = table_.rows_of(thing + things_ahead);
        if (!begins_all) __builtin_prefetch(data + guess(first, last, before_begin));
        if (!ends_all && !ends_as_before) __builtin_prefetch(data + guess(first, last, before_end));
      }
      const auto [first, last] = table_.rows_of(thing);
      begins[at] = begins_all ? first : first_not_below(data, first, last, from, guess(first, last, before_begin));
      if (ends_as_before)
        ends[at] = before->ends[at];
      else if (ends_all)
        ends[at] = last;
      else
        ends[at] =
            first_not_below(data, begins[at], last, beyond, std::max(begins[at], guess(first, last, before_end)));
      rows += ends[at] - begins[at];
    }
  });
  return {begins, ends, rows, window};
}

void WindowRows::mark(const CountWindow& window, const Morsel& morsel, std::uint8_t* inside) const {
  if (!relation_.begin) {
    std::memset(inside, 1, morsel.size);
    return;
  }
  if (holds_none(window)) {
    std::memset(inside, 0, morsel.size);
    return;
  }
  const auto offsets = offsets_of(window);
  if (!offsets) {
    for (std::size_t at = 0; at < morsel.size; ++at)
      inside[at] = lies_in(window, morsel.first + static_cast<Row>(at)) ? 1 : 0;
    return;
  }
  with_data(begins_, [&]<class T>(const T* data) {
    const auto& kernel = kernels().of<T>();
    const auto from = static_cast<T>(offsets->begin), to = static_cast<T>(offsets->end);
    if (relation_.end)
      kernel.place_in_window(data + morsel.first, morsel.size, from, to, inside);
    else
      kernel.between(data + morsel.first, morsel.size, from, static_cast<T>(to - from), static_cast<T>(begins_.absent),
                     false, inside);
  });
  if (!relation_.end) return;
  with_data(ends_, [&]<class T>(const T* data) {
    kernels().of<T>().reach_window(data + morsel.first, morsel.size, static_cast<T>(offsets->begin_for_ends),
                                   static_cast<T>(ends_.absent), inside);
  });
}

}  // namespace polc::vector
