// SPDX-License-Identifier: Apache-2.0
#include "examples/county/cells.h"

#include <algorithm>
#include <optional>

#include "runtime/facts/names.h"

namespace polc::county {
namespace {

constexpr std::int64_t first_minute = 6 * 60, minutes_awake = 16 * 60;
constexpr std::uint64_t nearest = 8;  // how far `Next` may be
constexpr std::size_t key_digits = 6;

bool is_in_itself(const core::Program& program, core::RelationId id) {
  return std::any_of(program[id].columns.begin(), program[id].columns.end(), [&](const core::Column& column) {
    return column.type.kind == core::TypeKind::Reference && column.type.target == id;
  });
}

// Another draw for the same row.
constexpr std::uint64_t again = std::uint64_t{1} << 40;

}  // namespace

World::World(const core::Program& program_, std::vector<RelationPlan> plans_, std::uint64_t people, value::Day day_)
    : program(program_), plans(std::move(plans_)), places(program_, people), day(day_) {
  things.resize(program.vocabulary.relations.size());
  for (std::uint32_t at = 0; at < things.size(); ++at) {
    const core::Relation& relation = program.vocabulary.relations[at];
    // Regions are what other things are located by and themselves lie in one another.
    for (const core::Column& column : relation.columns)
      if (column.located_by && is_in_itself(program, column.type.target)) place = column.type.target.index;
    if (relation.kind == core::RelationKind::Entity)
      things[at] = std::max(plans[at].at_least, people * plans[at].per_100000 / 100'000);
  }
  things[place] = places.size();
}

Cell Cells::at(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const {
  const core::Relation& declared = world_.program[relation];
  if (declared.key == column) return {true, static_cast<std::int64_t>(row)};
  if (declared.kind != core::RelationKind::Entity && facts::subject_column(declared) == column)
    return {true, static_cast<std::int64_t>(row / rows_of_a_subject)};
  const ColumnPlan& plan = world_.plans[relation.index].columns[column];
  if (relation.index == world_.place) {
    if (const auto known = region(row, column)) return *known;
    if (plan.unless_under)
      return {true, world_.places.is_under(static_cast<std::uint32_t>(row), *plan.unless_under) ? 0 : 1};
  }
  if (plan.only_if) {
    const Cell other = at(relation, row, plan.only_if->first);
    if (!other.given || (other.number != 0) != plan.only_if->second)
      return {declared.columns[column].type.kind == core::TypeKind::YesNo, 0};
  }
  if (!facts::is_essential(declared, column) && plan.given < 1000 && !plan.presence.chance(row, plan.given)) return {};
  return drawn(relation, row, column);
}

// Level and parent of a region are what the tree of places says; no value for other columns.
std::optional<Cell> Cells::region(std::uint64_t row, core::ColumnIndex column) const {
  const core::Column& declared = world_.program.vocabulary.relations[world_.place].columns[column];
  const Region& region = world_.places[static_cast<std::uint32_t>(row)];
  if (declared.type.kind == core::TypeKind::Reference && declared.type.target.index == world_.place)
    return Cell{region.parent.has_value(), region.parent.value_or(0)};
  if (declared.type.kind != core::TypeKind::Enumeration) return std::nullopt;
  const std::vector<core::Label>& values = world_.program[declared.type.enumeration].values;
  for (std::size_t value = 0; value < values.size(); ++value)
    if (values[value].neutral() == region.level) return Cell{true, static_cast<std::int64_t>(value)};
  return std::nullopt;
}

Cell Cells::drawn(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const {
  const core::Relation& declared = world_.program[relation];
  const ColumnPlan& plan = world_.plans[relation.index].columns[column];
  switch (declared.columns[column].type.kind) {
    case core::TypeKind::Text:
      return {true, static_cast<std::int64_t>(row)};
    case core::TypeKind::YesNo:
      return yes_or_no(relation, row, plan);
    case core::TypeKind::Enumeration: {
      std::uint64_t all = 0;
      for (const std::uint64_t weight : plan.weights) all += weight;
      if (all == 0) return {};
      std::uint64_t left = plan.stream.below(row / plan.group, all);
      std::size_t value = 0;
      while (left >= plan.weights[value]) left -= plan.weights[value++];
      return {true, static_cast<std::int64_t>(value)};
    }
    case core::TypeKind::Number:
      if (declared.counting_column == column && declared.report_every > 0) return reported_count(relation, row, column);
      return {true, from_range(plan, row)};
    case core::TypeKind::Day:
    case core::TypeKind::Moment:
      return time(relation, row, column);
    case core::TypeKind::Reference:
      return reference(relation, row, column);
  }
  return {};
}

Cell Cells::yes_or_no(core::RelationId relation, std::uint64_t row, const ColumnPlan& plan) const {
  if (plan.opposite_of) {
    const Cell other = at(relation, row, *plan.opposite_of);
    return {other.given, 1 - other.number};
  }
  return {true, plan.stream.chance(row / plan.group, plan.yes) ? 1 : 0};
}

Cell Cells::reference(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const {
  const core::RelationId target = world_.program[relation].columns[column].type.target;
  const ColumnPlan& plan = world_.plans[relation.index].columns[column];
  const std::uint64_t like = world_.things[relation.index], others = world_.things[target.index];
  switch (plan.way) {
    case ColumnPlan::Way::Along:
      for (const std::vector<core::ColumnIndex>& path : plan.paths) {
        core::RelationId from = relation;
        Cell end{true, static_cast<std::int64_t>(row)};
        for (const core::ColumnIndex step : path) {
          if (end.given) end = at(from, static_cast<std::uint64_t>(end.number), step);
          from = world_.program[from].columns[step].type.target;
        }
        if (end.given) return end;
      }
      [[fallthrough]];
    case ColumnPlan::Way::Near:
      if (like == 0) break;
      if (target.index == world_.place) return {true, world_.places.township_of(row, like)};
      return {true, static_cast<std::int64_t>(row * others / like)};
    case ColumnPlan::Way::Next:
      return {others > 1, static_cast<std::int64_t>((row + 1 + plan.stream.below(row, nearest)) % others)};
    case ColumnPlan::Way::Anywhere:
      break;
    case ColumnPlan::Way::Elsewhere:
      return {true, world_.places.elsewhere(plan.stream.below(row, world_.places.elsewhere_count()))};
  }
  return {true, static_cast<std::int64_t>(plan.stream.below(row, others))};
}

// The time of a report is its day; any other begin lies so many days before the day of the facts; an end comes some days after
// the begin, and is not there yet where it would be later than the facts.
Cell Cells::time(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const {
  const core::Relation& declared = world_.program[relation];
  const ColumnPlan& plan = world_.plans[relation.index].columns[column];
  const std::int64_t today = world_.day.since_epoch;
  if (declared.report_every > 0 && declared.begin == column)
    return {true, today - static_cast<std::int64_t>(row % rows_of_a_subject) * declared.report_every};
  std::int64_t day = today;
  if (declared.end == column) {
    const Cell begin = at(relation, row, *declared.begin);
    if (!begin.given) return {};
    const bool in_minutes = declared.columns[column].type.kind == core::TypeKind::Moment;
    day = (in_minutes ? value::day_of({begin.number}).since_epoch : begin.number) + from_range(plan, row);
    if (day > today) return {};
  } else {
    day -= from_range(plan, row);
  }
  if (declared.columns[column].type.kind == core::TypeKind::Day) return {true, day};
  return {true, day * value::minutes_per_day + first_minute +
                    static_cast<std::int64_t>(plan.stream.below(row + again, minutes_awake))};
}

// A place that has others below it reports what they report together.
Cell Cells::reported_count(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const {
  const RelationPlan& plan = world_.plans[relation.index];
  const std::uint64_t subject = row / rows_of_a_subject;
  if (world_.program[relation].columns[0].type.target.index == world_.place) {
    std::int64_t sum = 0;
    const auto& children = world_.places.children(static_cast<std::uint32_t>(subject));
    for (const std::uint32_t child : children)
      sum += reported_count(relation, child * rows_of_a_subject + row % rows_of_a_subject, column).number;
    if (!children.empty()) return {true, sum};
  }
  return {true, plan.stream.chance(subject, plan.active) ? from_range(plan.columns[column], row) : 0};
}

std::int64_t Cells::from_range(const ColumnPlan& plan, std::uint64_t row) {
  const bool in_tail = plan.stream.chance(row + again, plan.tail);
  const Range& range = in_tail ? plan.tail_range : plan.range;
  const auto width = static_cast<std::uint64_t>(range.highest - range.lowest + 1);
  return range.lowest + static_cast<std::int64_t>(plan.stream.below(row, width));
}

void Cells::write(core::RelationId relation, std::uint64_t row, core::ColumnIndex column, std::string& out) const {
  const core::Column& declared = world_.program[relation].columns[column];
  const Cell cell = at(relation, row, column);
  if (!cell.given) return;
  switch (declared.type.kind) {
    case core::TypeKind::Text:
      write_text(relation, row, column, out);
      break;
    case core::TypeKind::YesNo:
      out += cell.number != 0 ? "yes" : "no";
      break;
    case core::TypeKind::Enumeration:
      out += world_.program[declared.type.enumeration].values[static_cast<std::size_t>(cell.number)].neutral();
      break;
    case core::TypeKind::Number: {
      std::string digits = std::to_string(cell.number);
      const std::uint32_t decimals = world_.plans[relation.index].columns[column].range.decimals;
      if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
      if (decimals > 0) digits.insert(digits.size() - decimals, ".");
      out += digits;
      break;
    }
    case core::TypeKind::Day:
      out += value::to_iso(value::Day{static_cast<std::int32_t>(cell.number)});
      break;
    case core::TypeKind::Moment:
      out += value::to_iso(value::Moment{cell.number});
      break;
    case core::TypeKind::Reference:
      write_key(declared.type.target, static_cast<std::uint64_t>(cell.number), out);
      break;
  }
}

// `building unit` 12: BU000012.
void Cells::write_key(core::RelationId relation, std::uint64_t row, std::string& out) const {
  if (relation.index == world_.place) {
    out += world_.places[static_cast<std::uint32_t>(row)].code;
    return;
  }
  bool begins = true;
  for (const char letter : world_.program[relation].label.neutral()) {
    const bool is_letter = letter >= 'a' && letter <= 'z';
    if (begins && is_letter) out.push_back(static_cast<char>(letter - 'a' + 'A'));
    begins = !is_letter;
  }
  const std::string digits = std::to_string(row + 1);
  if (digits.size() < key_digits) out.append(key_digits - digits.size(), '0');
  out += digits;
}

void Cells::write_text(core::RelationId relation, std::uint64_t row, core::ColumnIndex column, std::string& out) const {
  if (world_.program[relation].key == column) return write_key(relation, row, out);
  if (relation.index == world_.place) {
    out += world_.places[static_cast<std::uint32_t>(row)].name;
    return;
  }
  out += world_.program[relation].columns[column].label.neutral() + " " + std::to_string(row + 1);
}

}  // namespace polc::county
