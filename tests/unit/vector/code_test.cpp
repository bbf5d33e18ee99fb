// SPDX-License-Identifier: Apache-2.0
// Machine code for conditions, node by node and against what kernels and plain loops say: columns of all widths and their extremes,
// absent values, ways that break off, tables without rows, no rows at all, times that do not fit.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "runtime/native/load_compiler.h"
#include "runtime/value/civil_time.h"
#include "runtime/vector/condition_code.h"
#include "runtime/vector/kernels.h"

using namespace polc;
using namespace polc::vector;
using Bytes = std::vector<std::uint8_t>;
using value::Truth;

namespace {

constexpr std::uint8_t no = 0, unknown = 1, yes = 2;

// Columns over arrays that a test keeps, or says are larger than they are.
class MadeFacts final : public FixedFacts {
 public:
  RowId row_count(core::RelationId relation) override { return rows[relation.index]; }
  ColumnView view(core::RelationId relation, core::ColumnIndex column) override {
    return columns[{relation.index, column}];
  }
  bool any_absent(core::RelationId relation, core::ColumnIndex column) override {
    return has_absent[{relation.index, column}];
  }

  template <class T>
  void set(std::uint32_t relation, core::ColumnIndex column, const std::vector<T>& offsets, std::int64_t first,
           bool may_be_absent = true) {
    constexpr Width width = sizeof(T) == 1   ? Width::Byte
                            : sizeof(T) == 2 ? Width::Two
                            : sizeof(T) == 4 ? Width::Four
                                             : Width::Eight;
    columns[{relation, column}] = {offsets.data(), width, first, std::numeric_limits<T>::max(), offsets.size()};
    has_absent[{relation, column}] = may_be_absent;
    rows[relation] = static_cast<RowId>(offsets.size());
  }

  // As if the relation had so many rows that more effort pays and rows are fetched ahead; those asked for are there.
  void say_it_is_large(std::uint32_t relation) {
    rows[relation] = RowId{1} << 23;
    for (auto& [key, view] : columns)
      if (key.first == relation) view.size = rows[relation];
  }

  std::map<std::uint32_t, RowId> rows;
  std::map<std::pair<std::uint32_t, core::ColumnIndex>, ColumnView> columns;
  std::map<std::pair<std::uint32_t, core::ColumnIndex>, bool> has_absent;
};

core::Column column(core::TypeKind kind, std::uint32_t target = 0) {
  core::Column made;
  made.type.kind = kind;
  made.type.target = {target};
  return made;
}

// Relation 0 refers to 1, and 1 to 2; each has a number and yes or no.
class World {
 public:
  World() {
    for (std::uint32_t at = 0; at < 3; ++at) {
      core::Relation relation;
      relation.columns = {column(core::TypeKind::Reference, std::min(at + 1, 2U)), column(core::TypeKind::Number),
                          column(core::TypeKind::YesNo), column(core::TypeKind::Reference, std::min(at + 1, 2U))};
      program.vocabulary.relations.push_back(relation);
      facts.rows[at] = 0;
    }
  }

  static plan::Way way(std::vector<core::ColumnIndex> steps, std::uint32_t end) { return {std::move(steps), {end}}; }
  plan::NodeId add(plan::NodeKind kind) {
    plan.nodes.push_back({{0}, std::move(kind)});
    return {static_cast<std::uint32_t>(plan.nodes.size() - 1)};
  }
  plan::TimeId add_time(bool to_the_minute, decltype(plan::Time::kind) kind) {
    plan.times.push_back({{0}, to_the_minute, std::move(kind)});
    return {static_cast<std::uint32_t>(plan.times.size() - 1)};
  }

  // After all nodes and times.
  bool begin() {
    auto compiler = native::load_compiler();
    if (!compiler) {
#ifdef POLC_HAS_LLVM
      FAIL(compiler.error());
#endif
      MESSAGE("without machine code: " << compiler.error());
      return false;
    }
    auto begun = (*compiler)->begin(program, plan, facts);
    REQUIRE_MESSAGE(begun.ok(), (begun.ok() ? std::string() : begun.error()));
    code = std::move(*begun);
    inputs.resize(plan.nodes.size() + plan.times.size());
    return true;
  }
  OfRows function(plan::NodeId node) {
    REQUIRE(code->knows(node));
    auto made = code->make(std::span(&node, 1), {});
    REQUIRE_MESSAGE(made.ok(), (made.ok() ? std::string() : made.error()));
    return made->nodes[0];
  }
  Bytes run(OfRows of, const std::vector<RowId>& rows, bool fits = true) {
    Bytes truths(rows.size() + 1, 77);
    REQUIRE(run_code(of, inputs, rows.data(), rows.size(), truths.data()) == fits);
    REQUIRE(truths.back() == 77);
    truths.pop_back();
    return truths;
  }

  core::Program program;
  plan::Plan plan;
  MadeFacts facts;
  std::unique_ptr<ConditionCode> code;
  std::vector<NodeInput> inputs;
};

std::vector<RowId> rows_up_to(std::size_t size) {
  std::vector<RowId> rows(size);
  for (std::size_t at = 0; at < size; ++at) rows[at] = static_cast<RowId>(at);
  return rows;
}

template <class T>
void compare_extremes(bool may_be_absent) {
  constexpr T most = std::numeric_limits<T>::max();
  std::vector<T> offsets{0,
                         1,
                         2,
                         static_cast<T>(most / 2),
                         static_cast<T>(most / 2 + 1),
                         static_cast<T>(most - 2),
                         static_cast<T>(most - 1)};
  if (may_be_absent) offsets.push_back(most);
  World world;
  world.facts.set(0, 1, offsets, std::numeric_limits<std::int64_t>::min() + 1, may_be_absent);
  const plan::NodeId node = world.add(plan::CompareColumn{World::way({}, 0), 1, core::Comparison::Equal, {0}});
  if (!world.begin()) return;
  const OfRows of = world.function(node);
  const std::vector<RowId> rows = rows_up_to(offsets.size());
  const std::vector<T> bounds{0, 1, static_cast<T>(most / 2), static_cast<T>(most - 1), most};
  for (const T least : bounds) {
    for (const T span : bounds) {
      for (const bool outside : {false, true}) {
        world.inputs[node.index] = {nullptr, least, span, outside ? no : yes, outside ? yes : no};
        Bytes expected(rows.size());
        kernels().of<T>().between_at(offsets.data(), rows.data(), rows.size(), least, span, most, outside,
                                     expected.data());
        REQUIRE(world.run(of, rows) == expected);
      }
    }
  }
  world.inputs[node.index] = {nullptr, 0, 0, unknown, unknown};
  REQUIRE(world.run(of, rows) == Bytes(rows.size(), unknown));
  REQUIRE(world.run(of, {}).empty());
}

}  // namespace

TEST_CASE("code compares columns of every width at their extremes, absent values among them") {
  for (const bool may_be_absent : {false, true}) {
    compare_extremes<std::uint8_t>(may_be_absent);
    compare_extremes<std::uint16_t>(may_be_absent);
    compare_extremes<std::uint32_t>(may_be_absent);
    compare_extremes<std::uint64_t>(may_be_absent);
  }
}

TEST_CASE(
    "ways that break off read nothing: of things that are not there, of tables without rows, of columns without "
    "values") {
  constexpr std::uint16_t none = 0xffff;
  const std::vector<std::uint16_t> to_second{0, 1, none, 2, none};  // from 10 on: rows 0 … 2 are 10 less
  const std::vector<std::uint8_t> to_third{1, 0xff, 0};
  const std::vector<std::uint8_t> flags{0, 1, 2, 0xff, 1}, third_flags{2, 0};
  const std::vector<std::uint32_t> nowhere(5, 0xffffffff);
  const Bytes table{yes, unknown, no}, third_table{no, yes};
  World world;
  world.facts.set(0, 0, to_second, 0);
  world.facts.set(0, 3, nowhere, 0);
  world.facts.set(0, 2, flags, 0);
  world.facts.set(1, 0, to_third, 0);
  world.facts.set(2, 2, third_flags, 0);
  const auto far = World::way({0, 0}, 2), near = World::way({0}, 1), lost = World::way({3}, 1);
  const plan::NodeId own_flag = world.add(plan::Flag{World::way({}, 0), 2});
  const plan::NodeId far_flag = world.add(plan::Flag{far, 2});
  const plan::NodeId far_class = world.add(plan::HasClass{far, {0}, 0, 0});
  const plan::NodeId near_count = world.add(plan::Counted{near, {0}});
  const plan::NodeId near_present = world.add(plan::Present{near});
  const plan::NodeId far_present = world.add(plan::Present{far});
  const plan::NodeId lost_present = world.add(plan::Present{lost});
  const plan::NodeId lost_count = world.add(plan::Counted{lost, {0}});
  const plan::NodeId same = world.add(plan::SameThing{near, near});
  const plan::NodeId no_column = world.add(plan::CompareColumn{near, 1, core::Comparison::Equal, {0}});
  const plan::NodeId asked = world.add(plan::Asked{});
  if (!world.begin()) return;
  const Bytes own_table{no, unknown, yes, yes, no};
  world.inputs[far_class.index].table = third_table.data();
  world.inputs[near_count.index].table = table.data();
  world.inputs[lost_count.index].table = table.data();
  world.inputs[asked.index].table = own_table.data();
  const std::vector<RowId> rows = rows_up_to(5);
  const auto found = [&](plan::NodeId node) { return world.run(world.function(node), rows); };
  CHECK(found(own_flag) == Bytes{no, unknown, yes, unknown, unknown});
  CHECK(found(far_flag) == Bytes{no, unknown, unknown, yes, unknown});
  CHECK(found(far_class) == Bytes{yes, no, no, no, no});
  CHECK(found(near_count) == Bytes{yes, unknown, no, no, no});
  CHECK(found(near_present) == Bytes{yes, yes, no, yes, no});
  CHECK(found(far_present) == Bytes{yes, no, no, yes, no});
  CHECK(found(lost_present) == Bytes(5, no));
  CHECK(found(lost_count) == Bytes(5, no));
  CHECK(found(same) == Bytes{yes, yes, no, yes, no});
  CHECK(found(no_column) == Bytes(5, unknown));
  CHECK(found(asked) == own_table);
}

TEST_CASE("all references are absent and the table that they would lead to has no rows") {
  const std::vector<std::uint8_t> absent(4, 0xff);
  World world;
  world.facts.set(0, 0, absent, 0);
  const plan::NodeId counted = world.add(plan::Counted{World::way({0}, 1), {0}});
  const plan::NodeId compared = world.add(plan::CompareColumn{World::way({0}, 1), 1, core::Comparison::Equal, {0}});
  const plan::NodeId flag = world.add(plan::Flag{World::way({0}, 1), 2});
  if (!world.begin()) return;
  CHECK(world.run(world.function(counted), rows_up_to(4)) == Bytes(4, no));
  CHECK(world.run(world.function(compared), rows_up_to(4)) == Bytes(4, unknown));
  CHECK(world.run(world.function(flag), rows_up_to(4)) == Bytes(4, unknown));
}

TEST_CASE("connectives of many parts, with branches where the columns are said to be large") {
  std::mt19937 random(5);
  constexpr std::size_t size = 500;
  for (int round = 0; round < 60; ++round) {
    World world;
    std::vector<std::uint16_t> to_second(size);
    std::vector<std::vector<std::uint8_t>> tables(6, Bytes(size));
    for (std::uint16_t& one : to_second) one = random() % 9 == 0 ? 0xffff : static_cast<std::uint16_t>(random() % size);
    for (Bytes& table : tables)
      for (std::uint8_t& one : table) one = static_cast<std::uint8_t>(random() % 3);
    world.facts.set(0, 0, to_second, 0);
    world.facts.rows[1] = round % 2 == 0 ? 100'000'000 : size;
    if (round % 3 == 0) world.facts.say_it_is_large(0);
    std::vector<plan::NodeId> leaves;
    for (std::size_t at = 0; at < tables.size(); ++at)
      leaves.push_back(world.add(plan::Counted{at % 2 == 0 ? World::way({0}, 1) : World::way({}, 0), {0}}));
    // A tree of three levels; what it says is worked out beside it.
    std::vector<std::pair<plan::NodeId, Bytes>> known;
    for (std::size_t at = 0; at < leaves.size(); ++at) {
      Bytes truths(size);
      for (std::size_t row = 0; row < size; ++row)
        truths[row] = at % 2 != 0 ? tables[at][row] : to_second[row] == 0xffff ? no : tables[at][to_second[row]];
      known.emplace_back(leaves[at], truths);
    }
    for (int made = 0; made < 8; ++made) {
      const bool is_and = random() % 2 == 0;
      std::vector<plan::NodeId> parts;
      Bytes truths(size, is_and ? yes : no);
      for (std::size_t part = random() % 5; part > 0; --part) {
        const auto& [node, theirs] = known[random() % known.size()];
        parts.push_back(node);
        for (std::size_t row = 0; row < size; ++row)
          truths[row] = is_and ? std::min(truths[row], theirs[row]) : std::max(truths[row], theirs[row]);
      }
      plan::NodeId node = is_and ? world.add(plan::All{parts}) : world.add(plan::AnyOf{parts});
      if (random() % 3 == 0) {
        node = world.add(plan::Negation{node});
        for (std::uint8_t& truth : truths) truth = static_cast<std::uint8_t>(yes - truth);
      }
      known.emplace_back(node, truths);
    }
    if (!world.begin()) return;
    for (std::size_t at = 0; at < leaves.size(); ++at) world.inputs[leaves[at].index].table = tables[at].data();
    for (const auto& [node, truths] : known) REQUIRE(world.run(world.function(node), rows_up_to(size)) == truths);
  }
}

TEST_CASE("times: by the minute before and after 1970, moved, out of the calendar") {
  const std::vector<std::uint32_t> minutes{0, 1439, 1440, 1441, 2880, 0xffffffff};
  const std::int64_t first = -1440;
  World world;
  world.facts.set(0, 1, minutes, first);
  const plan::TimeId moment = world.add_time(true, plan::TimeOfColumn{World::way({}, 0), 1});
  const plan::TimeId day = world.add_time(false, plan::DayOfMoment{moment});
  const plan::TimeId fixed = world.add_time(false, plan::FixedTime{{0}});
  const plan::TimeId moved = world.add_time(false, plan::MovedTime{day, {0}});
  const plan::TimeId latest = world.add_time(false, plan::LatestTime{World::way({}, 0), {1}, false});
  std::vector<std::pair<plan::NodeId, core::Comparison>> nodes;
  for (const core::Comparison op :
       {core::Comparison::Equal, core::Comparison::NotEqual, core::Comparison::Less, core::Comparison::LessOrEqual,
        core::Comparison::Greater, core::Comparison::GreaterOrEqual})
    nodes.emplace_back(world.add(plan::CompareTimes{op, day, fixed}), op);
  const plan::NodeId by_moved = world.add(plan::CompareTimes{core::Comparison::Less, moved, fixed});
  const plan::NodeId by_latest = world.add(plan::CompareTimes{core::Comparison::Less, latest, fixed});
  const plan::NodeId around = world.add(plan::Negation{by_latest});
  if (!world.begin()) return;
  const auto input = [&](plan::TimeId time) -> NodeInput& {
    return world.inputs[world.plan.nodes.size() + time.index];
  };
  const std::vector<RowId> rows = rows_up_to(minutes.size());
  for (const auto& [node, op] : nodes) {
    const OfRows of = world.function(node);
    for (const std::int64_t bound : {-2, -1, 0, 1, 2}) {
      input(fixed) = {nullptr, static_cast<std::uint64_t>(bound), 0, 1, 0};
      Bytes expected(rows.size(), unknown);
      for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
        const std::int64_t on = value::day_of({first + minutes[row]}).since_epoch;
        const int sign = on < bound ? -1 : on > bound ? 1 : 0;
        const bool holds = op == core::Comparison::Equal         ? sign == 0
                           : op == core::Comparison::NotEqual    ? sign != 0
                           : op == core::Comparison::Less        ? sign < 0
                           : op == core::Comparison::LessOrEqual ? sign <= 0
                           : op == core::Comparison::Greater     ? sign > 0
                                                                 : sign >= 0;
        expected[row] = holds ? yes : no;
      }
      REQUIRE(world.run(of, rows) == expected);
    }
    input(fixed).inside = 0;
    REQUIRE(world.run(of, rows) == Bytes(rows.size(), unknown));
  }
  const OfRows of = world.function(by_moved);
  input(fixed) = {nullptr, 100, 0, 1, 0};
  const auto moved_by = [&](std::int64_t amount, bool is_known) {
    input(moved) = {nullptr, static_cast<std::uint64_t>(amount), 0, is_known ? std::uint8_t{1} : std::uint8_t{0}, 0};
  };
  moved_by(100, true);
  CHECK(world.run(of, rows) == Bytes{yes, yes, no, no, no, unknown});
  moved_by(std::numeric_limits<std::int64_t>::max(), false);
  CHECK(world.run(of, rows) == Bytes(rows.size(), unknown));
  moved_by(value::last_day.since_epoch, true);
  CHECK(world.run(of, {0, 1, 2}).size() == 3);
  world.run(of, {0, 4}, false);
  CHECK(world.run(of, {5}) == Bytes{unknown});
  CHECK(world.run(of, {}).empty());
  moved_by(std::numeric_limits<std::int64_t>::max(), true);
  world.run(of, {4}, false);
  moved_by(std::numeric_limits<std::int64_t>::min(), true);
  world.run(of, {0}, false);
  CHECK(!world.code->knows(by_latest));
  CHECK(!world.code->knows(around));
}

TEST_CASE("numbers of a window: the strongest truth, rows, and sums with absent, negative and ignored amounts") {
  std::mt19937 random(11);
  constexpr std::size_t size = 400, things = 7;
  for (const auto counting : {core::Counting::Rows, core::Counting::Sum}) {
    for (const auto corrections :
         {core::Corrections::Refused, core::Corrections::Subtracted, core::Corrections::Ignored}) {
      for (const int round : {0, 1, 2, 3}) {
        const bool has_amounts = round % 2 == 0, is_large = round >= 2;
        World world;
        core::Relation& relation = world.program.vocabulary.relations[0];
        relation.counting = counting;
        relation.corrections = corrections;
        if (counting == core::Counting::Sum) relation.counting_column = 1;
        std::vector<std::uint8_t> owners(size), amounts(size);
        Bytes table(size);
        for (std::size_t row = 0; row < size; ++row) {
          owners[row] = random() % 8 == 0 ? 0xff : static_cast<std::uint8_t>(random() % things);
          amounts[row] = random() % 8 == 0 ? 0xff : static_cast<std::uint8_t>(random() % 21);
          table[row] = static_cast<std::uint8_t>(random() % 3);
        }
        world.facts.set(0, 0, owners, 0);
        if (has_amounts) world.facts.set(0, 1, amounts, -10);
        if (is_large) world.facts.say_it_is_large(0);
        world.facts.rows[1] = things;
        const plan::NodeId filter = world.add(plan::Asked{});
        if (!world.begin()) return;
        world.inputs[filter.index].table = table.data();
        const WindowCode window{{0}, 0, {{filter, true}, {filter, false}, {std::nullopt, false}, {std::nullopt, true}}};
        auto made = world.code->make({}, std::span(&window, 1));
        REQUIRE_MESSAGE(made.ok(), (made.ok() ? std::string() : made.error()));
        struct Number {
          Bytes any = Bytes(things, 0), open = Bytes(things, 0);
          std::vector<std::int64_t> low = std::vector<std::int64_t>(things, 0), high = low;
          bool operator==(const Number&) const = default;
        };
        std::vector<Number> expected(4), found(4);
        std::vector<NumberOutput> outputs;
        for (Number& one : found) outputs.push_back({one.any.data(), one.low.data(), one.high.data(), one.open.data()});
        std::vector<RowId> rows;
        for (RowId row = 0; row < size; ++row)
          if (random() % 3 != 0) rows.push_back(row);
        for (const RowId row : rows) {
          if (owners[row] == 0xff) continue;
          for (std::size_t at = 0; at < 4; ++at) {
            const std::uint8_t truth = at < 2 ? table[row] : yes;
            Number& number = expected[at];
            const std::uint8_t thing = owners[row];
            if (truth == no) continue;
            if (at == 0 || at == 3) {
              number.any[thing] = std::max(number.any[thing], truth);
              continue;
            }
            std::int64_t amount = 1;
            if (counting == core::Counting::Sum) {
              if (!has_amounts || amounts[row] == 0xff) {
                number.open[thing] = 1;
                continue;
              }
              amount = std::int64_t{amounts[row]} - 10;
              if (corrections == core::Corrections::Ignored) amount = std::max<std::int64_t>(amount, 0);
            }
            number.low[thing] += truth == yes ? amount : std::min<std::int64_t>(amount, 0);
            number.high[thing] += truth == yes ? amount : std::max<std::int64_t>(amount, 0);
          }
        }
        REQUIRE(run_code(made->windows[0], world.inputs, rows.data(), rows.size(), outputs.data()));
        REQUIRE(found == expected);
        REQUIRE(run_code(made->windows[0], world.inputs, rows.data(), 0, outputs.data()));
        REQUIRE(found == expected);
      }
    }
  }
}
