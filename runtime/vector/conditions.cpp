// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/conditions.h"

#include <algorithm>
#include <cstring>

#include "compiler/core/match.h"

namespace polc::vector {

namespace {

constexpr auto unknown = static_cast<std::uint8_t>(Truth::Unknown);
constexpr auto no = static_cast<std::uint8_t>(Truth::False);

std::uint8_t byte(Truth truth) { return static_cast<std::uint8_t>(truth); }
std::uint8_t byte(interpret::Presence presence) { return static_cast<std::uint8_t>(presence); }

// Asking the rest of a connective for chosen rows pays when it leaves out most.
constexpr std::size_t worth_choosing = 4;

}  // namespace

std::uint64_t offset_at(const ColumnView& view, Row row) {
  return with_data(view, [&]<class T>(const T* data) {
    return std::uint64_t{static_cast<T>(data[row] - static_cast<T>(view.origin))};
  });
}

void Conditions::evaluate(plan::NodeId id, const Rows& rows, std::uint8_t* truths) {
  const plan::Node& node = world_.plan[id];
  const core::RelationId from = node.domain;
  core::match(
      node, [&](const plan::Constant& one) { std::memset(truths, byte(one.truth), rows.size); },
      [&](const plan::All& one) { connective(one.parts, true, rows, truths); },
      [&](const plan::AnyOf& one) { connective(one.parts, false, rows, truths); },
      [&](const plan::Negation& one) {
        evaluate(one.part, rows, truths);
        kernels().negate(truths, rows.size);
      },
      [&](const plan::CompareColumn& one) { compare_column(id, one, rows, truths); },
      [&](const plan::CompareTimes& one) { compare_times(one, rows, truths); },
      [&](const plan::Flag& one) { flag(id, one, rows, truths); },
      [&](const plan::SameThing& one) {
        Scratch::Frame frame(scratch_);
        Row* left = frame.take<Row>(rows.size);
        Row* right = frame.take<Row>(rows.size);
        follow(one.left, from, rows, left);
        follow(one.right, from, rows, right);
        for (std::size_t at = 0; at < rows.size; ++at)
          truths[at] = byte(value::truth(left[at] == right[at] && left[at] != no_row_id));
      },
      [&](const plan::Present& one) {
        Scratch::Frame frame(scratch_);
        Row* ends = frame.take<Row>(rows.size);
        follow(one.way, from, rows, ends);
        for (std::size_t at = 0; at < rows.size; ++at) truths[at] = byte(value::truth(ends[at] != no_row_id));
      },
      [&](const plan::HasClass& one) { look_up(world_.classes[id.index].data(), one.way, from, rows, no, truths); },
      [&](const plan::Counted& one) {
        look_up(world_.counts[one.count.index].data(), one.way, from, rows, no, truths);
      },
      [&](const plan::Asked&) { look_up(world_.asked[id.index].data(), plan::Way{{}, from}, from, rows, no, truths); });
}

void Conditions::connective(const std::vector<plan::NodeId>& parts, bool is_and, const Rows& rows,
                            std::uint8_t* truths) {
  const Kernels& kernel = kernels();
  const std::uint8_t decided = byte(is_and ? Truth::False : Truth::True);
  if (parts.empty()) {
    std::memset(truths, byte(value::truth(is_and)), rows.size);
    return;
  }
  evaluate(parts[0], rows, truths);
  for (std::size_t part = 1; part < parts.size(); ++part) {
    const std::size_t open = rows.size - kernel.count_equal(truths, rows.size, decided);
    if (open == 0) return;
    Scratch::Frame frame(scratch_);
    if (open * worth_choosing > rows.size) {
      std::uint8_t* more = frame.take<std::uint8_t>(rows.size);
      evaluate(parts[part], rows, more);
      (is_and ? kernel.conjoin : kernel.disjoin)(truths, more, rows.size);
      continue;
    }
    Row* places = frame.take<Row>(rows.size + rows_of_room);
    if (is_and) {
      kernel.rows_of(truths, rows.size, 0, places);
    } else {
      std::uint8_t* negated = frame.take<std::uint8_t>(rows.size);
      std::memcpy(negated, truths, rows.size);
      kernel.negate(negated, rows.size);
      kernel.rows_of(negated, rows.size, 0, places);
    }
    Row* chosen = frame.take<Row>(open);
    for (std::size_t at = 0; at < open; ++at)
      chosen[at] = rows.chosen == nullptr ? rows.first + places[at] : rows.chosen[places[at]];
    std::uint8_t* more = frame.take<std::uint8_t>(open);
    evaluate(parts[part], Rows{0, chosen, open}, more);
    for (std::size_t at = 0; at < open; ++at) {
      std::uint8_t& truth = truths[places[at]];
      truth = is_and ? std::min(truth, more[at]) : std::max(truth, more[at]);
    }
  }
}

void Conditions::follow(const plan::Way& way, core::RelationId from, const Rows& rows, Row* targets) {
  const Row* sources = rows.chosen;
  core::RelationId relation = from;
  bool is_dense = sources == nullptr;
  for (const core::ColumnIndex step : way.steps) {
    const ColumnView view = view_of(world_.facts[relation].columns[step]);
    relation = world_.program[relation].columns[step].type.target;
    if (view.width == Width::None) {
      std::fill_n(targets, rows.size, no_row_id);
      return;
    }
    with_data(view, [&]<class T>(const T* data) {
      const auto origin = static_cast<T>(view.origin);
      const auto absent = static_cast<T>(view.absent);
      const auto base = static_cast<Row>(static_cast<std::uint64_t>(view.first));
      if (is_dense)
        kernels().of<T>().follow(data + rows.first, rows.size, origin, absent, base, targets);
      else
        kernels().of<T>().follow_at(data, sources, rows.size, origin, absent, base, targets);
    });
    is_dense = false;
    sources = targets;
  }
  if (!way.steps.empty()) return;
  for (std::size_t at = 0; at < rows.size; ++at)
    targets[at] = is_dense ? rows.first + static_cast<Row>(at) : sources[at];
}

void Conditions::look_up(const std::uint8_t* table, const plan::Way& way, core::RelationId from, const Rows& rows,
                         std::uint8_t missing, std::uint8_t* truths) {
  if (way.steps.empty() && rows.chosen == nullptr) {
    std::memcpy(truths, table + rows.first, rows.size);
    return;
  }
  if (way.steps.empty()) {
    kernels().gather(table, rows.chosen, rows.size, missing, truths);
    return;
  }
  Scratch::Frame frame(scratch_);
  Row* ends = frame.take<Row>(rows.size);
  follow(way, from, rows, ends);
  kernels().gather(table, ends, rows.size, missing, truths);
}

void Conditions::compare_column(plan::NodeId id, const plan::CompareColumn& compare, const Rows& rows,
                                std::uint8_t* truths) {
  const Bounds& bounds = *world_.bounds[id.index];
  if (bounds.is_unknown) {
    std::memset(truths, unknown, rows.size);
    return;
  }
  Scratch::Frame frame(scratch_);
  const Row* chosen = rows.chosen;
  if (!compare.way.steps.empty()) {
    Row* ends = frame.take<Row>(rows.size);
    follow(compare.way, world_.plan[id].domain, rows, ends);
    chosen = ends;
  }
  with_data(bounds.column, [&]<class T>(const T* data) {
    const auto origin = static_cast<T>(bounds.column.origin);
    const auto absent = static_cast<T>(bounds.column.absent);
    const auto least = static_cast<T>(bounds.least), span = static_cast<T>(bounds.span);
    if (chosen == nullptr)
      kernels().of<T>().between(data + rows.first, rows.size, origin, least, span, absent, bounds.outside, truths);
    else
      kernels().of<T>().between_at(data, chosen, rows.size, origin, least, span, absent, bounds.outside, truths);
  });
}

void Conditions::flag(plan::NodeId id, const plan::Flag& flag, const Rows& rows, std::uint8_t* truths) {
  const core::RelationId from = world_.plan[id].domain;
  if (const std::vector<Truth>* defined = world_.flags[id.index]) {
    look_up(reinterpret_cast<const std::uint8_t*>(defined->data()), flag.way, from, rows, unknown, truths);
    return;
  }
  const ColumnView view = view_of(world_.facts[flag.way.end].columns[flag.column]);
  if (view.width == Width::None) {
    std::memset(truths, unknown, rows.size);
    return;
  }
  Scratch::Frame frame(scratch_);
  const Row* chosen = rows.chosen;
  if (!flag.way.steps.empty()) {
    Row* ends = frame.take<Row>(rows.size);
    follow(flag.way, from, rows, ends);
    chosen = ends;
  }
  with_data(view, [&]<class T>(const T* data) {
    const auto origin = static_cast<T>(view.origin);
    const auto absent = static_cast<T>(view.absent);
    const auto base = static_cast<T>(view.first);
    if (chosen == nullptr)
      kernels().of<T>().truths(data + rows.first, rows.size, origin, absent, base, truths);
    else
      kernels().of<T>().truths_at(data, chosen, rows.size, origin, absent, base, truths);
  });
}

void Conditions::compare_times(const plan::CompareTimes& compare, const Rows& rows, std::uint8_t* truths) {
  Scratch::Frame frame(scratch_);
  auto* left = frame.take<std::int64_t>(rows.size);
  auto* right = frame.take<std::int64_t>(rows.size);
  auto* left_presence = frame.take<std::uint8_t>(rows.size);
  auto* right_presence = frame.take<std::uint8_t>(rows.size);
  evaluate(compare.left, rows, left, left_presence);
  evaluate(compare.right, rows, right, right_presence);
  for (std::size_t at = 0; at < rows.size; ++at) {
    const bool given =
        left_presence[at] == byte(interpret::Presence::Given) && right_presence[at] == byte(interpret::Presence::Given);
    const int sign = left[at] < right[at] ? -1 : left[at] > right[at] ? 1 : 0;
    truths[at] = given ? byte(value::truth(interpret::holds(compare.op, sign))) : unknown;
  }
}

}  // namespace polc::vector
