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

// Of which a piece has sums; with 16 things to a piece, some hundred kilobytes.
constexpr std::size_t most_days_of_piece = std::size_t{1} << 12;

// Not set.
DaySums::Sums::Array room_for(std::size_t size) {
  return DaySums::Sums::Array(
      static_cast<std::int32_t*>(::operator new(size * sizeof(std::int32_t), DaySums::Sums::alignment)));
}

// Rows of which it is not known whether they count are not for sums.
struct NotKnown {};

}  // namespace

// The rows that a count sums, each with the day that it begins and ends on and how much it counts.
class ThingSums::SummedRows {
 public:
  static constexpr std::size_t things_at_once = things_of_piece;

  // None: the rows have no days, or it is not known how much they count, or sums do not fit.
  static std::shared_ptr<const SummedRows> make(const plan::Count& count, WorkedOut& world) {
    auto made = std::make_shared<SummedRows>(count, world);
    if (!count.is_timeless || !made->relation_.begin || made->table_.row_count == 0) return nullptr;
    if (made->relation_.columns[*made->relation_.begin].type.kind != core::TypeKind::Day) return nullptr;
    made->find_days();
    if (made->things() == 0 || !made->amounts_fit()) return nullptr;
    if (count.filter) world.prepare(*count.filter);
    return made;
  }
  SummedRows(const plan::Count& count, WorkedOut& world)
      : count_(count), world_(world), relation_(world.program[count.relation]), table_(world.facts[count.relation]) {}

  [[nodiscard]] bool lie_by_thing() const { return relation_.subject == count_.link && table_.by_subject.exists(); }
  [[nodiscard]] bool have_ends() const { return relation_.end.has_value(); }
  [[nodiscard]] std::int64_t first() const { return first_; }
  [[nodiscard]] std::int64_t last() const { return last_; }
  [[nodiscard]] std::size_t days() const { return static_cast<std::size_t>(last_ - first_ + 1); }
  [[nodiscard]] std::size_t things() const { return world_.facts[count_.things].row_count; }
  // What rows begin with is never less than what those before them have begun with.
  [[nodiscard]] bool never_fall() const { return never_falls_; }

  // ---- rows lie thing by thing, and things beside each other by day

  // Adds up to what each day of things first … last - 1 adds or, of rows that begin where sums never fall, has it come to; arrays
  // are by day and thing, and zero before.
  void add_rows_of(Row first_thing, Row last_thing, Scratch& scratch, std::int32_t* begun, std::int32_t* ended) const {
    const Row end = table_.rows_of(last_thing - 1).second;
    Row thing = first_thing;
    std::int32_t total = 0;  // of the thing that the rows are of
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
        add_rows(chosen + at, next - at, thing - first_thing, total, begun, ended);
        at = next;
        if (at == count) break;
        total = 0;
      }
    }
  }

  // ---- rows lie as they may

  // Into arrays by day and thing, `stride` from one day to the next, and zero before.
  void add_rows_as_they_lie(Scratch& scratch, std::size_t stride, std::int32_t* begun, std::int32_t* ended) const {
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
            begun[begin(chosen[at]) * stride + owners[at]] += amount(chosen[at]);
            if (ended == nullptr) continue;
            if (const std::size_t day = end_of(chosen[at]); day < days())
              ended[day * stride + owners[at]] += amount(chosen[at]);
          }
        });
      });
    }
  }

 private:
  void find_days() {
    const ColumnRange begun = world_.columns.range(count_.relation, *relation_.begin);
    begins_ = world_.columns.view(count_.relation, *relation_.begin);
    first_ = begun.least;
    last_ = begun.greatest;
    if (!relation_.end) return;
    const ColumnRange ended = world_.columns.range(count_.relation, *relation_.end);
    if (ended.any_given) last_ = std::max(last_, ended.greatest);
  }
  bool amounts_fit() {
    interpret::Wide size = 1;
    never_falls_ = true;
    if (relation_.counting == core::Counting::Sum) {
      if (!relation_.counting_column) return false;
      amounts_ = world_.columns.view(count_.relation, *relation_.counting_column);
      const ColumnRange range = world_.columns.range(count_.relation, *relation_.counting_column);
      if (range.any_absent || amounts_.width == Width::None) return false;
      const interpret::Wide least = range.least, greatest = range.greatest;
      size = std::max(least < 0 ? -least : least, greatest < 0 ? -greatest : greatest);
      never_falls_ = least >= 0 || relation_.corrections == core::Corrections::Ignored;
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
    if (kernels().any_equal(truths, size, static_cast<std::uint8_t>(Truth::Unknown))) throw NotKnown();
    return kernels().rows_of(truths, size, first, chosen);
  }

  // visit(row => days since the first one that it begins) for the true type of the column; the like for amounts.
  template <class Visit>
  void with_begins(Visit visit) const {
    const auto first = static_cast<std::uint64_t>(begins_.first) - static_cast<std::uint64_t>(first_);
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
  // Days since the first one until the row ends; `days` or more: it does not.
  std::size_t end_of(Row row) const {
    const std::int64_t begin = interpret::time_at(table_.columns[*relation_.begin], row);
    const std::int64_t last = std::max(begin, interpret::time_at(table_.columns[*relation_.end], row));
    return last <= last_ ? static_cast<std::size_t>(last - first_) : days();
  }

  // Rows of one thing, in the order of the days that they begin on; `total` of those before.
  void add_rows(const Row* rows, std::size_t size, std::size_t place, std::int32_t& total, std::int32_t* begun,
                std::int32_t* ended) const {
    with_begins([&](auto begin) {
      with_amounts([&](auto amount) {
        std::int32_t* to = begun + place;
        if (never_falls_) {
          // Each row but writes; to add to what the row before has just written would be to wait for it.
          std::int32_t sum = total;
          for (std::size_t at = 0; at < size; ++at) to[begin(rows[at]) * things_at_once] = sum += amount(rows[at]);
          total = sum;
        } else {
          for (std::size_t at = 0; at < size; ++at) to[begin(rows[at]) * things_at_once] += amount(rows[at]);
        }
      });
    });
    if (ended == nullptr) return;
    with_amounts([&](auto amount) {
      for (std::size_t at = 0; at < size; ++at)
        if (const std::size_t day = end_of(rows[at]); day < days())
          ended[day * things_at_once + place] += amount(rows[at]);
    });
  }

  const plan::Count& count_;
  WorkedOut& world_;
  const core::Relation& relation_;
  const facts::Table& table_;
  std::int64_t first_ = 0, last_ = 0;
  bool never_falls_ = false;
  ColumnView begins_, amounts_;
};

ThingSums::ThingSums(std::shared_ptr<const SummedRows> rows) : rows_(std::move(rows)) {}

std::optional<ThingSums> ThingSums::make(const plan::Count& count, WorkedOut& world) {
  auto rows = SummedRows::make(count, world);
  if (rows == nullptr || !rows->lie_by_thing() || rows->days() > most_days_of_piece) return std::nullopt;
  return ThingSums(std::move(rows));
}

std::int64_t ThingSums::first() const { return rows_->first(); }
std::int64_t ThingSums::last() const { return rows_->last(); }
bool ThingSums::have_ends() const { return rows_->have_ends(); }
std::size_t ThingSums::things() const { return rows_->things(); }
std::size_t ThingSums::size() const { return (rows_->days() + 1) * things_of_piece; }

bool ThingSums::lay(std::size_t piece, Scratch& scratch, std::int32_t* begun, std::int32_t* ended) const {
  const auto first = static_cast<Row>(piece * things_of_piece);
  const auto last = static_cast<Row>(std::min(first + things_of_piece, things()));
  std::fill_n(begun, size(), 0);
  if (ended != nullptr) std::fill_n(ended, size(), 0);
  std::int32_t* const begun_days = begun + things_of_piece;
  std::int32_t* const ended_days = ended == nullptr ? nullptr : ended + things_of_piece;
  try {
    rows_->add_rows_of(first, last, scratch, begun_days, ended_days);
  } catch (const NotKnown&) {
    return false;
  }
  kernels().add_up_days(begun_days, rows_->days(), rows_->never_fall());
  if (ended != nullptr) kernels().add_up_days(ended_days, rows_->days(), false);
  return true;
}

std::optional<DaySums::Sums> lay_sums(const plan::Count& count, WorkedOut& world, workers::Workers& workers,
                                      std::vector<Scratch>& scratches) {
  const auto rows = ThingSums::SummedRows::make(count, world);
  constexpr std::size_t things_at_once = ThingSums::things_of_piece;
  if (rows == nullptr || static_cast<std::int64_t>(rows->days()) + 1 >
                             most_sums / static_cast<std::int64_t>(rows->things() + things_at_once))
    return std::nullopt;
  const std::size_t days = rows->days();
  DaySums::Sums sums;
  sums.first = rows->first();
  sums.last = rows->last();
  sums.things = rows->things();
  sums.stride = (sums.things + things_at_once - 1) / things_at_once * things_at_once;
  const std::size_t size = (days + 1) * sums.stride;
  sums.begun = room_for(size);
  if (rows->have_ends()) sums.ended = room_for(size);
  std::int32_t *const begun = sums.begun.get(), *const ended = sums.ended.get();
  try {
    if (!rows->lie_by_thing()) {
      for (std::int32_t* all : {begun, ended})
        if (all != nullptr) std::fill_n(all, size, 0);
      rows->add_rows_as_they_lie(scratches[0], sums.stride, begun + sums.stride,
                                 ended == nullptr ? nullptr : ended + sums.stride);
      for (std::int32_t* all : {begun, ended})
        for (std::size_t at = sums.stride; all != nullptr && at < size; at += sums.stride)
          kernels().add(all + at, all + at - sums.stride, sums.things);
      return sums;
    }
    for (std::int32_t* all : {begun, ended})
      if (all != nullptr) std::fill_n(all, sums.stride, 0);
    workers.share(sums.stride / things_at_once, [&](std::size_t worker, std::size_t piece) {
      Scratch::Frame frame(scratches[worker]);
      const auto first = static_cast<Row>(piece * things_at_once);
      const auto last = static_cast<Row>(std::min(first + things_at_once, sums.things));
      const auto take_zeros = [&] {
        auto* zeros = frame.take<std::int32_t>(days * things_at_once);
        std::fill_n(zeros, days * things_at_once, 0);
        return zeros;
      };
      std::int32_t *const mine = take_zeros(), *const mine_ended = ended == nullptr ? nullptr : take_zeros();
      rows->add_rows_of(first, last, scratches[worker], mine, mine_ended);
      kernels().add_days(mine, days, rows->never_fall(), begun + sums.stride + first, sums.stride);
      if (ended != nullptr) kernels().add_days(mine_ended, days, false, ended + sums.stride + first, sums.stride);
    });
  } catch (const NotKnown&) {
    return std::nullopt;
  }
  return sums;
}

}  // namespace polc::vector
