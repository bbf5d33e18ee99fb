// SPDX-License-Identifier: Apache-2.0
// The inner loops, each over plain arrays that do not overlap. kernels.cpp is compiled once for every processor that is worth
// it; `kernels()` picks when the program starts. Truths are bytes (value::Truth); masks are bytes 0 or 1.
#pragma once

#include <cstddef>
#include <cstdint>

namespace polc::vector {

using RowId = std::uint32_t;  // as facts::Row
inline constexpr RowId no_row_id = 0xffffffff;
inline constexpr std::size_t rows_of_room = 16;
inline constexpr std::size_t outcomes_of_look_up = 128;

// A number of each of 16 things on every day: high[high_at[day] + thing] - low[low_at[day] + thing]; its bounds, both included.
struct NumberOfDays {
  const std::int32_t* high = nullptr;
  const std::int32_t* low = nullptr;
  const std::uint32_t* high_at = nullptr;
  const std::uint32_t* low_at = nullptr;
  std::int32_t least = 0, greatest = 0;
};

// Of a column whose offsets are T; see ColumnView.
template <class T>
struct ColumnKernels {
  // True where least <= offset <= least + span (the other way round where `outside`), Unknown where absent.
  void (*between)(const T* data, std::size_t size, T least, T span, T absent, bool outside, std::uint8_t* truths);
  // The same for some rows; no_row_id: Unknown.
  void (*between_at)(const T* data, const RowId* rows, std::size_t size, T least, T span, T absent, bool outside,
                     std::uint8_t* truths);
  // The same as rows, rising, of which none is absent: first + i where it is true; how many. `rows` has room for `size` and
  // rows_of_room more.
  std::size_t (*rows_between)(const T* data, std::size_t size, T least, T span, RowId first, RowId* rows);
  // 0: offset > last; 1: first <= offset <= last; 2: offset < first. For times of rows, none absent.
  void (*place_in_window)(const T* data, std::size_t size, T first, T last, std::uint8_t* places);
  // Of the ends of rows with these places: 1 stays, 2 becomes 1 where the end is absent or not before first, else 0.
  void (*reach_window)(const T* data, std::size_t size, T first, T absent, std::uint8_t* places);
  // Both as rows, for begins and ends of one width; as rows_between.
  std::size_t (*rows_in_window)(const T* begins, const T* ends, std::size_t size, T first, T last, T first_end,
                                T absent_end, RowId first_row, RowId* rows);
  // The same for those rows alone, of `total`, that `among` names, rising.
  std::size_t (*rows_in_window_among)(const T* begins, const T* ends, std::size_t total, T first, T last, T first_end,
                                      T absent_end, const RowId* among, std::size_t size, RowId* rows);
  // The yes/no of rows, value = base + offset.
  void (*truths)(const T* data, std::size_t size, T absent, T base, std::uint8_t* truths);
  void (*truths_at)(const T* data, const RowId* rows, std::size_t size, T absent, T base, std::uint8_t* truths);
  // The references of rows, value = base + offset; no_row_id where absent. `targets` may be `rows`.
  void (*follow)(const T* data, std::size_t size, T absent, RowId base, RowId* targets);
  void (*follow_at)(const T* data, const RowId* rows, std::size_t size, T absent, RowId base, RowId* targets);
  // The sum of offsets where `counted` is True; the number of those.
  std::uint64_t (*sum)(const T* data, std::size_t size, const std::uint8_t* counted, std::uint64_t* number);
};

// One byte of each of 16 things on every day, the days `stride` apart; 0: the same on every day.
template <class Byte>
struct PlacesOfDays {
  Byte* of_first_day = nullptr;
  std::size_t stride = 0;
};

struct Kernels {
  ColumnKernels<std::uint8_t> byte;
  ColumnKernels<std::uint16_t> two;
  ColumnKernels<std::uint32_t> four;
  ColumnKernels<std::uint64_t> eight;

  template <class T>
  [[nodiscard]] const ColumnKernels<T>& of() const {
    if constexpr (sizeof(T) == 1) return byte;
    if constexpr (sizeof(T) == 2) return two;
    if constexpr (sizeof(T) == 4) return four;
    if constexpr (sizeof(T) == 8) return eight;
  }

  // into = into op other
  void (*conjoin)(std::uint8_t* into, const std::uint8_t* other, std::size_t size);
  void (*disjoin)(std::uint8_t* into, const std::uint8_t* other, std::size_t size);
  void (*conjoin_negated)(std::uint8_t* into, const std::uint8_t* other, std::size_t size);
  void (*negate)(std::uint8_t* into, std::size_t size);
  // into = mask ? into : False
  void (*keep)(std::uint8_t* into, const std::uint8_t* mask, std::size_t size);
  // Rows first + i for which bytes[i] is not 0; how many. `rows` has room for `size` and rows_of_room more.
  std::size_t (*rows_of)(const std::uint8_t* bytes, std::size_t size, RowId first, RowId* rows);
  std::size_t (*count_not_zero)(const std::uint8_t* bytes, std::size_t size);
  std::size_t (*count_equal)(const std::uint8_t* bytes, std::size_t size, std::uint8_t wanted);
  bool (*any_equal)(const std::uint8_t* bytes, std::size_t size, std::uint8_t wanted);
  // into = into + other
  void (*add)(std::int32_t* into, const std::int32_t* other, std::size_t size);
  // The running sums of 16 things over `days` days: `of_days` has what each day adds, all things of a day together; or, where they
  // are `totals`, which never fall, what it comes to, and 0 where nothing is added. Sums are `stride` apart, each day's in a line
  // of the cache of its own, which is not read.
  void (*add_days)(const std::int32_t* of_days, std::size_t days, bool totals, std::int32_t* sums, std::size_t stride);
  // The same in place.
  void (*add_up_days)(std::int32_t* of_days, std::size_t days, bool totals);
  // True where least <= high - low <= greatest.
  void (*difference_between)(const std::int32_t* high, const std::int32_t* low, std::size_t size, std::int32_t least,
                             std::int32_t greatest, std::uint8_t* truths);
  // to = from + the bit, which it has not, where the number of the thing, of 16, lies between its bounds, of which the lower is not
  // above the upper. `from` and `to` may be the same.
  void (*mark_days)(const NumberOfDays& number, std::size_t days, std::uint8_t bit,
                    PlacesOfDays<const std::uint8_t> from, PlacesOfDays<std::uint8_t> to);
  // outcome = table[place]; the table has outcomes_of_look_up entries, of which the first `entries` are in use, and places are
  // below that.
  void (*look_up)(const std::uint8_t* places, std::size_t size, const std::uint8_t* table, std::size_t entries,
                  std::uint8_t* outcomes);
  void (*gather)(const std::uint8_t* table, const RowId* rows, std::size_t size, std::uint8_t missing,
                 std::uint8_t* out);

  // Grounds for ranks, one bit each: adds `bit` where the truth is True to certain, where it is Unknown to possible.
  void (*add_ground)(const std::uint8_t* truths, std::size_t size, std::uint8_t bit, std::uint8_t* certain,
                     std::uint8_t* possible);
  // into = into | other
  void (*join)(std::uint8_t* into, const std::uint8_t* other, std::size_t size);
  // A gap needs at least two classes to fall between: spoken stays where ranks has at least two bits.
  void (*settle_gaps)(const std::uint8_t* ranks, std::uint8_t* spoken, std::size_t size);
  // A rank is the class if it holds and no stronger one may; in place. `applies`: True or Unknown where the rule combines.
  void (*strongest)(std::uint8_t* certain, std::uint8_t* possible, const std::uint8_t* applies, std::size_t size,
                    bool highest);
  // possible less certain, in place, and the state (interpret::ClassState) and rank of each.
  void (*settle)(const std::uint8_t* certain, std::uint8_t* possible, const std::uint8_t* may_be_gap, std::size_t size,
                 std::uint8_t* state, std::uint8_t* rank);
  // What rules give at all, and whether one of them speaks of the thing: where `applies` is not False, adds `bit` to ranks, and
  // 1 to spoken where `of_kind` is True.
  void (*speak)(const std::uint8_t* applies, const std::uint8_t* of_kind, std::size_t size, std::uint8_t bit,
                std::uint8_t* ranks, std::uint8_t* spoken);
  // True where certain has a wanted bit, Unknown where only possible has.
  void (*has_rank)(const std::uint8_t* certain, const std::uint8_t* possible, std::size_t size, std::uint8_t wanted,
                   std::uint8_t* truths);
};

// For the processor that runs the program.
[[nodiscard]] const Kernels& kernels();

}  // namespace polc::vector
