// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/totals.h"

namespace polc::driver {
namespace {

interpret::ClassTotals count_classes(const interpret::ClassTable& table, std::size_t ranks, const View& view) {
  interpret::ClassTotals numbers;
  numbers.of_rank.resize(ranks);
  for (facts::Row row = 0; row < table.size(); ++row) {
    if (!view.keeps(table.sort, row)) continue;
    switch (table.state[row]) {
      case interpret::ClassState::None:
        ++numbers.none;
        break;
      case interpret::ClassState::Class:
        ++numbers.of_rank[table.rank[row]];
        break;
      case interpret::ClassState::Gap:
        ++numbers.gap;
        break;
      case interpret::ClassState::Conflict:
        ++numbers.conflict;
        break;
      case interpret::ClassState::Unknown:
        ++numbers.unknown;
        break;
    }
  }
  return numbers;
}

void add(Count& count, value::Truth truth) { ++(truth == value::Truth::Unknown ? count.unknown : count.certain); }

}  // namespace

DayTotals count(const interpret::DayResult& day, const core::Program& program, const View& view,
                const Wording& wording) {
  DayTotals totals;
  totals.moment = day.moment;
  for (const interpret::ClassTable& table : day.classes) {
    if (!view.counts(table)) continue;
    const std::size_t ranks = program[program[table.scale].classes].values.size();
    totals.classes.push_back({table.scale, table.sort, count_classes(table, ranks, view)});
    totals.conflicts += totals.classes.back().numbers.conflict;
    totals.gaps += totals.classes.back().numbers.gap;
    totals.unknowns += totals.classes.back().numbers.unknown;
  }
  for (const interpret::FlagTable& table : day.flags) {
    if (!view.counts(table)) continue;
    for (facts::Row row = 0; row < table.truth.size(); ++row)
      totals.unknowns += view.keeps(table.sort, row) && table.truth[row] == value::Truth::Unknown ? 1 : 0;
  }
  for (const interpret::DueNorm& due : day.due) {
    if (!view.counts(due)) continue;
    ++totals.due;
    totals.unknowns += due.truth == value::Truth::Unknown ? 1 : 0;
    add(totals.measures[{std::string(wording.modality(due)), wording.head(program.norms[due.norm], due.step)}],
        due.truth);
  }
  for (const interpret::Violation& violation : day.violations) {
    if (!view.counts(violation)) continue;
    const bool unknown = violation.truth == value::Truth::Unknown;
    totals.unknowns += unknown ? 1 : 0;
    totals.breaches += !unknown && !violation.advice ? 1 : 0;
    add(totals.violations[{violation.article, violation.advice}], violation.truth);
  }
  for (const interpret::NormConflict& conflict : day.conflicts) {
    if (!view.counts(conflict)) continue;
    ++(conflict.truth == value::Truth::Unknown ? totals.unknowns : totals.conflicts);
  }
  return totals;
}

}  // namespace polc::driver
