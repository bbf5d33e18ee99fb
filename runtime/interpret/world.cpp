// SPDX-License-Identifier: Apache-2.0
#include "runtime/interpret/world.h"

#include <algorithm>

#include "compiler/core/places.h"
#include "runtime/value/check_macro.h"
#include "runtime/value/match.h"

namespace polc::interpret {

namespace {

// All policies above each one that counts, at any remove.
std::vector<std::vector<core::PolicyId>> superiors_of(const core::Program& program, const std::vector<bool>& counts) {
  std::vector<std::vector<core::PolicyId>> above(program.policies.size());
  for (std::uint32_t at = 0; at < program.policies.size(); ++at) {
    if (!counts[at]) continue;
    std::vector<core::PolicyId>& found = above[at];
    found = program.policies[at].under;
    for (std::size_t next = 0; next < found.size(); ++next)
      for (const core::PolicyId upper : program[found[next]].under)
        if (std::find(found.begin(), found.end(), upper) == found.end()) found.push_back(upper);
  }
  return above;
}

class RowReader {
 public:
  RowReader(const core::Program& program, std::uint32_t row) : program_(program), row_(row) {}

  bool condition(core::ConditionId id) const {
    const auto all = [&](const std::vector<core::ConditionId>& parts) {
      return std::all_of(parts.begin(), parts.end(), [&](core::ConditionId part) { return condition(part); });
    };
    return value::match(
        program_[id], [](const core::Constant&) { return true; },
        [&](const core::All& node) { return all(node.parts); },
        [&](const core::AnyOf& node) { return all(node.parts); },
        [&](const core::Negation& node) { return condition(node.part); },
        [&](const core::Compare& node) { return value(node.left) && value(node.right); },
        [&](const core::Flag& node) {
          return path(node.path) && !program_[node.path.end].columns[node.column].defined_by_rules;
        },
        [&](const core::SameThing& node) { return path(node.left) && path(node.right); },
        [&](const core::Present& node) { return path(node.path); }, [](const core::HasClass&) { return false; },
        [](const core::Count&) { return false; });
  }

 private:
  bool path(const core::Path& path) const { return path.row == row_; }
  bool value(core::ValueId id) const {
    return value::match(
        program_[id], [](const core::NumberLiteral&) { return true; }, [](const core::DayLiteral&) { return true; },
        [](const core::MomentLiteral&) { return true; }, [](const core::TextLiteral&) { return true; },
        [](const core::EnumerationLiteral&) { return true; },
        [&](const core::Attribute& node) { return path(node.path); }, [](const core::ParameterValue&) { return false; },
        [&](const core::Product& node) { return value(node.left) && value(node.right); },
        [](const core::Now&) { return false; }, [](const core::LatestEvent&) { return false; },
        [&](const core::Shifted& node) { return !node.parameter && value(node.base); },
        [&](const core::DayOf& node) { return value(node.moment); });
  }

  const core::Program& program_;
  std::uint32_t row_;
};

// The regions that a policy names, by key or by a text of theirs that is not personal.
std::vector<Row> named_regions(const World& world, const std::vector<std::string>& names) {
  const facts::Table& table = world.facts[*world.place];
  const core::Relation& relation = world.program[*world.place];
  std::vector<Row> found;
  for (const std::string& name : names) {
    if (const auto row = table.find(name)) found.push_back(*row);
    for (core::ColumnIndex at = 0; at < relation.columns.size(); ++at) {
      const auto* texts = std::get_if<facts::TextColumn>(&table.columns[at]);
      if (texts == nullptr || relation.columns[at].personal || !texts->dictionary) continue;
      const auto code = texts->dictionary->find(name);
      if (!code) continue;
      for (Row row = 0; row < table.row_count; ++row)
        if (texts->codes[row] == *code) found.push_back(row);
    }
  }
  return found;
}

}  // namespace

World::World(const core::Program& program_, const facts::FactBase& facts_, diag::Sink& sink_,
             const std::vector<core::PolicyId>& chosen)
    : program(program_), facts(facts_), sink(sink_), place(core::place_relation(program_)) {
  if (place) parent = core::parent_column(program, *place);
  for (std::uint32_t at = 0; at < program.class_rules.size(); ++at) {
    const core::ClassRule& rule = program.class_rules[at];
    if (rule.scale)
      class_rules[{rule.scale->index, rule.sort.index}].push_back(at);
    else if (rule.flag)
      flag_rules[{rule.sort.index, *rule.flag}].push_back(at);
  }
  const std::size_t policies = program.policies.size();
  amended_by.resize(policies);
  superseded.assign(policies, false);
  superseded_from.resize(policies);
  counts.assign(policies, chosen.empty());
  for (const core::PolicyId one : chosen) counts[one.index] = true;
  superiors = superiors_of(program, counts);
  for (std::uint32_t at = 0; at < policies; ++at) {
    const core::Policy& policy = program.policies[at];
    for (const core::PolicyId older : policy.amends) amended_by[older.index].push_back({at});
    if (!counts[at]) continue;
    for (const core::PolicyId older : policy.supersedes) {
      auto& from = superseded_from[older.index];
      if (!superseded[older.index])
        from = policy.in_force_from;
      else if (from)
        from = policy.in_force_from ? std::min(*from, *policy.in_force_from) : policy.in_force_from;
      superseded[older.index] = true;
    }
  }
}

const Grouped& World::grouped(core::RelationId relation, core::ColumnIndex link) {
  const auto key = std::pair(relation.index, link);
  auto found = groupings.find(key);
  if (found == groupings.end()) {
    const core::RelationId target = program[relation].columns[link].type.target;
    found = groupings.emplace(key, group_by(program[relation], facts[relation], link, facts[target].row_count)).first;
  }
  return found->second;
}

const std::vector<facts::Gap>& World::gaps_of_all(core::RelationId relation) {
  const auto [found, is_new] = all_gaps.try_emplace(relation.index);
  if (!is_new || !facts[relation].reports) return found->second;
  std::vector<facts::Gap> gaps = facts[relation].reports->gaps;
  std::sort(gaps.begin(), gaps.end(),
            [](const facts::Gap& left, const facts::Gap& right) { return left.first < right.first; });
  std::vector<facts::Gap>& merged = found->second;
  for (const facts::Gap& gap : gaps) {
    const bool touches = !merged.empty() && (merged.back().last == facts::open_end ||
                                             gap.first.since_epoch <= merged.back().last.since_epoch + 1);
    if (touches)
      merged.back().last = std::max(merged.back().last, gap.last);
    else
      merged.push_back(gap);
  }
  return merged;
}

const std::vector<Row>& World::places_of(core::RelationId sort) {
  const auto [found, is_new] = places.try_emplace(sort.index);
  if (!is_new) return found->second;
  std::vector<Row>& rows = found->second;
  rows.assign(facts[sort].row_count, no_row);
  const auto path = place ? core::place_of(program, sort, *place) : std::nullopt;
  if (!path) return rows;
  for (Row row = 0; row < rows.size(); ++row) {
    Row at = row;
    core::RelationId relation = sort;
    for (const core::ColumnIndex step : path->steps) {
      at = reference_at(column(relation, step), at);
      if (at == no_row) break;
      relation = program[relation].columns[step].type.target;
    }
    rows[row] = at;
  }
  return rows;
}

const Jurisdiction& World::jurisdiction(core::PolicyId policy) {
  const auto [found, is_new] = jurisdictions.try_emplace(policy.index);
  Jurisdiction& reach = found->second;
  if (!is_new || !place) return reach;
  const Row regions = facts[*place].row_count;
  const std::vector<Row> named = named_regions(*this, program[policy].over);
  if (named.empty()) return reach;
  reach.everywhere = false;
  std::vector<bool> is_named(regions, false);
  for (const Row row : named) is_named[row] = true;
  reach.region_of.assign(regions, no_row);
  for (Row row = 0; row < regions; ++row) {
    Row at = row;
    // A chain longer than there are regions goes round; then it leads nowhere.
    for (Row steps = 0; at != no_row && steps <= regions; ++steps) {
      if (is_named[at]) {
        reach.region_of[row] = at;
        break;
      }
      at = parent ? reference_at(column(*place, *parent), at) : no_row;
    }
  }
  return reach;
}

bool World::is_under(core::PolicyId lower, core::PolicyId upper) const {
  const auto& above = superiors[lower.index];
  return std::find(above.begin(), above.end(), upper) != above.end();
}

bool World::reads_only_row(core::ConditionId condition, std::uint32_t row) {
  const auto [found, is_new] = row_only.try_emplace(condition.index, false);
  if (is_new) found->second = RowReader(program, row).condition(condition);
  return found->second;
}

void World::report_overflow(source::Span span) { sink.emit(diag::Kind::NumberTooLarge, span); }

}  // namespace polc::interpret
