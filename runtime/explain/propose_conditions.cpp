// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>

#include "runtime/explain/propose.h"
#include "runtime/value/match.h"

namespace polc::explain {

using interpret::no_row;
using interpret::Row;
using interpret::Scope;
using value::Truth;

namespace {

constexpr std::size_t things_offered = 3;  // that a reference may lead to

}  // namespace

bool Proposer::take_step() {
  if (steps_ < most_steps && depth_ < deepest) {
    ++steps_;
    return true;
  }
  bounded_ = true;
  return false;
}

Proposals Proposer::condition(core::ConditionId id, const Scope& scope, bool wanted) {
  if (!take_step()) return {};
  if (probe_.holds(id, scope) == value::truth(wanted)) return nothing_to_do();
  ++depth_;
  const auto connective = [&](const std::vector<core::ConditionId>& parts, bool needs_every) {
    Proposals proposals = needs_every ? nothing_to_do() : Proposals{};
    for (const core::ConditionId part : parts) {
      Proposals more = condition(part, scope, wanted);
      proposals = needs_every ? both(proposals, more) : either(std::move(proposals), std::move(more));
      if (needs_every && proposals.empty()) break;
    }
    return proposals;
  };
  Proposals proposals = value::match(
      program_[id], [](const core::Constant&) { return Proposals{}; },
      [&](const core::All& all) { return connective(all.parts, wanted); },
      [&](const core::AnyOf& any) { return connective(any.parts, !wanted); },
      [&](const core::Negation& negation) { return condition(negation.part, scope, !wanted); },
      [&](const core::Compare& node) { return compare(node, scope, wanted); },
      [&](const core::Flag& node) { return yes_no(node, scope, wanted); },
      [&](const core::SameThing& node) { return same(node, scope, wanted); },
      [&](const core::Present& node) { return present(node, scope, wanted); },
      [&](const core::HasClass& node) { return has_class(node, scope, wanted); },
      [&](const core::Count&) { return count(id, scope, wanted); });
  --depth_;
  return proposals;
}

Proposals Proposer::set_cell(Cell cell, std::int64_t value) {
  const facts::Column& column = facts_[cell.relation].columns[cell.column];
  if (!can_be_set(column)) return {};
  const Stored before = stored_at(column, cell.row);
  if (before == value) return {};
  std::int64_t distance = 1;
  if (before && __builtin_sub_overflow(value, *before, &distance)) return {};
  return one(SetCell{cell, value}, distance < 0 ? -distance : distance);
}

// A row that names nothing yet may name a thing that fits.
Proposals Proposer::refer_to(const core::Path& path, const Scope& scope, const std::function<bool(Row)>& fits) {
  if (path.steps.size() != 1 || scope.rows[path.row] == no_row) return {};
  const core::RelationId relation = scope.relations[path.row];
  const Cell cell{relation, scope.rows[path.row], path.steps[0]};
  const facts::Column& column = facts_[relation].columns[cell.column];
  if (!std::holds_alternative<facts::ReferenceColumn>(column)) return {};
  Proposals proposals;
  std::size_t offered = 0;
  for (Row row = 0; row < facts_[path.end].row_count && offered < things_offered; ++row) {
    if (!fits(row)) continue;
    proposals = either(std::move(proposals), one(SetCell{cell, row}, 1));
    ++offered;
  }
  return proposals;
}

Proposals Proposer::yes_no(const core::Flag& node, const Scope& scope, bool wanted) {
  const Row row = probe_.follow(node.path, scope);
  const bool defined = program_[node.path.end].columns[node.column].defined_by_rules;
  if (row == no_row) {
    return refer_to(node.path, scope, [&](Row thing) {
      if (defined) return probe_.flag(node.path.end, node.column, thing) == value::truth(wanted);
      const auto* stored = std::get_if<facts::YesNoColumn>(&facts_[node.path.end].columns[node.column]);
      return stored != nullptr && stored->values[thing] == value::truth(wanted);
    });
  }
  if (defined) return flag(node.path.end, node.column, row, wanted);
  const Cell cell{node.path.end, row, node.column};
  if (!can_be_set(facts_[cell.relation].columns[cell.column])) return {};
  return one(SetCell{cell, static_cast<std::int64_t>(value::truth(wanted))}, 1);
}

Proposals Proposer::has_class(const core::HasClass& has, const Scope& scope, bool wanted) {
  std::uint64_t mask = 0;
  for (std::uint32_t rank = has.lowest; rank <= has.highest && rank < 64; ++rank) mask |= std::uint64_t{1} << rank;
  const Row thing = probe_.follow(has.path, scope);
  if (thing != no_row) return classes(has.scale, has.path.end, thing, mask, wanted);
  if (!wanted) return {};
  const interpret::ClassTable& table = probe_.classes(has.scale, has.path.end);
  return refer_to(has.path, scope, [&](Row row) { return (table.certain[row] & mask) != 0; });
}

Proposals Proposer::same(const core::SameThing& node, const Scope& scope, bool wanted) {
  if (!wanted) return {};
  const Row left = probe_.follow(node.left, scope);
  const Row right = probe_.follow(node.right, scope);
  Proposals proposals;
  if (right != no_row) proposals = refer_to(node.left, scope, [&](Row row) { return row == right; });
  if (left != no_row)
    proposals = either(std::move(proposals), refer_to(node.right, scope, [&](Row row) { return row == left; }));
  return proposals;
}

Proposals Proposer::present(const core::Present& node, const Scope& scope, bool wanted) {
  if (wanted) return refer_to(node.path, scope, [](Row) { return true; });
  if (node.path.steps.empty()) return {};
  // The last reference on the way is taken out, where it may be absent.
  core::Path before = node.path;
  before.steps.pop_back();
  core::RelationId relation = scope.relations[before.row];
  for (const core::ColumnIndex step : before.steps) relation = program_[relation].columns[step].type.target;
  before.end = relation;
  const Row row = probe_.follow(before, scope);
  const core::ColumnIndex column = node.path.steps.back();
  if (row == no_row || !program_[relation].columns[column].optional) return {};
  return one(SetCell{{relation, row, column}, std::nullopt}, 1);
}

}  // namespace polc::explain
