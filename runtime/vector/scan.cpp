// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/scan.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>

#include "runtime/interpret/wide.h"
#include "runtime/vector/chosen_code.h"
#include "runtime/vector/conditions.h"
#include "runtime/vector/kernels.h"
#include "runtime/vector/window_rows.h"
#include "runtime/vector/windows.h"

namespace polc::vector {

namespace {

constexpr auto is_true = static_cast<std::uint8_t>(Truth::True);
constexpr auto is_unknown = static_cast<std::uint8_t>(Truth::Unknown);
constexpr auto is_false = static_cast<std::uint8_t>(Truth::False);

constexpr std::size_t things_at_once = std::size_t{1} << 16;
// With more than one in so many of the rows in a window, their filter is worked out for all.
constexpr std::size_t runs_worth_choosing = 4;

// A number of rows, or their sum, for each thing; and the counts that ask about it.
struct Number {
  std::optional<plan::NodeId> filter;
  std::vector<std::pair<plan::CountId, NumberBounds>> counts;
  std::optional<SumsOfWindow> sums;  // of all days: then no row need be looked at
  bool any_is_enough = false;        // all ask only whether there is a row
  bool is_the_count = false;         // then, and the count asks for nothing else: they are the same bytes
  std::uint8_t* any = nullptr;       // by thing, where any is enough
  Truths own_any;                    // unless it is the count
  value::UnwrittenVector<std::int64_t> low, high;
  Truths open;  // 1: some amount of the thing is not known

  // What things have before any row is looked at. Numbers that have their sums need room only where reports may be missing.
  void begin(Row first, Row last) {
    if (any != nullptr) {
      std::fill(any + first, any + last, is_false);
    } else if (!low.empty()) {
      for (Row thing = first; thing < last; ++thing)
        low[thing] = high[thing] = sums ? sums->high[thing] - sums->low[thing] : 0;
      std::fill(open.begin() + first, open.begin() + last, std::uint8_t{0});
    }
  }
};

struct Window {
  CountWindow bounds;
  std::vector<Number> numbers;
  std::optional<std::size_t> wider;  // one before it, which takes all of its rows

  [[nodiscard]] bool is_looked_at() const {
    return bounds.is_known && !bounds.is_empty() &&
           std::any_of(numbers.begin(), numbers.end(), [](const Number& one) { return !one.sums; });
  }
  OfWindow code = nullptr;            // for chosen rows, all numbers at once
  std::vector<NumberOutput> outputs;  // for it
};

class ScanRun {
 public:
  ScanRun(const plan::Scan& scan, WorkedOut& world, DaySums& sums, workers::Workers& workers,
          std::vector<Scratch>& scratches)
      : scan_(scan),
        world_(world),
        sums_(sums),
        workers_(workers),
        scratches_(scratches),
        relation_(world.program[scan.relation]),
        table_(world.facts[scan.relation]),
        owner_{{scan.link}, relation_.columns[scan.link].type.target},
        things_(world.facts[relation_.columns[scan.link].type.target].row_count),
        window_rows_(scan.relation, scan.link, world) {
    if (relation_.counting == core::Counting::Sum && relation_.counting_column) {
      amounts_ = world.columns.view(scan.relation, *relation_.counting_column);
      amount_range_ = world.columns.range(scan.relation, *relation_.counting_column);
      check_sums();
    }
    amounts_are_plain_ = relation_.counting != core::Counting::Sum ||
                         (amounts_.width != Width::None && !amount_range_.any_absent &&
                          (relation_.corrections != core::Corrections::Ignored || amount_range_.least >= 0));
  }

  // Room for the counts, for all things.
  void prepare(const std::vector<plan::CountId>& counts) {
    for (const plan::CountId id : counts) {
      add(id);
      world_.counts[id.index].resize(things_);
    }
    for (Window& window : windows_)
      for (Number& number : window.numbers) make_room(window, number);
    share_things([&](Row first, Row last) {
      for (Window& window : windows_)
        for (Number& number : window.numbers) number.begin(first, last);
    });
    find_wider();
    if (world_.code != nullptr && !window_rows_.are_in_runs())
      for (Window& window : windows_) find_code(window);
  }

  void run() {
    if (any_to_look_at_ && table_.row_count > 0) {
      if (window_rows_.are_by_thing()) {
        workers_.share(morsels(), [&](std::size_t worker, std::size_t piece) { look_at(worker, morsel_at(piece)); });
      } else {
        // Rows lie in no order of these things, so that two workers might meet at one.
        for (Row first = 0; first < table_.row_count; first += rows_at_once)
          look_at(0, {first, std::min<std::size_t>(table_.row_count - first, rows_at_once), 0, 0});
      }
    }
    share_things([&](Row first, Row last) { settle(first, last); });
  }

  // For one thing, whatever was worked out for it before.
  void run_for(Row thing) {
    const auto [first, last] = table_.rows_of(thing);
    const Morsel morsel{first, last - first, thing, thing + 1};
    Conditions conditions(world_, scratches_[0]);
    for (Window& window : windows_) {
      if (!window.is_looked_at()) continue;
      for (Number& number : window.numbers) number.begin(thing, thing + 1);
      if (morsel.size > 0) look_at_all(window, morsel, conditions, 0);
    }
    settle(thing, thing + 1);
  }

 private:
  void share_things(const std::function<void(Row first, Row last)>& each) {
    workers_.share((things_ + things_at_once - 1) / things_at_once, [&](std::size_t, std::size_t piece) {
      const auto first = static_cast<Row>(piece * things_at_once);
      each(first, static_cast<Row>(std::min<std::size_t>(things_, first + things_at_once)));
    });
  }

  // No sum of amounts may leave 64 bits; the interpreter looks at every thing's own before it gives up.
  void check_sums() const {
    const interpret::Wide least = amount_range_.least, greatest = amount_range_.greatest;
    const interpret::Wide size = std::max(least < 0 ? -least : least, greatest < 0 ? -greatest : greatest);
    if (size * table_.row_count > std::numeric_limits<std::int64_t>::max()) throw DoesNotFit();
  }

  void add(plan::CountId id) {
    const plan::Count& count = world_.plan[id];
    if (count.filter) world_.prepare(*count.filter);
    const CountWindow bounds = window_of(count, world_);
    const auto window =
        std::find_if(windows_.begin(), windows_.end(), [&](const Window& one) { return one.bounds == bounds; });
    Window& where = window == windows_.end() ? windows_.emplace_back(Window{bounds, {}, {}, nullptr, {}}) : *window;
    const auto number = std::find_if(where.numbers.begin(), where.numbers.end(),
                                     [&](const Number& one) { return one.filter == count.filter; });
    Number& what = number == where.numbers.end() ? where.numbers.emplace_back() : *number;
    const NumberBounds asked = bounds_of(count, world_);
    const bool any_is_enough =
        relation_.counting == core::Counting::Rows && (asked.asks_for_any() || asked.asks_for_none());
    what.any_is_enough = (what.counts.empty() || what.any_is_enough) && any_is_enough;
    what.filter = count.filter;
    what.counts.emplace_back(id, asked);
  }

  void make_room(const Window& window, Number& number) {
    const bool looked_at = window.bounds.is_known && !window.bounds.is_empty();
    if (!looked_at) return;
    if (const DaySums::Sums* sums = sums_.find(world_.plan[number.counts.front().first], world_, workers_, scratches_))
      number.sums = sums_of(*sums, window.bounds);
    if (number.sums && !table_.reports) return;
    if (number.sums) number.any_is_enough = false;
    if (number.any_is_enough) {
      const auto& [id, asked] = number.counts.front();
      number.is_the_count = number.counts.size() == 1 && asked.asks_for_any() && !table_.reports;
      Truths& any = number.is_the_count ? world_.counts[id.index] : number.own_any;
      any.resize(things_);
      number.any = any.data();
    } else {
      number.low.resize(things_);
      number.high.resize(things_);
      number.open.resize(things_);
    }
    any_to_look_at_ = any_to_look_at_ || !number.sums;
  }

  void find_code(Window& window) {
    if (!window.bounds.is_known || window.bounds.is_empty() || table_.row_count == 0) return;
    WindowCode wanted{scan_.relation, scan_.link, {}};
    for (Number& number : window.numbers) {
      if (number.sums) continue;
      wanted.numbers.push_back({number.filter, number.any_is_enough});
      window.outputs.push_back({number.any, number.low.data(), number.high.data(), number.open.data()});
    }
    if (!wanted.numbers.empty()) window.code = world_.code->window(wanted);
  }

  // ---- morsels: whole things, about so many rows

  std::size_t morsels() const { return (table_.row_count + rows_at_once - 1) / rows_at_once; }
  Row thing_at(std::size_t morsel) const {
    if (morsel >= morsels()) return things_;
    Row first = 0;  // the first thing whose rows begin there or later
    for (Row beyond = things_; first < beyond;) {
      const Row middle = first + (beyond - first) / 2;
      if (table_.by_subject.begin_of(middle) < morsel * rows_at_once)
        first = middle + 1;
      else
        beyond = middle;
    }
    return first;
  }

  Morsel morsel_at(std::size_t piece) const {
    const Row first_thing = thing_at(piece), last_thing = thing_at(piece + 1);
    const Row first = table_.by_subject.begin_of(first_thing);
    return {first, table_.by_subject.begin_of(last_thing) - first, first_thing, last_thing};
  }

  void look_at(std::size_t worker, const Morsel& morsel) {
    if (morsel.size == 0) return;
    Scratch::Frame frame(scratches_[worker]);
    Conditions conditions(world_, scratches_[worker]);
    const bool always = world_.code != nullptr && world_.code->chooses_always();
    if (window_rows_.are_in_runs()) {
      std::optional<RunsOfThings> before;
      for (Window& window : windows_) {
        if (!window.is_looked_at()) continue;
        before = window_rows_.runs(window.bounds, morsel, before, frame);
        look_at_runs(window, *before, morsel, conditions, worker);
      }
      return;
    }
    std::vector<std::optional<RowList>> found(windows_.size());
    for (std::size_t at = 0; at < windows_.size(); ++at) {
      Window& window = windows_[at];
      if (!window.is_looked_at()) continue;
      const std::optional<RowList> wider = window.wider ? found[*window.wider] : std::nullopt;
      found[at] = window_rows_.find(window.bounds, morsel, wider, always, frame);
      if (found[at])
        look_at_chosen(window, *found[at], conditions, worker);
      else
        look_at_all(window, morsel, conditions, worker);
    }
  }

  void look_at_chosen(Window& window, const RowList& found, Conditions& conditions, std::size_t worker) {
    if (found.count == 0) return;
    if (window.code != nullptr) {
      world_.code->count_rows(found.count);
      if (!run_code(window.code, world_.inputs, found.rows, found.count, window.outputs.data())) throw DoesNotFit();
      return;
    }
    const Rows rows{0, found.rows, found.count};
    conditions.share_ways(rows);
    for (Number& number : window.numbers) {
      if (number.sums) continue;
      Scratch::Frame own(scratches_[worker]);
      std::uint8_t* truths = own.take<std::uint8_t>(found.count);
      if (number.filter)
        conditions.evaluate(*number.filter, rows, truths);
      else
        std::memset(truths, is_true, found.count);
      add_rows(number, found.rows, conditions.shared_way(owner_, scan_.relation, rows), found.count, truths);
    }
  }

  void look_at_all(Window& window, const Morsel& morsel, Conditions& conditions, std::size_t worker) {
    Scratch::Frame frame(scratches_[worker]);
    std::uint8_t* inside = frame.take<std::uint8_t>(morsel.size);
    window_rows_.mark(window.bounds, morsel, inside);
    // Alike, and nothing.
    if (inside[0] == 0 && std::memcmp(inside, inside + 1, morsel.size - 1) == 0) return;
    for (Number& number : window.numbers) {
      if (number.sums) continue;
      Scratch::Frame own(scratches_[worker]);
      std::uint8_t* truths = own.take<std::uint8_t>(morsel.size);
      if (number.filter)
        conditions.evaluate(*number.filter, Rows{morsel.first, nullptr, morsel.size}, truths);
      else
        std::memset(truths, is_true, morsel.size);
      kernels().keep(truths, inside, morsel.size);
      if (!number.any_is_enough && window_rows_.are_many_each(morsel))
        add_things(number, morsel, truths);
      else
        add_chosen(worker, conditions, number, morsel.first, morsel.size, truths);
    }
  }

  // Of each thing the rows of the window, which follow one another.
  void look_at_runs(Window& window, const RunsOfThings& runs, const Morsel& morsel, Conditions& conditions,
                    std::size_t worker) {
    if (runs.rows == 0) return;
    Scratch::Frame frame(scratches_[worker]);
    // Of most rows of the morsel the filter is worked out for all, and of few for those alone.
    const bool are_few = runs.rows * runs_worth_choosing < morsel.size;
    const std::size_t size = are_few ? runs.rows : morsel.size;
    const std::size_t things = morsel.last_thing - morsel.first_thing;
    Row* chosen = are_few ? frame.take<Row>(size) : nullptr;
    for (std::size_t at = 0, next = 0; are_few && at < things; ++at)
      for (Row row = runs.begins[at]; row < runs.ends[at]; ++row) chosen[next++] = row;
    std::uint8_t* truths = frame.take<std::uint8_t>(size);
    for (Number& number : window.numbers) {
      if (number.sums) continue;
      if (number.filter)
        conditions.evaluate(*number.filter, Rows{morsel.first, chosen, size}, truths);
      else
        std::memset(truths, is_true, size);
      const bool are_known = !kernels().any_equal(truths, size, is_unknown);
      const std::uint8_t* own = truths;
      for (std::size_t at = 0; at < things; ++at) {
        const std::size_t many = runs.ends[at] - runs.begins[at];
        if (many == 0) continue;
        if (!are_few) own = truths + (runs.begins[at] - morsel.first);
        add_thing(number, morsel.first_thing + static_cast<Row>(at), runs.begins[at], many, own, are_known);
        own += many;
      }
    }
  }

  // What takes more rows comes first.
  void find_wider() {
    std::sort(windows_.begin(), windows_.end(), [](const Window& left, const Window& right) {
      return std::pair(left.bounds.begin, right.bounds.end) < std::pair(right.bounds.begin, left.bounds.end);
    });
    for (std::size_t at = 0; at < windows_.size(); ++at) {
      // The narrowest of them.
      for (std::size_t other = 0; other < at; ++other)
        if (windows_[other].is_looked_at() && windows_[at].bounds.end <= windows_[other].bounds.end)
          windows_[at].wider = other;
    }
  }

  // ---- what rows add

  struct Amount {
    std::int64_t low = 0, high = 0;
    bool is_open = false;
  };
  Amount amount_of(Row row, std::uint8_t truth) const {
    std::int64_t amount = 1;
    if (relation_.counting == core::Counting::Sum) {
      const std::uint64_t offset = amounts_.width == Width::None ? amounts_.absent : offset_at(amounts_, row);
      if (offset == amounts_.absent) return {0, 0, true};
      amount = static_cast<std::int64_t>(static_cast<std::uint64_t>(amounts_.first) + offset);
      if (relation_.corrections == core::Corrections::Ignored) amount = std::max<std::int64_t>(amount, 0);
    }
    if (truth == is_true) return {amount, amount, false};
    return {std::min<std::int64_t>(amount, 0), std::max<std::int64_t>(amount, 0), false};
  }

  void add_amount(Number& number, Row thing, Row row, std::uint8_t truth) const {
    const Amount amount = amount_of(row, truth);
    number.low[thing] += amount.low;
    number.high[thing] += amount.high;
    if (amount.is_open) number.open[thing] = 1;
  }

  // Rows one after the other, each with its thing; those of which the truth is false are passed over.
  void add_rows(Number& number, const Row* rows, const Row* owners, std::size_t size, const std::uint8_t* truths) {
    for (std::size_t at = 0; at < size; ++at) {
      if (truths[at] == is_false || owners[at] == no_row_id) continue;
      if (number.any_is_enough)
        number.any[owners[at]] = std::max(number.any[owners[at]], truths[at]);
      else
        add_amount(number, owners[at], rows[at], truths[at]);
    }
  }

  // Those of `size` rows from `first` of which the truth is not false.
  void add_chosen(std::size_t worker, Conditions& conditions, Number& number, Row first, std::size_t size,
                  const std::uint8_t* truths) {
    Scratch::Frame frame(scratches_[worker]);
    Row* rows = frame.take<Row>(size + rows_of_room);
    const std::size_t chosen = kernels().rows_of(truths, size, first, rows);
    std::uint8_t* theirs = frame.take<std::uint8_t>(chosen);
    for (std::size_t at = 0; at < chosen; ++at) theirs[at] = truths[rows[at] - first];
    Row* owners = frame.take<Row>(chosen);
    conditions.follow(owner_, scan_.relation, Rows{0, rows, chosen}, owners);
    add_rows(number, rows, owners, chosen, theirs);
  }

  // Thing after thing, where each has many rows; the truths are those of the rows of the morsel.
  void add_things(Number& number, const Morsel& morsel, const std::uint8_t* truths) const {
    const bool are_known = !kernels().any_equal(truths, morsel.size, is_unknown);
    for (Row thing = morsel.first_thing; thing < morsel.last_thing; ++thing) {
      const auto [begin, end] = table_.rows_of(thing);
      add_thing(number, thing, begin, end - begin, truths + (begin - morsel.first), are_known);
    }
  }

  // `size` rows of one thing from `begin` on, with their truths.
  void add_thing(Number& number, Row thing, Row begin, std::size_t size, const std::uint8_t* truths,
                 bool are_known) const {
    if (number.any_is_enough) {
      if (kernels().count_equal(truths, size, is_false) == size) return;
      const std::uint8_t found = are_known || kernels().any_equal(truths, size, is_true) ? is_true : is_unknown;
      number.any[thing] = std::max(number.any[thing], found);
      return;
    }
    if (!amounts_are_plain_ || (!are_known && kernels().any_equal(truths, size, is_unknown))) {
      for (std::size_t at = 0; at < size; ++at)
        if (truths[at] != is_false) add_amount(number, thing, begin + static_cast<Row>(at), truths[at]);
      return;
    }
    std::uint64_t total = 0;
    if (relation_.counting == core::Counting::Sum)
      with_data(amounts_, [&]<class T>(const T* data) {
        std::uint64_t many = 0;
        total = kernels().of<T>().sum(data + begin, size, truths, &many);
        total += many * static_cast<std::uint64_t>(amounts_.first);
      });
    else
      total = kernels().count_equal(truths, size, is_true);
    number.low[thing] += static_cast<std::int64_t>(total);
    number.high[thing] += static_cast<std::int64_t>(total);
  }

  // ---- what the numbers say

  void settle(Row first, Row last) {
    for (const Window& window : windows_)
      for (const Number& number : window.numbers)
        for (const auto& [id, bounds] : number.counts)
          settle(window.bounds, number, bounds, first, last, world_.counts[id.index].data());
  }

  void settle(const CountWindow& window, const Number& number, const NumberBounds& bounds, Row first, Row last,
              std::uint8_t* truths) const {
    const bool falls = relation_.corrections == core::Corrections::Subtracted;
    const bool looked_at = window.is_known && !window.is_empty();
    const bool reported = looked_at && table_.reports.has_value();
    // Whose report is missing does not tell whom its rows would have named.
    const bool anybodys = reported && relation_.subject != scan_.link &&
                          any_missing(table_.reports->gaps, table_.reports->every, window, world_.evaluator.today);
    if (number.sums && !reported) {
      settle_by_sums(*number.sums, bounds, first, last, truths);
      return;
    }
    if (number.any_is_enough && looked_at && !reported) {
      if (number.is_the_count) return;
      std::memcpy(truths + first, number.any + first, last - first);
      if (bounds.asks_for_none()) kernels().negate(truths + first, last - first);
      return;
    }
    for (Row thing = first; thing < last; ++thing) {
      interpret::Interval sum;
      bool is_open = !window.is_known && !window.is_empty();
      if (looked_at && number.any_is_enough) {
        sum.low = number.any[thing] == is_true ? 1 : 0;
        sum.high = number.any[thing] == is_false ? 0 : 1;
      } else if (looked_at) {
        sum.low = number.low[thing];
        sum.high = number.high[thing];
        is_open = number.open[thing] != 0;
      }
      if (reported) {
        const bool missing =
            relation_.subject == scan_.link
                ? any_missing(table_.reports->gaps_of(thing), table_.reports->every, window, world_.evaluator.today)
                : anybodys;
        is_open = is_open || missing;
      }
      sum.no_high = is_open;
      sum.no_low = is_open && falls;
      truths[thing] = static_cast<std::uint8_t>(bounds.truth_of(sum));
    }
  }

  const plan::Scan& scan_;
  WorkedOut& world_;
  DaySums& sums_;
  workers::Workers& workers_;
  std::vector<Scratch>& scratches_;
  const core::Relation& relation_;
  const facts::Table& table_;
  plan::Way owner_;
  Row things_;
  WindowRows window_rows_;
  ColumnView amounts_;
  ColumnRange amount_range_;
  bool amounts_are_plain_ = false;  // all are known, and count as they are
  std::vector<Window> windows_;
  bool any_to_look_at_ = false;
};

}  // namespace

void run_scan(const plan::Scan& scan, const std::vector<plan::CountId>& counts, WorkedOut& world, DaySums& sums,
              workers::Workers& workers, std::vector<Scratch>& scratches) {
  ScanRun run(scan, world, sums, workers, scratches);
  run.prepare(counts);
  run.run();
}

struct ScanByThing::State {
  ScanRun run;
};

ScanByThing::ScanByThing(const plan::Scan& scan, const std::vector<plan::CountId>& counts, WorkedOut& world,
                         DaySums& sums, workers::Workers& workers, std::vector<Scratch>& scratches)
    : state_(new State{ScanRun(scan, world, sums, workers, scratches)}) {
  state_->run.prepare(counts);
}
ScanByThing::~ScanByThing() = default;
ScanByThing::ScanByThing(ScanByThing&&) noexcept = default;

void ScanByThing::work_out(Row thing) { state_->run.run_for(thing); }

bool ScanByThing::can_be(const plan::Scan& scan, const WorkedOut& world) {
  return world.program[scan.relation].subject == scan.link && world.facts[scan.relation].by_subject.exists();
}

}  // namespace polc::vector
