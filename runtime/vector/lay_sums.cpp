// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/lay_sums.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "runtime/interpret/wide.h"
#include "runtime/vector/conditions.h"
#include "runtime/vector/scan.h"

namespace polc::vector {

namespace {

// Of one array; four bytes each.
constexpr std::int64_t most_sums = std::int64_t{1} << 24;

// Rows of which it is not known whether they count, or how much, are not for sums.
struct NotKnown {};

class SumsMaker {
 public:
  SumsMaker(const plan::Count& count, WorkedOut& world, workers::Workers& workers, std::vector<Scratch>& scratches)
      : count_(count),
        world_(world),
        workers_(workers),
        scratches_(scratches),
        relation_(world.program[count.relation]),
        table_(world.facts[count.relation]) {}

  std::optional<DaySums::Sums> make() {
    if (!count_.is_timeless || !relation_.begin || table_.row_count == 0) return std::nullopt;
    if (relation_.columns[*relation_.begin].type.kind != core::TypeKind::Day) return std::nullopt;
    const ColumnRange& begun = world_.columns.range(count_.relation, *relation_.begin);
    begins_ = world_.columns.view(count_.relation, *relation_.begin);
    sums_.first = begun.least;
    sums_.last = begun.greatest;
    if (relation_.end) {
      const ColumnRange& ended = world_.columns.range(count_.relation, *relation_.end);
      if (ended.any_given) sums_.last = std::max(sums_.last, ended.greatest);
    }
    sums_.things = world_.facts[count_.things].row_count;
    const std::int64_t days = sums_.last - sums_.first + 1;
    if (sums_.things == 0 || days + 1 > most_sums / static_cast<std::int64_t>(sums_.things + things_at_once) ||
        !amounts_fit())
      return std::nullopt;
    days_ = static_cast<std::size_t>(days);
    if (count_.filter) world_.prepare(*count_.filter);
    sums_.stride = (sums_.things + things_at_once - 1) / things_at_once * things_at_once;
    const std::size_t size = (days_ + 1) * sums_.stride;
    sums_.begun = room_for(size);
    if (relation_.end) sums_.ended = room_for(size);
    try {
      if (relation_.subject == count_.link && table_.by_subject.exists())
        lay_by_thing();
      else
        lay_by_row(size);
    } catch (const NotKnown&) {
      return std::nullopt;
    }
    return std::move(sums_);
  }

 private:
  // Not set.
  static DaySums::Sums::Array room_for(std::size_t size) {
    return DaySums::Sums::Array(
        static_cast<std::int32_t*>(::operator new(size * sizeof(std::int32_t), DaySums::Sums::alignment)));
  }

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

  // Those of the rows that count; `chosen` has room for `size` and rows_of_room more.
  std::size_t choose(Row first, std::size_t size, Scratch& scratch, Row* chosen) const {
    Scratch::Frame frame(scratch);
    auto* truths = frame.take<std::uint8_t>(size);
    if (count_.filter)
      Conditions(world_, scratch).evaluate(*count_.filter, Rows{first, nullptr, size}, truths);
    else
      std::fill_n(truths, size, static_cast<std::uint8_t>(Truth::True));
    if (kernels().count_equal(truths, size, static_cast<std::uint8_t>(Truth::Unknown)) != 0) throw NotKnown();
    return kernels().rows_of(truths, size, first, chosen);
  }

  // visit(row => days since the first one that it begins) for the true type of the column; the like for amounts.
  template <class Visit>
  void with_begins(Visit visit) const {
    const auto first = static_cast<std::uint64_t>(begins_.first) - static_cast<std::uint64_t>(sums_.first);
    with_data(begins_, [&]<class T>(const T* data) {
      visit([data, first](Row row) { return static_cast<std::size_t>(first + data[row]); });
    });
  }
  template <class Visit>
  void with_amounts(Visit visit) const {
    if (relation_.counting != core::Counting::Sum) return visit([](Row) { return std::int32_t{1}; });
    const bool ignores = relation_.corrections == core::Corrections::Ignored;
    const auto first = static_cast<std::uint64_t>(amounts_.first);
    with_data(amounts_, [&]<class T>(const T* data) {
      const auto amount = [data, first](Row row) { return static_cast<std::int32_t>(first + data[row]); };
      if (ignores)
        visit([amount](Row row) { return std::max(amount(row), 0); });
      else
        visit(amount);
    });
  }
  // Days since the first one until the row ends; days_ or more: it does not.
  std::size_t end_of(Row row) const {
    const std::int64_t begin = interpret::time_at(table_.columns[*relation_.begin], row);
    const std::int64_t last = std::max(begin, interpret::time_at(table_.columns[*relation_.end], row));
    return last <= sums_.last ? static_cast<std::size_t>(last - sums_.first) : days_;
  }

  // ---- rows lie thing by thing, and things beside each other by day: the sums of a few things stay in the nearest cache

  static constexpr std::size_t things_at_once = DaySums::Sums::things_of_line;
  using Block = std::vector<std::int32_t>;  // of each day the things of a piece

  void lay_by_thing() {
    struct Blocks {
      Block begun, ended;
    };
    std::vector<Blocks> blocks(workers_.count());
    const std::size_t size = days_ * things_at_once;
    std::fill_n(sums_.begun.get(), sums_.stride, 0);
    if (relation_.end) std::fill_n(sums_.ended.get(), sums_.stride, 0);
    workers_.share((sums_.things + things_at_once - 1) / things_at_once, [&](std::size_t worker, std::size_t piece) {
      Blocks& mine = blocks[worker];
      const auto first = static_cast<Row>(piece * things_at_once);
      const auto last = static_cast<Row>(std::min(first + things_at_once, sums_.things));
      mine.begun.assign(size, 0);
      if (relation_.end) mine.ended.assign(size, 0);
      add_rows_of(first, last, scratches_[worker], mine.begun, mine.ended);
      add_up(mine.begun, first, sums_.begun.get());
      if (relation_.end) add_up(mine.ended, first, sums_.ended.get());
    });
  }
  void add_rows_of(Row first_thing, Row last_thing, Scratch& scratch, Block& begun, Block& ended) const {
    const Row end = table_.rows_of(last_thing - 1).second;
    Row thing = first_thing;
    for (Row first = table_.rows_of(first_thing).first; first < end; first += rows_at_once) {
      const std::size_t size = std::min<std::size_t>(rows_at_once, end - first);
      Scratch::Frame frame(scratch);
      Row* chosen = frame.take<Row>(size + rows_of_room);
      const std::size_t count = choose(first, size, scratch, chosen);
      const auto beyond = first + static_cast<Row>(size);
      // A thing may go on in the rows to come.
      for (std::size_t at = 0; at < count; ++thing) {
        const Row end_of_thing = table_.rows_of(thing).second;
        const std::size_t next =
            end_of_thing >= beyond
                ? count
                : static_cast<std::size_t>(std::lower_bound(chosen + at, chosen + count, end_of_thing) - chosen);
        add_rows(chosen + at, next - at, thing - first_thing, begun, ended);
        at = next;
        if (at == count) break;
      }
    }
  }
  void add_rows(const Row* rows, std::size_t size, std::size_t place, Block& begun, Block& ended) const {
    with_begins([&](auto begin) {
      with_amounts([&](auto amount) {
        std::int32_t* to = begun.data() + place;
        for (std::size_t at = 0; at < size; ++at) to[begin(rows[at]) * things_at_once] += amount(rows[at]);
      });
    });
    if (!relation_.end) return;
    with_amounts([&](auto amount) {
      for (std::size_t at = 0; at < size; ++at)
        if (const std::size_t day = end_of(rows[at]); day < days_)
          ended[day * things_at_once + place] += amount(rows[at]);
    });
  }
  void add_up(const Block& block, Row first, std::int32_t* sums) const {
    kernels().add_days(block.data(), days_, sums + sums_.stride + first, sums_.stride);
  }

  // ---- rows lie as they may

  void lay_by_row(std::size_t size) {
    std::int32_t* begun = sums_.begun.get();
    std::int32_t* ended = sums_.ended.get();
    std::fill_n(begun, size, 0);
    if (relation_.end) std::fill_n(ended, size, 0);
    Scratch& scratch = scratches_[0];
    for (Row first = 0; first < table_.row_count; first += rows_at_once) {
      const std::size_t many = std::min<std::size_t>(rows_at_once, table_.row_count - first);
      Scratch::Frame frame(scratch);
      Row* chosen = frame.take<Row>(many + rows_of_room);
      const std::size_t count = choose(first, many, scratch, chosen);
      Row* owners = frame.take<Row>(count);
      Conditions(world_, scratch)
          .follow(plan::Way{{count_.link}, count_.things}, count_.relation, Rows{0, chosen, count}, owners);
      with_begins([&](auto begin) {
        with_amounts([&](auto amount) {
          for (std::size_t at = 0; at < count; ++at) {
            if (owners[at] == no_row_id) continue;
            begun[(begin(chosen[at]) + 1) * sums_.stride + owners[at]] += amount(chosen[at]);
            if (!relation_.end) continue;
            if (const std::size_t day = end_of(chosen[at]); day < days_)
              ended[(day + 1) * sums_.stride + owners[at]] += amount(chosen[at]);
          }
        });
      });
    }
    for (std::int32_t* sums : {begun, ended})
      for (std::size_t at = sums_.stride; sums != nullptr && at < size; at += sums_.stride)
        kernels().add(sums + at, sums + at - sums_.stride, sums_.things);
  }

  const plan::Count& count_;
  WorkedOut& world_;
  workers::Workers& workers_;
  std::vector<Scratch>& scratches_;
  const core::Relation& relation_;
  const facts::Table& table_;
  std::size_t days_ = 0;
  ColumnView begins_, amounts_;
  DaySums::Sums sums_;
};

}  // namespace

std::optional<DaySums::Sums> lay_sums(const plan::Count& count, WorkedOut& world, workers::Workers& workers,
                                      std::vector<Scratch>& scratches) {
  return SumsMaker(count, world, workers, scratches).make();
}

}  // namespace polc::vector
