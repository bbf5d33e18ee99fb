// SPDX-License-Identifier: Apache-2.0
#include "compiler/plan/lower.h"

#include <algorithm>
#include <utility>

#include "compiler/core/dump.h"
#include "compiler/core/match.h"

namespace polc::plan {

namespace {

std::string text(const Way& way) {
  std::string made;
  for (const core::ColumnIndex step : way.steps) made += '.' + std::to_string(step);
  return made + '>' + std::to_string(way.end.index);
}

template <class Tag>
std::string text(const std::vector<core::Id<Tag>>& ids) {
  std::string made;
  for (const core::Id<Tag> id : ids) made += ' ' + std::to_string(id.index);
  return made;
}

template <class Tag>
std::string text(const std::optional<core::Id<Tag>>& id) {
  return id ? std::to_string(id->index) : "-";
}

std::string text(const std::optional<core::TimeBound>& bound) {
  return bound ? std::to_string(bound->at.index) + (bound->inclusive ? "]" : ")") : "-";
}

core::Comparison mirrored(core::Comparison op) {
  switch (op) {
    case core::Comparison::Less:
      return core::Comparison::Greater;
    case core::Comparison::LessOrEqual:
      return core::Comparison::GreaterOrEqual;
    case core::Comparison::Greater:
      return core::Comparison::Less;
    case core::Comparison::GreaterOrEqual:
      return core::Comparison::LessOrEqual;
    case core::Comparison::Equal:
    case core::Comparison::NotEqual:
      break;
  }
  return op;
}

bool is_time(core::TypeKind kind) { return kind == core::TypeKind::Day || kind == core::TypeKind::Moment; }

}  // namespace

NodeId Lowering::condition(core::ConditionId id, core::RelationId domain) {
  return *lower(id, Scope{domain, {Way{{}, domain}}});
}

std::optional<TimeId> Lowering::time(core::ValueId id, core::RelationId domain) {
  return lower_time(id, Scope{domain, {Way{{}, domain}}});
}

bool Lowering::is_fixed(core::ValueId id) const {
  return core::match(
      program_[id], [](const core::NumberLiteral&) { return true; }, [](const core::DayLiteral&) { return true; },
      [](const core::MomentLiteral&) { return true; }, [](const core::TextLiteral&) { return true; },
      [](const core::EnumerationLiteral&) { return true; }, [](const core::Attribute&) { return false; },
      [](const core::ParameterValue&) { return true; },
      [&](const core::Product& product) { return is_fixed(product.left) && is_fixed(product.right); },
      [](const core::Now&) { return true; }, [](const core::LatestEvent&) { return false; },
      [&](const core::Shifted& shifted) { return is_fixed(shifted.base); },
      [&](const core::DayOf& day) { return is_fixed(day.moment); });
}

core::ValueId Lowering::fixed(core::ValueId id) {
  const core::Type& type = program_[id].type;
  const std::string key = std::to_string(static_cast<int>(type.kind)) + ':' + std::to_string(type.enumeration.index) +
                          ':' + core::print(program_, id);
  return values_.try_emplace(key, id).first->second;
}

NodeId Lowering::add(core::RelationId domain, NodeKind kind, const std::string& key) {
  const auto [found, is_new] =
      nodes_.try_emplace(std::to_string(domain.index) + ' ' + std::to_string(kind.index()) + ' ' + key,
                         NodeId{static_cast<std::uint32_t>(plan_.nodes.size())});
  if (is_new) plan_.nodes.push_back({domain, std::move(kind)});
  return found->second;
}

TimeId Lowering::add_time(Time time, const std::string& key) {
  const auto [found, is_new] =
      times_.try_emplace(std::to_string(time.domain.index) + ' ' + std::to_string(time.kind.index()) + ' ' + key,
                         TimeId{static_cast<std::uint32_t>(plan_.times.size())});
  if (is_new) plan_.times.push_back(std::move(time));
  return found->second;
}

CountId Lowering::add_count(Count count) {
  const std::string key = std::to_string(count.relation.index) + ' ' + std::to_string(count.link) + ' ' +
                          text(count.filter) + ' ' + text(count.window.begin) + ' ' + text(count.window.end) + ' ' +
                          text(count.lowest) + ' ' + text(count.highest);
  const auto [found, is_new] = counts_.try_emplace(key, CountId{static_cast<std::uint32_t>(plan_.counts.size())});
  if (is_new) plan_.counts.push_back(std::move(count));
  return found->second;
}

std::optional<Way> Lowering::way(const core::Path& path, const Scope& scope) {
  const std::optional<Way>& row = scope.rows[path.row];
  if (!row) {
    reason_ = Reason::OuterRow;
    return std::nullopt;
  }
  Way found = *row;
  found.steps.insert(found.steps.end(), path.steps.begin(), path.steps.end());
  found.end = path.end;
  return found;
}

// With one row in scope the interpreter can be asked; further in, the count around it has to be asked as a whole.
std::optional<NodeId> Lowering::lower(core::ConditionId id, const Scope& scope) {
  const std::optional<NodeId> found = lower_here(id, scope);
  if (found || scope.rows.size() > 1) return found;
  return add(scope.domain, Asked{id, reason_}, core::print(program_, id, {scope.domain}));
}

std::optional<NodeId> Lowering::connective(const std::vector<core::ConditionId>& parts, bool is_and,
                                           const Scope& scope) {
  std::vector<NodeId> lowered;
  for (const core::ConditionId part : parts) {
    const auto one = lower(part, scope);
    if (!one) return std::nullopt;
    lowered.push_back(*one);
  }
  const std::string key = text(lowered);
  return is_and ? add(scope.domain, All{std::move(lowered)}, key) : add(scope.domain, AnyOf{std::move(lowered)}, key);
}

std::optional<NodeId> Lowering::lower_here(core::ConditionId id, const Scope& scope) {
  using Found = std::optional<NodeId>;
  return core::match(
      program_[id],
      [&](const core::Constant& node) -> Found {
        return add(scope.domain, Constant{node.truth}, std::to_string(static_cast<int>(node.truth)));
      },
      [&](const core::All& node) -> Found { return connective(node.parts, true, scope); },
      [&](const core::AnyOf& node) -> Found { return connective(node.parts, false, scope); },
      [&](const core::Negation& node) -> Found {
        const auto part = lower(node.part, scope);
        if (!part) return std::nullopt;
        return add(scope.domain, Negation{*part}, std::to_string(part->index));
      },
      [&](const core::Compare& node) -> Found { return compare(node, scope); },
      [&](const core::Flag& node) -> Found {
        const auto reached = way(node.path, scope);
        if (!reached) return std::nullopt;
        return add(scope.domain, Flag{*reached, node.column}, text(*reached) + ' ' + std::to_string(node.column));
      },
      [&](const core::SameThing& node) -> Found {
        const auto left = way(node.left, scope), right = way(node.right, scope);
        if (!left || !right) return std::nullopt;
        return add(scope.domain, SameThing{*left, *right}, text(*left) + ' ' + text(*right));
      },
      [&](const core::Present& node) -> Found {
        const auto reached = way(node.path, scope);
        if (!reached) return std::nullopt;
        return add(scope.domain, Present{*reached}, text(*reached));
      },
      [&](const core::HasClass& node) -> Found {
        const auto reached = way(node.path, scope);
        if (!reached) return std::nullopt;
        return add(scope.domain, HasClass{*reached, node.scale, node.lowest, node.highest},
                   text(*reached) + ' ' + std::to_string(node.scale.index) + ' ' + std::to_string(node.lowest) + ' ' +
                       std::to_string(node.highest));
      },
      [&](const core::Count& node) -> Found { return count(node, scope); });
}

std::optional<NodeId> Lowering::compare(const core::Compare& compare, const Scope& scope) {
  const core::TypeKind kind = program_[compare.left].type.kind;
  for (const bool is_mirrored : {false, true}) {
    const core::ValueId stored = is_mirrored ? compare.right : compare.left;
    const core::ValueId bound = is_mirrored ? compare.left : compare.right;
    const auto* attribute = std::get_if<core::Attribute>(&program_[stored].kind);
    if (attribute == nullptr || !is_fixed(bound)) continue;
    if (program_[attribute->path.end].columns[attribute->column].ratio) continue;
    const auto reached = way(attribute->path, scope);
    if (!reached) return std::nullopt;
    const core::Comparison op = is_mirrored ? mirrored(compare.op) : compare.op;
    const core::ValueId value = fixed(bound);
    return add(scope.domain, CompareColumn{*reached, attribute->column, op, value},
               text(*reached) + ' ' + std::to_string(attribute->column) + ' ' + std::to_string(static_cast<int>(op)) +
                   ' ' + std::to_string(value.index));
  }
  if (!is_time(kind)) {
    reason_ = Reason::Comparison;
    return std::nullopt;
  }
  const auto left = lower_time(compare.left, scope), right = lower_time(compare.right, scope);
  if (!left || !right) return std::nullopt;
  return add(scope.domain, CompareTimes{compare.op, *left, *right},
             std::to_string(static_cast<int>(compare.op)) + ' ' + std::to_string(left->index) + ' ' +
                 std::to_string(right->index));
}

std::optional<TimeId> Lowering::lower_time(core::ValueId id, const Scope& scope) {
  using Found = std::optional<TimeId>;
  const bool to_the_minute = program_[id].type.kind == core::TypeKind::Moment;
  const auto made = [&](auto kind, const std::string& key) {
    return add_time(Time{scope.domain, to_the_minute, std::move(kind)}, key);
  };
  if (is_fixed(id)) {
    const core::ValueId value = fixed(id);
    return made(FixedTime{value}, std::to_string(value.index));
  }
  if (const auto* attribute = std::get_if<core::Attribute>(&program_[id].kind)) {
    const auto reached = way(attribute->path, scope);
    if (!reached) return std::nullopt;
    return made(TimeOfColumn{*reached, attribute->column}, text(*reached) + ' ' + std::to_string(attribute->column));
  }
  if (const auto* latest = std::get_if<core::LatestEvent>(&program_[id].kind)) {
    const auto reached = way(latest->path, scope);
    if (!reached) return std::nullopt;
    return made(LatestTime{*reached, latest->event, latest->its_end},
                text(*reached) + ' ' + std::to_string(latest->event.index) + (latest->its_end ? "e" : "b"));
  }
  if (const auto* shifted = std::get_if<core::Shifted>(&program_[id].kind)) {
    const Found base = lower_time(shifted->base, scope);
    if (!base) return std::nullopt;
    return made(MovedTime{*base, id}, std::to_string(base->index) + ' ' + core::print(program_, id));
  }
  if (const auto* day = std::get_if<core::DayOf>(&program_[id].kind)) {
    const Found moment = lower_time(day->moment, scope);
    if (!moment) return std::nullopt;
    return made(DayOfMoment{*moment}, std::to_string(moment->index));
  }
  reason_ = Reason::Comparison;
  return std::nullopt;
}

std::optional<NodeId> Lowering::count(const core::Count& count, const Scope& scope) {
  const core::Relation& relation = program_[count.relation];
  const auto moves = [&](const auto& at) { return at && !is_fixed(*at); };
  const auto window_moves = [&](const std::optional<core::TimeBound>& bound) { return bound && !is_fixed(bound->at); };
  const auto refused = [&](Reason reason) {
    reason_ = reason;
    return std::optional<NodeId>();
  };
  if (relation.counting == core::Counting::Total) return refused(Reason::Totals);
  if (count.each_day) return refused(Reason::EachDay);
  if (window_moves(count.window.begin) || window_moves(count.window.end) || moves(count.lowest) || moves(count.highest))
    return refused(Reason::MovingWindow);
  const auto thing = way(count.path, scope);
  if (!thing) return std::nullopt;

  Count made{count.relation, count.link, thing->end, {}, count.window, {}, {}, true};
  if (count.filter) {
    // A row that is the thing, or is reached from it, is reached from the counted row over the link.
    Scope inner{count.relation, {}};
    for (const std::optional<Way>& row : scope.rows) {
      const bool beyond = row && row->steps.size() >= thing->steps.size() &&
                          std::equal(thing->steps.begin(), thing->steps.end(), row->steps.begin());
      if (!beyond) {
        inner.rows.emplace_back();
        continue;
      }
      Way over_link{{count.link}, row->end};
      over_link.steps.insert(over_link.steps.end(),
                             row->steps.begin() + static_cast<std::ptrdiff_t>(thing->steps.size()), row->steps.end());
      inner.rows.emplace_back(std::move(over_link));
    }
    inner.rows.emplace_back(Way{{}, count.relation});
    made.filter = lower(*count.filter, inner);
    if (!made.filter) return std::nullopt;
    made.is_timeless = is_timeless(*made.filter);
  }
  for (auto* bound : {&made.window.begin, &made.window.end})
    if (*bound) (*bound)->at = fixed((*bound)->at);
  if (count.lowest) made.lowest = fixed(*count.lowest);
  if (count.highest) made.highest = fixed(*count.highest);
  const CountId id = add_count(std::move(made));
  return add(scope.domain, Counted{*thing, id}, text(*thing) + ' ' + std::to_string(id.index));
}

bool Lowering::is_timeless(TimeId id) const {
  return core::match(
      plan_[id], [](const TimeOfColumn&) { return true; }, [&](const FixedTime&) { return false; },
      [](const LatestTime&) { return false; }, [](const MovedTime&) { return false; },
      [&](const DayOfMoment& day) { return is_timeless(day.moment); });
}

bool Lowering::is_the_same_every_day(NodeId id, bool but_for_numbers) const {
  const auto all = [&](const std::vector<NodeId>& parts) {
    return std::all_of(parts.begin(), parts.end(),
                       [&](NodeId part) { return is_the_same_every_day(part, but_for_numbers); });
  };
  const auto is_literal = [&](core::ValueId value) {
    return !std::holds_alternative<core::Now>(program_[value].kind) &&
           !std::holds_alternative<core::ParameterValue>(program_[value].kind) &&
           !std::holds_alternative<core::Product>(program_[value].kind) &&
           !std::holds_alternative<core::Shifted>(program_[value].kind) &&
           !std::holds_alternative<core::DayOf>(program_[value].kind);
  };
  return core::match(
      plan_[id], [](const Constant&) { return true; }, [&](const All& node) { return all(node.parts); },
      [&](const AnyOf& node) { return all(node.parts); },
      [&](const Negation& node) { return is_the_same_every_day(node.part, but_for_numbers); },
      [&](const CompareColumn& node) { return is_literal(node.bound); },
      [&](const CompareTimes& node) { return is_timeless(node.left) && is_timeless(node.right); },
      [&](const Flag& node) { return !program_[node.way.end].columns[node.column].defined_by_rules; },
      [](const SameThing&) { return true; }, [](const Present&) { return true; }, [](const HasClass&) { return false; },
      [&](const Counted& node) { return but_for_numbers && plan_[node.count].is_timeless; },
      [](const Asked&) { return false; });
}

}  // namespace polc::plan
