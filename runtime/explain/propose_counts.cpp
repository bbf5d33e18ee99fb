// SPDX-License-Identifier: Apache-2.0
// Counts: the fewest rows that go, come, move in time, or count for more or less.
#include <algorithm>

#include "runtime/explain/propose.h"
#include "runtime/facts/names.h"

namespace polc::explain {

using interpret::CountReading;
using interpret::no_row;
using interpret::Presence;
using interpret::Row;
using interpret::Scope;
using value::Truth;

namespace {

constexpr std::size_t most_reports = 10;  // gaps that come in together
constexpr std::int64_t most_added = 3;    // rows added to reach a number

std::optional<std::int64_t> time_of(const facts::Table& table, std::optional<core::ColumnIndex> column, Row row) {
  return column ? stored_at(table.columns[*column], row) : std::nullopt;
}

}  // namespace

Proposals Proposer::reports(const CountReading& reading) {
  Proposals proposals = nothing_to_do();
  if (reading.missing.size() > most_reports) return {};
  for (const interpret::Missing& gap : reading.missing) {
    if (gap.first < value::first_day || value::last_day < gap.last) return {};
    proposals = both(proposals, one(AddReports{gap.relation, gap.subject, gap.first, gap.last}, 0));
  }
  return proposals;
}

// What the number must reach; of an interval that excludes something there are two ways.
std::vector<Proposer::Goal> Proposer::goals(const CountReading& reading, bool wanted) const {
  const auto in_steps = [&](const std::optional<interpret::Reading>& bound) -> std::optional<value::Rational> {
    return bound && bound->number ? value::divide(*bound->number, reading.step) : std::nullopt;
  };
  const auto lowest = in_steps(reading.lowest);
  const auto highest = in_steps(reading.highest);
  std::vector<Goal> goals;
  if (wanted) {
    if (lowest) goals.push_back({true, lowest->ceiling()});
    if (highest) goals.push_back({false, highest->floor()});
  } else {
    if (lowest) goals.push_back({false, lowest->ceiling() - 1});
    if (highest) goals.push_back({true, highest->floor() + 1});
  }
  return goals;
}

Proposer::Window Proposer::window(const core::Count& count, const Scope& scope, const CountReading& reading,
                                  std::int64_t begin, std::int64_t end) const {
  Window window{&count, &scope, &reading, begin, end, {}, 0};
  const core::Relation& relation = program_[count.relation];
  const facts::Table& table = facts_[count.relation];
  for (const CountReading::Counted& counted : reading.rows) {
    const auto from = time_of(table, relation.begin, counted.row);
    if (from) {
      const std::int64_t until =
          relation.end ? time_of(table, relation.end, counted.row).value_or(interpret::far_off) : *from;
      if (*from > end || until < begin) continue;
    }
    if (counted.truth != Truth::True) continue;
    window.rows.push_back(counted);
    if (__builtin_add_overflow(window.known, counted.amount.value_or(0), &window.known)) window.known = 0;
  }
  return window;
}

Proposals Proposer::count(core::ConditionId id, const Scope& scope, bool wanted) {
  const core::Count& node = std::get<core::Count>(program_[id].kind);
  const CountReading reading = probe_.count(id, scope);
  // Sums of rows that are not at hand cannot be steered; what is new in a total hangs on the totals around it.
  if (reading.thing == no_row || reading.window != Presence::Given || reading.row_count > reading.rows.size() ||
      program_[node.relation].counting == core::Counting::Total)
    return {};
  if (node.each_day && reading.begin > interpret::long_ago && reading.end < interpret::far_off)
    return each_day(id, scope, reading, wanted);
  const Window whole = window(node, scope, reading, reading.begin, reading.end);
  const std::vector<Goal> to_reach = goals(reading, wanted);
  if (wanted) {
    Proposals proposals = nothing_to_do();
    for (const Goal& goal : to_reach) proposals = both(proposals, reach(whole, goal));
    return proposals;
  }
  Proposals proposals;
  for (const Goal& goal : to_reach) proposals = either(std::move(proposals), reach(whole, goal));
  return proposals;
}

Proposals Proposer::each_day(core::ConditionId id, const Scope& scope, const CountReading& reading, bool wanted) {
  constexpr std::size_t most_days = 31;
  const core::Count& node = std::get<core::Count>(program_[id].kind);
  const std::int64_t unit = reading.in_minutes ? value::minutes_per_day : 1;
  const std::int64_t first = reading.begin / unit;
  const std::int64_t last = reading.end / unit;
  if (last - first >= static_cast<std::int64_t>(most_days)) {
    bounded_ = true;
    return {};
  }
  Proposals proposals = wanted ? nothing_to_do() : Proposals{};
  for (std::int64_t day = last; day >= first && take_step(); --day) {
    if (wanted && probe_.count_on_day(id, scope, day) == Truth::True) continue;
    CountReading of_day = reading;
    of_day.begin = day * unit;
    of_day.end = day * unit + unit - 1;
    std::erase_if(of_day.missing, [&](const interpret::Missing& gap) {
      return gap.last.since_epoch < day || gap.first.since_epoch > day;
    });
    for (interpret::Missing& gap : of_day.missing) gap.first = gap.last = value::Day{static_cast<std::int32_t>(day)};
    const Window single = window(node, scope, of_day, of_day.begin, of_day.end);
    Proposals of_this_day = wanted ? nothing_to_do() : Proposals{};
    for (const Goal& goal : goals(of_day, wanted))
      of_this_day =
          wanted ? both(of_this_day, reach(single, goal)) : either(std::move(of_this_day), reach(single, goal));
    proposals = wanted ? both(proposals, of_this_day) : either(std::move(proposals), std::move(of_this_day));
  }
  return proposals;
}

Proposals Proposer::reach(const Window& window, Goal goal) {
  const Proposals known_reports = reports(*window.reading);
  if (goal.at_least) {
    const std::int64_t lacking = goal.number - window.known;
    if (lacking <= 0) return known_reports;
    // What comes on top is enough whatever the missing reports say, unless it is the other bound that they endanger.
    Proposals proposals = more(window, lacking);
    return window.reading->missing.empty() ? proposals : either(proposals, both(proposals, known_reports));
  }
  const std::int64_t excess = window.known - goal.number;
  return excess <= 0 ? known_reports : both(fewer(window, excess), known_reports);
}

Proposals Proposer::filtered(const Window& window, Row row, bool wanted) {
  if (!window.count->filter) return {};
  Scope inner = *window.scope;
  inner.relations.push_back(window.count->relation);
  inner.rows.push_back(row);
  return condition(*window.count->filter, inner, wanted);
}

// To the nearest day or minute outside.
Proposals Proposer::move_out(const Window& window, Row row) {
  const core::RelationId id = window.count->relation;
  const core::Relation& relation = program_[id];
  const facts::Table& table = facts_[id];
  const auto from = time_of(table, relation.begin, row);
  if (!from) return {};
  Proposals proposals;
  const std::int64_t before = window.begin - 1;
  if (window.begin > interpret::long_ago) {
    if (!relation.end)
      proposals = set_cell({id, row, *relation.begin}, before);
    else if (*from <= before)
      proposals = set_cell({id, row, *relation.end}, before);
  }
  const std::int64_t now = window.reading->in_minutes ? probe_.moment().since_epoch
                                                      : std::int64_t{value::day_of(probe_.moment()).since_epoch};
  if (window.end < now) proposals = either(std::move(proposals), set_cell({id, row, *relation.begin}, window.end + 1));
  return proposals;
}

Proposals Proposer::move_in(const Window& window, Row row) {
  const core::RelationId id = window.count->relation;
  const core::Relation& relation = program_[id];
  const auto from = time_of(facts_[id], relation.begin, row);
  if (!from) return {};
  if (*from > window.end) return set_cell({id, row, *relation.begin}, window.end);
  return set_cell({id, row, relation.end ? *relation.end : *relation.begin}, window.begin);
}

Proposals Proposer::fewer(const Window& window, std::int64_t excess) {
  const core::Count& count = *window.count;
  const auto& amounts = program_[count.relation].counting_column;
  std::vector<CountReading::Counted> rows;
  for (const CountReading::Counted& counted : window.rows)
    if (counted.amount.value_or(0) > 0) rows.push_back(counted);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& left, const auto& right) { return left.amount > right.amount; });
  // The fewest rows that make up the excess.
  std::size_t needed = 0;
  for (std::int64_t left = excess; left > 0 && needed < rows.size(); ++needed) left -= *rows[needed].amount;
  if (needed == 0 || needed > most_rows) {
    bounded_ = bounded_ || needed > most_rows;
    return {};
  }
  Proposals lowered = nothing_to_do();
  std::int64_t left = excess;
  for (std::size_t at = 0; at < needed; ++at) {
    const CountReading::Counted& counted = rows[at];
    const std::int64_t taken = std::min(left, *counted.amount);
    left -= taken;
    lowered = amounts ? both(lowered, set_cell({count.relation, counted.row, *amounts}, *counted.amount - taken))
                      : both(lowered, program_[count.relation].kind == core::RelationKind::Entity
                                          ? Proposals{}
                                          : one(RemoveRow{count.relation, counted.row}, 1));
  }
  // Each row in turn is moved or made not to count; together as many as are needed.
  Proposals elsewhere = nothing_to_do();
  Proposals alone;
  for (std::size_t at = 0; at < rows.size() && at < most_rows; ++at) {
    Proposals this_row = either(move_out(window, rows[at].row), filtered(window, rows[at].row, false));
    alone = either(std::move(alone), this_row);
    if (at < needed) elsewhere = both(elsewhere, this_row);
  }
  Proposals proposals = either(std::move(lowered), std::move(elsewhere));
  // One change may take out several rows: the class of a place that they share.
  return either(std::move(proposals), std::move(alone));
}

Proposals Proposer::more(const Window& window, std::int64_t lacking) {
  const core::Count& count = *window.count;
  const core::Relation& relation = program_[count.relation];
  const auto& amounts = relation.counting_column;
  Proposals proposals;
  if (amounts)
    for (const CountReading::Counted& counted : window.rows)
      if (counted.amount && *counted.amount >= 0)
        proposals =
            either(std::move(proposals), set_cell({count.relation, counted.row, *amounts}, *counted.amount + lacking));
  const std::int64_t rows_lacking = amounts ? 1 : lacking;
  if (rows_lacking > most_added) {
    bounded_ = true;
    return proposals;
  }
  // Rows that are there and do not count.
  Proposals per_row;
  std::vector<Proposals> each;
  std::size_t looked_at = 0;
  for (const Row row : window.reading->left_out) {
    if (looked_at++ == most_rows) break;
    each.push_back(filtered(window, row, true));
  }
  looked_at = 0;
  for (const Row row : window.reading->outside) {
    if (looked_at++ == most_rows) break;
    each.push_back(move_in(window, row));
  }
  const std::int64_t now = window.reading->in_minutes ? probe_.moment().since_epoch
                                                      : std::int64_t{value::day_of(probe_.moment()).since_epoch};
  const std::int64_t time = std::min(window.end, now);
  Proposals new_row;
  if (time >= window.begin && relation.kind != core::RelationKind::Entity)
    new_row = added(count.relation, count.link, window.reading->thing, time, lacking, count.filter, *window.scope);
  if (rows_lacking == 1) {
    for (Proposals& one_row : each) per_row = either(std::move(per_row), std::move(one_row));
    return either(std::move(proposals), either(std::move(per_row), std::move(new_row)));
  }
  // Several: those that are there first, then new ones. Two new rows alike are two rows.
  Proposals several = nothing_to_do();
  std::int64_t left = rows_lacking;
  for (const Proposals& one_row : each) {
    if (left == 0 || one_row.empty()) continue;
    several = both(several, one_row);
    --left;
  }
  for (; left > 0 && !new_row.empty(); --left)
    for (Proposal& proposal : several)
      proposal.changes.insert(proposal.changes.end(), new_row.front().changes.begin(), new_row.front().changes.end());
  if (left == 0) proposals = either(std::move(proposals), std::move(several));
  return proposals;
}

// A new row of the owner at that time, with what makes the filter hold.
Proposals Proposer::added(core::RelationId id, core::ColumnIndex link, Row owner, std::int64_t time,
                          std::int64_t amount, std::optional<core::ConditionId> filter, const Scope& scope) {
  const core::Relation& relation = program_[id];
  const facts::Table& table = facts_[id];
  if (facts::subject_column(relation) != link || expansions_ >= most_expansions) return {};
  if (std::holds_alternative<facts::NoColumn>(table.columns[link])) return {};
  AddRow row{id, std::vector<Stored>(relation.columns.size())};
  row.cells[link] = owner;
  for (core::ColumnIndex column = 0; column < relation.columns.size(); ++column)
    if (relation.columns[column].type.kind == core::TypeKind::YesNo && facts::is_stored(relation.columns[column]))
      row.cells[column] = static_cast<std::int64_t>(Truth::False);
  if (relation.begin) row.cells[*relation.begin] = time;
  if (relation.end) row.cells[*relation.end] = time;
  if (relation.counting_column) row.cells[*relation.counting_column] = amount;
  if (!filter) return one(row, 1);
  // The row is laid among the facts, and what it lacks is proposed there.
  ++expansions_;
  ChangedFacts changed(program_, facts_);
  const facts::FactBase& with_row = changed.with({row});
  diag::Sink sink;
  interpret::Session session(program_, with_row, sink);
  interpret::Probe probe(session, probe_.moment());
  Proposer further(program_, with_row, probe);
  further.steps_ = steps_;
  further.depth_ = depth_;
  further.expansions_ = expansions_;
  Scope inner = scope;
  // Rows of the same table stand elsewhere there; a condition that asks for one is not gone into.
  for (const core::RelationId outer : scope.relations)
    if (outer == id) return {};
  inner.relations.push_back(id);
  inner.rows.push_back(changed.added_row());
  const Proposals rest = further.condition(*filter, inner, true);
  steps_ = further.steps_;
  expansions_ = further.expansions_;
  Proposals proposals;
  for (const Proposal& proposal : rest) {
    Proposal whole{{}, proposal.distance};
    AddRow filled = row;
    bool fits = true;
    for (const Change& change : proposal.changes) {
      const auto* set = std::get_if<SetCell>(&change);
      const bool in_row = set != nullptr && set->cell.relation == id && set->cell.row == changed.added_row();
      if (in_row) {
        filled.cells[set->cell.column] = set->value;
        continue;
      }
      const auto* gone = std::get_if<RemoveRow>(&change);
      fits = fits && (set == nullptr || set->cell.relation != id) && (gone == nullptr || gone->relation != id);
      whole.changes.push_back(change);
    }
    whole.changes.emplace_back(std::move(filled));
    if (fits) proposals = either(std::move(proposals), Proposals{std::move(whole)});
  }
  return proposals;
}

}  // namespace polc::explain
