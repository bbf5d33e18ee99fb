// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/day_sums.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "runtime/interpret/wide.h"
#include "runtime/vector/conditions.h"
#include "runtime/vector/scan.h"

namespace polc::vector {

namespace {

constexpr std::size_t days_before_they_pay = 2;
// Of one array; four bytes each.
constexpr std::int64_t most_sums = std::int64_t{1} << 24;

// Rows of which it is not known whether they count, or how much, are not for sums.
struct NotKnown {};

class SumsMaker {
 public:
  SumsMaker(const plan::Count& count, WorkedOut& world, Scratch& scratch)
      : count_(count),
        world_(world),
        scratch_(scratch),
        relation_(world.program[count.relation]),
        table_(world.facts[count.relation]),
        are_by_thing_(relation_.subject == count.link && table_.by_subject.exists()) {}

  std::optional<DaySums::Sums> make() {
    if (!count_.is_timeless || !relation_.begin || table_.row_count == 0) return std::nullopt;
    if (relation_.columns[*relation_.begin].type.kind != core::TypeKind::Day) return std::nullopt;
    const ColumnRange& begun = world_.columns.range(count_.relation, *relation_.begin);
    sums_.first = begun.least;
    sums_.last = begun.greatest;
    if (relation_.end) {
      const ColumnRange& ended = world_.columns.range(count_.relation, *relation_.end);
      if (ended.any_given) sums_.last = std::max(sums_.last, ended.greatest);
    }
    sums_.things = world_.facts[count_.things].row_count;
    const std::int64_t days = sums_.last - sums_.first + 2;
    if (sums_.things == 0 || days > most_sums / static_cast<std::int64_t>(sums_.things) || !amounts_fit())
      return std::nullopt;
    sums_.begun.assign(static_cast<std::size_t>(days) * sums_.things, 0);
    if (relation_.end) sums_.ended.assign(sums_.begun.size(), 0);
    if (count_.filter) world_.prepare(*count_.filter);
    try {
      for (Row first = 0; first < table_.row_count; first += rows_at_once)
        add(first, std::min<std::size_t>(rows_at_once, table_.row_count - first));
    } catch (const NotKnown&) {
      return std::nullopt;
    }
    if (block_ != no_block) end_block();
    for (std::vector<std::int32_t>* sums : {&sums_.begun, &sums_.ended})
      for (std::size_t at = sums_.things; at < sums->size(); at += sums_.things)
        kernels().add(sums->data() + at, sums->data() + at - sums_.things, sums_.things);
    return std::move(sums_);
  }

 private:
  bool amounts_fit() {
    interpret::Wide size = 1;
    if (relation_.counting == core::Counting::Sum) {
      if (!relation_.counting_column) return false;
      amounts_ = world_.columns.view(count_.relation, *relation_.counting_column);
      const ColumnRange& range = world_.columns.range(count_.relation, *relation_.counting_column);
      if (range.any_absent || amounts_.width == Width::None) return false;
      const interpret::Wide least = range.least, greatest = range.greatest;
      size = std::max(least < 0 ? -least : least, greatest < 0 ? -greatest : greatest);
    }
    return size * table_.row_count <= std::numeric_limits<std::int32_t>::max();
  }

  void add(Row first, std::size_t size) {
    Scratch::Frame frame(scratch_);
    auto* truths = frame.take<std::uint8_t>(size);
    Conditions conditions(world_, scratch_);
    const Rows rows{first, nullptr, size};
    if (count_.filter)
      conditions.evaluate(*count_.filter, rows, truths);
    else
      std::fill_n(truths, size, static_cast<std::uint8_t>(Truth::True));
    if (kernels().count_equal(truths, size, static_cast<std::uint8_t>(Truth::Unknown)) != 0) throw NotKnown();
    Row* chosen = frame.take<Row>(size + rows_of_room);
    const std::size_t count = kernels().rows_of(truths, size, first, chosen);
    Row* owners = frame.take<Row>(count);
    conditions.follow(plan::Way{{count_.link}, count_.things}, count_.relation, Rows{0, chosen, count}, owners);
    auto* amounts = frame.take<std::int32_t>(count);
    take_amounts(chosen, count, amounts);
    const ColumnView& begins = world_.columns.view(count_.relation, *relation_.begin);
    with_data(begins, [&]<class T>(const T* data) {
      const std::int64_t first_offset = begins.first - sums_.first;
      for (std::size_t at = 0; at < count; ++at) {
        if (owners[at] == no_row_id) continue;
        const auto day = static_cast<std::size_t>(first_offset + static_cast<std::int64_t>(data[chosen[at]]));
        if (!are_by_thing_) {
          sums_.begun[(day + 1) * sums_.things + owners[at]] += amounts[at];
          continue;
        }
        if (owners[at] / things_of_block != block_) begin_block(owners[at] / things_of_block);
        of_block_[day * things_of_block + owners[at] % things_of_block] += amounts[at];
      }
    });
    if (!relation_.end) return;
    for (std::size_t at = 0; at < count; ++at) {
      if (owners[at] == no_row_id) continue;
      const std::int64_t begin = interpret::time_at(table_.columns[*relation_.begin], chosen[at]);
      const std::int64_t last = std::max(begin, interpret::time_at(table_.columns[*relation_.end], chosen[at]));
      if (last <= sums_.last) add(sums_.ended, last, owners[at], amounts[at]);
    }
  }

  // Things lie beside each other by day, and rows by thing: a few things at a time stay in the nearest cache.
  void begin_block(Row block) {
    end_block();
    block_ = block;
  }
  void end_block() {
    if (block_ == no_block) {
      of_block_.assign((sums_.begun.size() / sums_.things - 1) * things_of_block, 0);
      return;
    }
    const std::size_t first = std::size_t{block_} * things_of_block;
    const std::size_t bytes = std::min(things_of_block, sums_.things - first) * sizeof(std::int32_t);
    std::int32_t* to = sums_.begun.data() + sums_.things + first;
    for (std::size_t at = 0; at < of_block_.size(); at += things_of_block, to += sums_.things)
      std::memcpy(to, of_block_.data() + at, bytes);
    std::fill(of_block_.begin(), of_block_.end(), 0);
    block_ = no_block;
  }

  // Of columns without an absent value.
  template <class T>
  static std::int64_t value_of(const ColumnView& view, T offset) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(view.first) + offset);
  }

  void take_amounts(const Row* rows, std::size_t size, std::int32_t* amounts) const {
    if (relation_.counting != core::Counting::Sum) {
      std::fill_n(amounts, size, 1);
      return;
    }
    const bool ignores = relation_.corrections == core::Corrections::Ignored;
    with_data(amounts_, [&]<class T>(const T* data) {
      for (std::size_t at = 0; at < size; ++at) {
        const auto amount = static_cast<std::int32_t>(value_of(amounts_, data[rows[at]]));
        amounts[at] = ignores ? std::max(amount, 0) : amount;
      }
    });
  }

  void add(std::vector<std::int32_t>& sums, std::int64_t day, Row thing, std::int32_t amount) const {
    sums[static_cast<std::size_t>(day - sums_.first + 1) * sums_.things + thing] += amount;
  }

  const plan::Count& count_;
  WorkedOut& world_;
  Scratch& scratch_;
  const core::Relation& relation_;
  const facts::Table& table_;
  bool are_by_thing_;
  ColumnView amounts_;
  DaySums::Sums sums_;

  static constexpr std::size_t things_of_block = 16;
  static constexpr Row no_block = no_row_id;
  Row block_ = no_block;
  std::vector<std::int32_t> of_block_;  // of the days, each with the things of the block
};

}  // namespace

const std::int32_t* DaySums::Sums::by_day(const std::vector<std::int32_t>& sums, std::int64_t day) const {
  const std::int64_t place = std::clamp(day, first - 1, last) - first + 1;
  return sums.data() + static_cast<std::size_t>(place) * things;
}

const DaySums::Sums* DaySums::find(const plan::Count& count, WorkedOut& world, Scratch& scratch) {
  Kept& kept = kept_[{count.relation.index, count.link, count.filter ? count.filter->index : interpret::no_index}];
  if (kept.last_asked != world.evaluator.today) ++kept.days_asked;
  kept.last_asked = world.evaluator.today;
  if (!kept.is_tried && std::max(kept.days_asked, expected_) > days_before_they_pay) {
    kept.is_tried = true;
    kept.sums = SumsMaker(count, world, scratch).make();
  }
  return kept.sums ? &*kept.sums : nullptr;
}

void settle_by_sums(const SumsOfWindow& sums, const NumberBounds& bounds, Row first, Row last, std::uint8_t* truths) {
  constexpr std::int64_t least = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t greatest = std::numeric_limits<std::int32_t>::max();
  const auto fits = [&](const std::optional<std::int64_t>& bound) {
    return !bound || (least <= *bound && *bound <= greatest);
  };
  if (bounds.lowest_is_unknown || bounds.highest_is_unknown || !fits(bounds.lowest) || !fits(bounds.highest)) {
    for (Row thing = first; thing < last; ++thing) {
      const std::int64_t number = sums.high[thing] - sums.low[thing];
      truths[thing] = static_cast<std::uint8_t>(bounds.truth_of({number, number, false, false}));
    }
    return;
  }
  kernels().difference_between(sums.high + first, sums.low + first, last - first,
                               static_cast<std::int32_t>(bounds.lowest.value_or(least)),
                               static_cast<std::int32_t>(bounds.highest.value_or(greatest)), truths + first);
}

std::optional<SumsOfWindow> sums_of(const DaySums::Sums& sums, const CountWindow& window) {
  const std::int64_t end = std::min(window.end, window.now);
  const std::int32_t* begun = sums.by_day(sums.begun, end);
  if (sums.ended.empty()) return SumsOfWindow{begun, sums.by_day(sums.begun, std::min(window.begin - 1, end))};
  // Those that ended before the window have all begun by its end; of a window after now that is not so.
  if (window.begin > window.now) return std::nullopt;
  return SumsOfWindow{begun, sums.by_day(sums.ended, window.begin - 1)};
}

}  // namespace polc::vector
