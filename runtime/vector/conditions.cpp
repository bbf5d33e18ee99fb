// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/conditions.h"

#include <algorithm>
#include <cstring>

#include "compiler/core/match.h"
#include "runtime/vector/chosen_code.h"

namespace polc::vector {

namespace {

constexpr auto unknown = static_cast<std::uint8_t>(Truth::Unknown);
constexpr auto no = static_cast<std::uint8_t>(Truth::False);

std::uint8_t byte(Truth truth) { return static_cast<std::uint8_t>(truth); }
std::uint8_t byte(interpret::Presence presence) { return static_cast<std::uint8_t>(presence); }

// Asking the rest of a connective for chosen rows pays when it leaves out most.
constexpr std::size_t worth_choosing = 4;
// So few rows that follow one another are asked faster than any of them is left out.
constexpr std::size_t few_rows = 2048;

}  // namespace

std::uint64_t offset_at(const ColumnView& view, Row row) {
  return with_data(view, [&]<class T>(const T* data) { return std::uint64_t{data[row]}; });
}

void Conditions::evaluate(plan::NodeId id, const Rows& rows, std::uint8_t* truths) {
  const OfRows code = rows.chosen != nullptr && world_.code != nullptr ? world_.code->of(id) : nullptr;
  if (code != nullptr) {
    world_.code->count_rows(rows.size);
    if (!run_code(code, world_.inputs, rows.chosen, rows.size, truths)) throw DoesNotFit();
    return;
  }
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
        const Row* left = ends_of(one.left, from, rows, frame);
        const Row* right = ends_of(one.right, from, rows, frame);
        for (std::size_t at = 0; at < rows.size; ++at)
          truths[at] = byte(value::truth(left[at] == right[at] && left[at] != no_row_id));
      },
      [&](const plan::Present& one) {
        Scratch::Frame frame(scratch_);
        const Row* ends = ends_of(one.way, from, rows, frame);
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
  const bool always = world_.code != nullptr && world_.code->chooses_always();
  const bool are_few = !always && rows.chosen == nullptr && rows.size <= few_rows;
  for (std::size_t part = 1; part < parts.size(); ++part) {
    if (are_few) {
      Scratch::Frame frame(scratch_);
      std::uint8_t* more = frame.take<std::uint8_t>(rows.size);
      evaluate(parts[part], rows, more);
      (is_and ? kernel.conjoin : kernel.disjoin)(truths, more, rows.size);
      continue;
    }
    const std::size_t open = rows.size - kernel.count_equal(truths, rows.size, decided);
    if (open == 0) return;
    Scratch::Frame frame(scratch_);
    if (open * worth_choosing > rows.size && !always) {
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

// `sources`: rows of `relation`, or none: they are `rows` themselves, from the first on.
void Conditions::follow_step(core::RelationId relation, core::ColumnIndex step, const Row* sources, const Rows& rows,
                             Row* targets) {
  const ColumnView view = view_of(world_.facts[relation].columns[step]);
  if (view.width == Width::None) {
    std::fill_n(targets, rows.size, no_row_id);
    return;
  }
  with_data(view, [&]<class T>(const T* data) {
    const auto absent = static_cast<T>(view.absent);
    const auto base = static_cast<Row>(static_cast<std::uint64_t>(view.first));
    if (sources == nullptr)
      kernels().of<T>().follow(data + rows.first, rows.size, absent, base, targets);
    else
      kernels().of<T>().follow_at(data, sources, rows.size, absent, base, targets);
  });
}

void Conditions::follow(const plan::Way& way, core::RelationId from, const Rows& rows, Row* targets) {
  const Row* sources = rows.chosen;
  core::RelationId relation = from;
  for (const core::ColumnIndex step : way.steps) {
    follow_step(relation, step, sources, rows, targets);
    relation = world_.program[relation].columns[step].type.target;
    sources = targets;
  }
  if (!way.steps.empty()) return;
  for (std::size_t at = 0; at < rows.size; ++at)
    targets[at] = sources == nullptr ? rows.first + static_cast<Row>(at) : sources[at];
}

void Conditions::share_ways(const Rows& rows) {
  shared_rows_ = rows;
  shared_count_ = 0;
}

const Row* Conditions::shared_way(const plan::Way& way, core::RelationId from, const Rows& rows) {
  std::vector<core::ColumnIndex> steps;
  core::RelationId relation = from;
  const Row* sources = rows.chosen;
  for (const core::ColumnIndex step : way.steps) {
    steps.push_back(step);
    const auto known = std::find_if(shared_.begin(), shared_.begin() + static_cast<std::ptrdiff_t>(shared_count_),
                                    [&](const SharedWay& one) { return one.steps == steps; });
    if (known != shared_.begin() + static_cast<std::ptrdiff_t>(shared_count_)) {
      sources = known->targets.data();
    } else {
      if (shared_count_ == shared_.size()) shared_.emplace_back();
      SharedWay& made = shared_[shared_count_++];
      made.steps = steps;
      if (made.targets.size() < rows.size) made.targets.resize(rows.size);
      follow_step(relation, step, sources, rows, made.targets.data());
      sources = made.targets.data();
    }
    relation = world_.program[relation].columns[step].type.target;
  }
  return sources;
}

const Row* Conditions::ends_of(const plan::Way& way, core::RelationId from, const Rows& rows, Scratch::Frame& frame) {
  const bool is_shared = rows.chosen != nullptr && rows.chosen == shared_rows_.chosen && rows.size == shared_rows_.size;
  if (is_shared && !way.steps.empty()) return shared_way(way, from, rows);
  Row* ends = frame.take<Row>(rows.size);
  follow(way, from, rows, ends);
  return ends;
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
  const Row* ends = ends_of(way, from, rows, frame);
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
    chosen = ends_of(compare.way, world_.plan[id].domain, rows, frame);
  }
  with_data(bounds.column, [&]<class T>(const T* data) {
    const auto absent = static_cast<T>(bounds.column.absent);
    const auto least = static_cast<T>(bounds.least), span = static_cast<T>(bounds.span);
    if (chosen == nullptr)
      kernels().of<T>().between(data + rows.first, rows.size, least, span, absent, bounds.outside, truths);
    else
      kernels().of<T>().between_at(data, chosen, rows.size, least, span, absent, bounds.outside, truths);
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
    chosen = ends_of(flag.way, from, rows, frame);
  }
  with_data(view, [&]<class T>(const T* data) {
    const auto absent = static_cast<T>(view.absent);
    const auto base = static_cast<T>(view.first);
    if (chosen == nullptr)
      kernels().of<T>().truths(data + rows.first, rows.size, absent, base, truths);
    else
      kernels().of<T>().truths_at(data, chosen, rows.size, absent, base, truths);
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
