// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/row_order.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "runtime/value/unwritten_vector.h"

namespace polc::facts {
namespace {

constexpr unsigned digit_bits = 11;
constexpr std::size_t bucket_rows = 4096;  // on average: their keys and a copy of them fit the cache of a core
constexpr std::size_t buckets_at_once = 64;
constexpr std::size_t few_rows = 256;      // sorted faster by comparing
constexpr unsigned most_bucket_bits = 11;  // as many buckets can be written to at once

unsigned bits_for(std::uint64_t greatest) { return static_cast<unsigned>(std::bit_width(greatest)); }

// What rows are put in order by, as one number: subject, then time (0: absent).
struct KeyShape {
  std::uint64_t earliest = 0;  // offset of a time, from which the others are counted
  unsigned time_bits = 0;
  unsigned row_bits = 0;
  unsigned bits = 0;  // of all, with the row below
};

// Rows in as many parts as there are workers: work(part, first row, row behind the last).
class Parts {
 public:
  Parts(std::size_t rows, workers::Workers* workers)
      : rows_(rows), workers_(workers), count_(workers == nullptr ? 1 : workers->count()) {}

  [[nodiscard]] std::size_t count() const { return count_; }
  template <class Work>
  void share(Work work) const {
    const auto begin = [&](std::size_t part) { return rows_ * part / count_; };
    if (workers_ == nullptr) return work(0, 0, rows_);
    workers_->share(count_, [&](std::size_t, std::size_t part) { work(part, begin(part), begin(part + 1)); });
  }

 private:
  std::size_t rows_;
  workers::Workers* workers_;
  std::size_t count_;
};

KeyShape shape_of(const References& subjects, const PackedIntegers* times, Row subject_count, const Parts& parts) {
  constexpr std::uint64_t none = std::numeric_limits<std::uint64_t>::max();
  std::vector<std::uint64_t> earliest_of(parts.count(), none), latest_of(parts.count(), 0);
  if (times != nullptr)
    parts.share([&](std::size_t part, std::size_t first, std::size_t last) {
      times->visit([&](const auto& view) {
        std::uint64_t earliest = none, latest = 0;
        for (const auto offset : view.offsets.subspan(first, last - first)) {
          earliest = std::min<std::uint64_t>(earliest, offset);
          latest = std::max(latest, offset == view.absent ? 0 : std::uint64_t{offset});
        }
        earliest_of[part] = earliest;
        latest_of[part] = latest;
      });
    });
  const std::uint64_t latest = *std::max_element(latest_of.begin(), latest_of.end());
  KeyShape shape;
  shape.earliest = std::min(latest, *std::min_element(earliest_of.begin(), earliest_of.end()));
  shape.time_bits = times == nullptr ? 0 : bits_for(latest - shape.earliest + 1);
  shape.row_bits = bits_for(subjects.size() - 1);
  shape.bits = bits_for(subject_count) + shape.time_bits + shape.row_bits;
  return shape;
}

// Calls use(subject and time of a row as one number, given the row).
template <class Use>
void with_key_of(const References& subjects, const PackedIntegers* times, const KeyShape& shape, Use use) {
  subjects.packed().visit([&](const auto& things) {
    const auto base = static_cast<std::uint64_t>(things.base);
    if (times == nullptr) return use([&](std::size_t row) { return base + things.offsets[row]; });
    const std::uint64_t earliest = shape.earliest;
    const unsigned time_bits = shape.time_bits;
    times->visit([&](const auto& view) {
      use([&](std::size_t row) {
        const std::uint64_t time =
            view.offsets[row] == view.absent ? 0 : std::uint64_t{view.offsets[row]} - earliest + 1;
        return (base + things.offsets[row]) << time_bits | time;
      });
    });
  });
}

// Least significant digit first; which rows stand first in the beginning does so among equals in the end.
void sort_bits(std::span<std::uint64_t> keys, std::vector<std::uint64_t>& scratch, unsigned from, unsigned until) {
  std::array<std::uint32_t, std::size_t{1} << digit_bits> next{};
  scratch.resize(std::max(scratch.size(), keys.size()));
  std::span<std::uint64_t> source = keys;
  std::span<std::uint64_t> target = std::span(scratch).first(keys.size());
  for (unsigned shift = from; shift < until; shift += digit_bits) {
    const std::uint64_t mask = (std::uint64_t{1} << std::min(digit_bits, until - shift)) - 1;
    next.fill(0);
    for (const std::uint64_t key : source) ++next[key >> shift & mask];
    std::uint32_t begin = 0;
    for (std::uint32_t& entry : next) begin += std::exchange(entry, begin);
    for (const std::uint64_t key : source) target[next[key >> shift & mask]++] = key;
    std::swap(source, target);
  }
  if (source.data() != keys.data()) std::copy(source.begin(), source.end(), keys.begin());
}

// Puts the rows of every bucket in order; they end at `ends`. Keys are there for the buckets alone that are being sorted: those of
// all rows would be the most that loading takes memory for.
void sort_buckets(const References& subjects, const PackedIntegers* times, const KeyShape& shape, unsigned bucket_shift,
                  std::span<Row> rows, const std::vector<std::size_t>& ends, workers::Workers* workers) {
  struct Room {
    std::vector<std::uint64_t> keys, scratch;
  };
  std::vector<Room> rooms(workers == nullptr ? 1 : workers->count());
  const std::uint64_t row_mask = (std::uint64_t{1} << shape.row_bits) - 1;
  const auto sort_one = [&](Room& room, std::span<Row> part) {
    room.keys.resize(std::max(room.keys.size(), part.size()));
    const auto keys = std::span(room.keys).first(part.size());
    with_key_of(subjects, times, shape, [&](const auto& key_of) {
      std::transform(part.begin(), part.end(), keys.begin(),
                     [&](Row row) { return key_of(row) << shape.row_bits | row; });
    });
    if (part.size() < few_rows)
      std::sort(keys.begin(), keys.end());
    else
      sort_bits(keys, room.scratch, shape.row_bits, shape.row_bits + bucket_shift);
    std::transform(keys.begin(), keys.end(), part.begin(),
                   [&](std::uint64_t key) { return static_cast<Row>(key & row_mask); });
  };
  const auto sort_some = [&](std::size_t worker, std::size_t piece) {
    const std::size_t last = std::min((piece + 1) * buckets_at_once, ends.size());
    for (std::size_t bucket = piece * buckets_at_once; bucket < last; ++bucket) {
      const std::size_t begin = bucket == 0 ? 0 : ends[bucket - 1];
      sort_one(rooms[worker], rows.subspan(begin, ends[bucket] - begin));
    }
  };
  const std::size_t pieces = (ends.size() + buckets_at_once - 1) / buckets_at_once;
  if (workers != nullptr) return workers->share(pieces, sort_some);
  for (std::size_t piece = 0; piece < pieces; ++piece) sort_some(0, piece);
}

value::UnwrittenVector<Row> order_by_keys(const References& subjects, const PackedIntegers* times,
                                          const KeyShape& shape, const Parts& parts, workers::Workers* workers) {
  const std::size_t count = subjects.size();
  // Into buckets by the highest bits, then each by the others.
  const unsigned key_bits = shape.bits - shape.row_bits;
  const unsigned bucket_bits = std::min({bits_for(count / bucket_rows), most_bucket_bits, key_bits});
  const unsigned bucket_shift = key_bits - bucket_bits;
  const std::size_t buckets = std::size_t{1} << bucket_bits;
  // By part, of each bucket how many of its rows go there; then where the next of them goes: parts stay in their order.
  std::vector<std::vector<std::size_t>> next(parts.count(), std::vector<std::size_t>(buckets, 0));
  value::UnwrittenVector<Row> order(count);
  with_key_of(subjects, times, shape, [&](const auto& key_of) {
    parts.share([&](std::size_t part, std::size_t first, std::size_t last) {
      std::vector<std::size_t>& own = next[part];
      for (std::size_t row = first; row < last; ++row) ++own[key_of(row) >> bucket_shift];
    });
  });
  std::vector<std::size_t> ends(buckets);
  std::size_t begin = 0;
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    for (std::vector<std::size_t>& own : next) begin += std::exchange(own[bucket], begin);
    ends[bucket] = begin;
  }
  with_key_of(subjects, times, shape, [&](const auto& key_of) {
    parts.share([&](std::size_t part, std::size_t first, std::size_t last) {
      std::vector<std::size_t>& own = next[part];
      for (std::size_t row = first; row < last; ++row)
        order[own[key_of(row) >> bucket_shift]++] = static_cast<Row>(row);
    });
  });
  sort_buckets(subjects, times, shape, bucket_shift, order, ends, workers);
  return order;
}

// The same whatever the keys are.
value::UnwrittenVector<Row> order_by_comparing(const References& subjects, const PackedIntegers* times) {
  value::UnwrittenVector<Row> order(subjects.size());
  std::iota(order.begin(), order.end(), Row{0});
  // Of the absent ones the offset is the greatest; one more is the least.
  const auto time_of = [&](Row row) {
    return times == nullptr ? 0 : (times->offset(row) == times->absent_offset() ? 0 : times->offset(row) + 1);
  };
  std::stable_sort(order.begin(), order.end(), [&](Row left, Row right) {
    return subjects[left] != subjects[right] ? subjects[left] < subjects[right] : time_of(left) < time_of(right);
  });
  return order;
}

}  // namespace

value::UnwrittenVector<Row> order_rows(const References& subjects, const Column& times, Row subject_count,
                                       workers::Workers* workers) {
  if (subjects.empty()) return {};
  const PackedIntegers* packed = packed_of(times);
  const Parts parts(subjects.size(), workers);
  const KeyShape shape = shape_of(subjects, packed, subject_count, parts);
  if (shape.bits > 64 || shape.time_bits > 40) return order_by_comparing(subjects, packed);
  std::atomic<bool> in_order = true;
  parts.share([&](std::size_t, std::size_t first, std::size_t last) {
    bool mine = true;
    with_key_of(subjects, packed, shape, [&](const auto& key_of) {
      std::uint64_t before = 0;
      // From the last row of the part before on.
      for (std::size_t row = first == 0 ? 0 : first - 1; row < last; ++row) {
        const std::uint64_t key = key_of(row);
        mine = mine && before <= key;
        before = key;
      }
    });
    if (!mine) in_order = false;
  });
  return in_order ? value::UnwrittenVector<Row>{} : order_by_keys(subjects, packed, shape, parts, workers);
}

}  // namespace polc::facts
