// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/window_rows.h"

#include <algorithm>
#include <cstring>

#include "runtime/vector/kernels.h"

namespace polc::vector {

namespace {

constexpr std::uint64_t many_rows_each = 16;
// With more of the rows in the window, their filter is worked out for all.
constexpr std::size_t worth_choosing = 4;

// The first offset of a value that is not before `time`. No value: there is none that the column could hold.
std::optional<std::uint64_t> offset_not_before(const ColumnView& view, const ColumnRange& range, std::int64_t time) {
  const std::uint64_t nearest = clamped_offset(view, range, time);
  if (time <= range.greatest) return nearest;
  return nearest == greatest_offset(view.width) ? std::nullopt : std::optional(nearest + 1);
}

}  // namespace

WindowRows::WindowRows(core::RelationId relation, core::ColumnIndex link, WorkedOut& world)
    : relation_(world.program[relation]),
      table_(world.facts[relation]),
      are_by_thing_(relation_.subject == link && table_.by_subject.exists()) {
  if (relation_.begin) {
    begins_ = world.columns.view(relation, *relation_.begin);
    begun_ = world.columns.range(relation, *relation_.begin);
  }
  if (relation_.end) {
    ends_ = world.columns.view(relation, *relation_.end);
    ended_ = world.columns.range(relation, *relation_.end);
  }
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
