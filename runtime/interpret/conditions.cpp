// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "runtime/interpret/evaluator.h"
#include "runtime/value/match.h"

namespace polc::interpret {

Row reference_at(const facts::Column& column, Row row) {
  const auto* references = std::get_if<facts::ReferenceColumn>(&column);
  if (references == nullptr || references->rows[row] == facts::absent_code) return no_row;
  return static_cast<Row>(references->rows[row]);
}

Evaluator::Evaluator(World& world_, value::Moment now_, std::set<std::uint32_t> assumed)
    : world(world_),
      program(world_.program),
      facts(world_.facts),
      now(now_),
      today(value::day_of(now_)),
      assumed_(std::move(assumed)) {}

Evaluator& Evaluator::past(std::int32_t day) {
  std::unique_ptr<Evaluator>& past = past_[day];
  if (!past)
    past = std::make_unique<Evaluator>(world, value::Moment{(std::int64_t{day} + 1) * value::minutes_per_day - 1});
  return *past;
}

std::vector<Row> Evaluator::follow(const core::Path& path, const Batch& batch) const {
  std::vector<Row> rows = batch.rows[path.row];
  core::RelationId relation = batch.relations[path.row];
  for (const core::ColumnIndex step : path.steps) {
    if (const auto* references = std::get_if<facts::ReferenceColumn>(&world.column(relation, step))) {
      references->rows.packed().visit([&](const auto& view) {
        for (Row& row : rows)
          if (row != no_row)
            row = view.offsets[row] == view.absent
                      ? no_row
                      : static_cast<Row>(references->rows.packed().value_of(std::uint64_t{view.offsets[row]}));
      });
    } else {
      std::fill(rows.begin(), rows.end(), no_row);
    }
    relation = program[relation].columns[step].type.target;
  }
  return rows;
}

std::vector<Truth> Evaluator::condition(core::ConditionId id, const Batch& batch) {
  // Whether a condition holds of one instance does not depend on the others: many are taken in turn, so that what is worked
  // out on the way does not grow with them.
  if (batch.size > most_at_once) {
    std::vector<Truth> truths;
    truths.reserve(batch.size);
    for (std::size_t first = 0; first < batch.size; first += most_at_once) {
      const std::vector<Truth> more = condition(id, slice(batch, first, std::min(first + most_at_once, batch.size)));
      truths.insert(truths.end(), more.begin(), more.end());
    }
    return truths;
  }
  const core::Condition& node = program[id];
  return value::match(
      node, [&](const core::Constant& constant) { return std::vector<Truth>(batch.size, constant.truth); },
      [&](const core::All& all) { return connective(all.parts, true, batch); },
      [&](const core::AnyOf& any) { return connective(any.parts, false, batch); },
      [&](const core::Negation& negation) {
        std::vector<Truth> truths = condition(negation.part, batch);
        for (Truth& truth : truths) truth = value::kleene_not(truth);
        return truths;
      },
      [&](const core::Compare& comparison) {
        return compare(comparison.op, value(comparison.left, batch), value(comparison.right, batch),
                       program[comparison.left].type.kind, node.span);
      },
      [&](const core::Flag& flag) { return flag_at(flag, batch); },
      [&](const core::SameThing& same) {
        const std::vector<Row> left = follow(same.left, batch);
        const std::vector<Row> right = follow(same.right, batch);
        std::vector<Truth> truths(batch.size);
        for (std::size_t at = 0; at < batch.size; ++at)
          truths[at] = value::truth(left[at] == right[at] && left[at] != no_row);
        return truths;
      },
      [&](const core::Present& present) {
        const std::vector<Row> rows = follow(present.path, batch);
        std::vector<Truth> truths(batch.size);
        for (std::size_t at = 0; at < batch.size; ++at) truths[at] = value::truth(rows[at] != no_row);
        return truths;
      },
      [&](const core::HasClass& has) { return has_class(has, batch); },
      [&](const core::Count& node_count) { return count(node_count, node.span, batch); });
}

std::vector<Truth> Evaluator::unless(core::ConditionId id, const std::vector<core::ConditionId>& exceptions,
                                     const Batch& batch) {
  std::vector<Truth> truths = condition(id, batch);
  for (const core::ConditionId exception : exceptions) {
    const std::vector<Truth> excepted = condition(exception, batch);
    for (std::size_t at = 0; at < truths.size(); ++at)
      truths[at] = value::kleene_and(truths[at], value::kleene_not(excepted[at]));
  }
  return truths;
}

// Later parts are asked only for the instances that the earlier ones have not decided.
std::vector<Truth> Evaluator::connective(const std::vector<core::ConditionId>& parts, bool is_and, const Batch& batch) {
  const Truth decided = is_and ? Truth::False : Truth::True;
  std::vector<Truth> truths(batch.size, is_and ? Truth::True : Truth::False);
  const auto combine = [&](Truth left, Truth right) {
    return is_and ? value::kleene_and(left, right) : value::kleene_or(left, right);
  };
  for (const core::ConditionId part : parts) {
    std::vector<std::uint32_t> open;
    for (std::uint32_t at = 0; at < batch.size; ++at)
      if (truths[at] != decided) open.push_back(at);
    if (open.empty()) break;
    // Copying rows pays only when it leaves much out.
    if (open.size() > batch.size / 2) {
      const std::vector<Truth> more = condition(part, batch);
      for (const std::uint32_t at : open) truths[at] = combine(truths[at], more[at]);
    } else {
      const std::vector<Truth> more = condition(part, select(batch, open));
      for (std::size_t at = 0; at < open.size(); ++at) truths[open[at]] = combine(truths[open[at]], more[at]);
    }
  }
  return truths;
}

std::vector<Truth> Evaluator::flag_at(const core::Flag& flag_node, const Batch& batch) {
  const std::vector<Row> rows = follow(flag_node.path, batch);
  std::vector<Truth> truths(batch.size, Truth::Unknown);
  const auto take = [&](const auto& values) {
    for (std::size_t at = 0; at < batch.size; ++at)
      if (rows[at] != no_row) truths[at] = values[rows[at]];
  };
  if (program[flag_node.path.end].columns[flag_node.column].defined_by_rules) {
    take(flag(flag_node.path.end, flag_node.column));
  } else if (const auto* stored =
                 std::get_if<facts::YesNoColumn>(&world.column(flag_node.path.end, flag_node.column))) {
    take(stored->values);
  }
  return truths;
}

std::vector<Truth> Evaluator::has_class(const core::HasClass& has, const Batch& batch) {
  const std::vector<Row> rows = follow(has.path, batch);
  std::uint64_t wanted = 0;
  for (std::uint32_t rank = has.lowest; rank <= has.highest && rank < 64; ++rank) wanted |= std::uint64_t{1} << rank;
  std::vector<Truth> truths(batch.size, Truth::False);
  const auto take = [&](const ClassTable& table, std::size_t at, std::size_t thing) {
    if ((table.certain[thing] & wanted) != 0)
      truths[at] = Truth::True;
    else if ((table.possible[thing] & wanted) != 0)
      truths[at] = Truth::Unknown;
  };
  // The table of all things is kept. Where there are many more than are asked for, and it is not there yet, these few.
  if (facts[has.path.end].row_count > most_at_once && !classes_.contains({has.scale.index, has.path.end.index}) &&
      !lent_.contains({has.scale.index, has.path.end.index})) {
    std::vector<std::uint32_t> instances;
    std::vector<Row> things;
    for (std::uint32_t at = 0; at < batch.size; ++at) {
      if (rows[at] == no_row) continue;
      instances.push_back(at);
      things.push_back(rows[at]);
    }
    const ClassTable table = work_out_classes(has.scale, has.path.end, things);
    for (std::size_t which = 0; which < instances.size(); ++which) take(table, instances[which], which);
    return truths;
  }
  const ClassTable& table = classes(has.scale, has.path.end);
  for (std::size_t at = 0; at < batch.size; ++at)
    if (rows[at] != no_row) take(table, at, rows[at]);
  return truths;
}

}  // namespace polc::interpret
