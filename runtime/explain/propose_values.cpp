// SPDX-License-Identifier: Apache-2.0
// Comparisons: the nearest value on the other side, of whatever the value is read from.
#include <algorithm>

#include "runtime/explain/propose.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/match.h"

namespace polc::explain {

using core::Comparison;
using interpret::no_row;
using interpret::Presence;
using interpret::Row;
using interpret::Scope;

Comparison negated(Comparison op) {
  switch (op) {
    case Comparison::Equal:
      return Comparison::NotEqual;
    case Comparison::NotEqual:
      return Comparison::Equal;
    case Comparison::Less:
      return Comparison::GreaterOrEqual;
    case Comparison::LessOrEqual:
      return Comparison::Greater;
    case Comparison::Greater:
      return Comparison::LessOrEqual;
    case Comparison::GreaterOrEqual:
      return Comparison::Less;
  }
  return op;
}

Comparison mirrored(Comparison op) {
  switch (op) {
    case Comparison::Less:
      return Comparison::Greater;
    case Comparison::LessOrEqual:
      return Comparison::GreaterOrEqual;
    case Comparison::Greater:
      return Comparison::Less;
    case Comparison::GreaterOrEqual:
      return Comparison::LessOrEqual;
    case Comparison::Equal:
    case Comparison::NotEqual:
      break;
  }
  return op;
}

namespace {

// Whole numbers m with `m op bound`, those next to the bound.
std::vector<std::int64_t> nearest(Comparison op, value::Rational bound) {
  const std::int64_t below = bound.floor();
  const std::int64_t above = bound.ceiling();
  switch (op) {
    case Comparison::Equal:
      return bound.is_integer() ? std::vector{below} : std::vector<std::int64_t>{};
    case Comparison::NotEqual:
      return bound.is_integer() ? std::vector{below - 1, below + 1} : std::vector{below};
    case Comparison::Less:
      return {above - 1};
    case Comparison::LessOrEqual:
      return {below};
    case Comparison::Greater:
      return {below + 1};
    case Comparison::GreaterOrEqual:
      return {above};
  }
  return {};
}

// Far from where adding 1 overflows.
bool is_moderate(value::Rational number) {
  constexpr std::int64_t far = std::int64_t{1} << 60;
  return number > value::Rational(-far) && number < value::Rational(far);
}

}  // namespace

Proposals Proposer::compare(const core::Compare& node, const Scope& scope, bool wanted) {
  const Comparison op = wanted ? node.op : negated(node.op);
  const interpret::Reading left = probe_.value(node.left, scope);
  const interpret::Reading right = probe_.value(node.right, scope);
  switch (program_[node.left].type.kind) {
    case core::TypeKind::Number: {
      Proposals proposals;
      if (right.number) proposals = solve_number(node.left, op, *right.number, scope);
      if (left.number)
        proposals = either(std::move(proposals), solve_number(node.right, mirrored(op), *left.number, scope));
      return proposals;
    }
    case core::TypeKind::Day:
    case core::TypeKind::Moment: {
      Proposals proposals;
      if (right.presence == Presence::Given) proposals = solve_time(node.left, op, right.raw, scope);
      if (left.presence == Presence::Given)
        proposals = either(std::move(proposals), solve_time(node.right, mirrored(op), left.raw, scope));
      return proposals;
    }
    case core::TypeKind::Enumeration: {
      const auto* attribute = std::get_if<core::Attribute>(&program_[node.left].kind);
      if (attribute == nullptr || right.presence != Presence::Given) return {};
      const Row row = probe_.follow(attribute->path, scope);
      if (row == no_row) return {};
      const Cell cell{attribute->path.end, row, attribute->column};
      if (op == Comparison::Equal) return set_cell(cell, right.raw);
      Proposals proposals;
      const std::size_t count = program_[program_[node.left].type.enumeration].values.size();
      for (std::size_t place = 0; place < count; ++place)
        if (static_cast<std::int64_t>(place) != right.raw)
          proposals = either(std::move(proposals), set_cell(cell, static_cast<std::int64_t>(place)));
      return proposals;
    }
    case core::TypeKind::Text:
    case core::TypeKind::YesNo:
    case core::TypeKind::Reference:
      return {};
  }
  return {};
}

Proposals Proposer::solve_cell(Cell cell, Comparison op, value::Rational bound) {
  const auto* numbers = std::get_if<facts::NumberColumn>(&facts_[cell.relation].columns[cell.column]);
  if (numbers == nullptr) return {};
  const auto in_steps = value::divide(bound, numbers->step);
  if (!in_steps || !is_moderate(*in_steps)) return {};
  const Stored before = stored_at(facts_[cell.relation].columns[cell.column], cell.row);
  Proposals proposals;
  for (const std::int64_t mantissa : nearest(op, *in_steps)) {
    // What is not negative stays so: there are no minus two rooms.
    if (mantissa < 0 && before.value_or(0) >= 0) continue;
    proposals = either(std::move(proposals), set_cell(cell, mantissa));
  }
  return proposals;
}

Proposals Proposer::solve_number(core::ValueId id, Comparison op, value::Rational bound, const Scope& scope) {
  const core::Value& node = program_[id];
  if (const auto* product = std::get_if<core::Product>(&node.kind)) {
    Proposals proposals;
    for (const auto& [solved, fixed] :
         {std::pair(product->left, product->right), std::pair(product->right, product->left)}) {
      const interpret::Reading factor = probe_.value(fixed, scope);
      if (!factor.number || *factor.number <= value::Rational(0)) continue;
      if (const auto inner = value::divide(bound, *factor.number))
        proposals = either(std::move(proposals), solve_number(solved, op, *inner, scope));
    }
    return proposals;
  }
  const auto* attribute = std::get_if<core::Attribute>(&node.kind);
  if (attribute == nullptr) return {};
  const Row row = probe_.follow(attribute->path, scope);
  if (row == no_row) return {};
  const core::RelationId relation = attribute->path.end;
  const auto& ratio = program_[relation].columns[attribute->column].ratio;
  if (!ratio) return solve_cell({relation, row, attribute->column}, op, bound);
  // above / below op bound: above op bound * below, or below mirrored-op above / bound.
  const auto number_of = [&](core::ColumnIndex column) -> std::optional<value::Rational> {
    const auto* numbers = std::get_if<facts::NumberColumn>(&facts_[relation].columns[column]);
    const Stored stored = numbers == nullptr ? Stored() : stored_at(facts_[relation].columns[column], row);
    return stored ? value::multiply(value::Rational(*stored), numbers->step) : std::nullopt;
  };
  const auto above = number_of(ratio->first);
  const auto below = number_of(ratio->second);
  Proposals proposals;
  if (const auto inner = below ? value::multiply(bound, *below) : std::nullopt)
    proposals = solve_cell({relation, row, ratio->first}, op, *inner);
  if (const auto inner = above && bound > value::Rational(0) ? value::divide(*above, bound) : std::nullopt)
    proposals = either(std::move(proposals), solve_cell({relation, row, ratio->second}, mirrored(op), *inner));
  return proposals;
}

Proposals Proposer::solve_time(core::ValueId id, Comparison op, std::int64_t bound, const Scope& scope) {
  if (!is_moderate(value::Rational(bound))) return {};
  const core::Value& node = program_[id];
  const auto set_to_nearest = [&](Cell cell) {
    Proposals proposals;
    for (const std::int64_t time : nearest(op, value::Rational(bound)))
      proposals = either(std::move(proposals), set_cell(cell, time));
    return proposals;
  };
  if (const auto* attribute = std::get_if<core::Attribute>(&node.kind)) {
    const Row row = probe_.follow(attribute->path, scope);
    if (row == no_row) return {};
    return set_to_nearest({attribute->path.end, row, attribute->column});
  }
  if (const auto* shifted = std::get_if<core::Shifted>(&node.kind)) {
    const interpret::Reading whole = probe_.value(id, scope);
    const interpret::Reading base = probe_.value(shifted->base, scope);
    if (whole.presence != Presence::Given || base.presence != Presence::Given) return {};
    return solve_time(shifted->base, op, bound - (whole.raw - base.raw), scope);
  }
  if (const auto* day = std::get_if<core::DayOf>(&node.kind)) {
    const interpret::Reading moment = probe_.value(day->moment, scope);
    if (moment.presence != Presence::Given) return {};
    Proposals proposals;
    const std::int64_t minute = value::minute_of_day({moment.raw});
    for (const std::int64_t wanted : nearest(op, value::Rational(bound)))
      proposals = either(std::move(proposals),
                         solve_time(day->moment, Comparison::Equal, wanted * value::minutes_per_day + minute, scope));
    return proposals;
  }
  if (const auto* latest = std::get_if<core::LatestEvent>(&node.kind)) {
    const core::Relation& event = program_[latest->event];
    const interpret::Reading reading = probe_.value(id, scope);
    const Row thing = probe_.follow(latest->path, scope);
    if (thing == no_row || reading.presence != Presence::Given) return {};
    const core::ColumnIndex column = latest->its_end ? *event.end : *event.begin;
    const auto [first, last] = facts_[latest->event].rows_of(thing);
    for (Row row = last; row > first; --row)
      if (stored_at(facts_[latest->event].columns[column], row - 1) == reading.raw)
        return set_to_nearest({latest->event, row - 1, column});
  }
  return {};
}

}  // namespace polc::explain
