// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/totals.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

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

// Norms come one after the other, each on many subjects: the words of a norm are made once.
void add_due(DayTotals& totals, const interpret::DayResult& day, const core::Program& program, const View& view,
             const Wording& wording) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, core::Strength>, Count*> by_norm;
  std::map<Count*, std::vector<std::pair<core::RelationId, facts::Row>>> subjects;
  for (const interpret::DueNorm& due : day.due) {
    if (!view.counts(due)) continue;
    ++totals.due;
    totals.unknowns += due.truth == value::Truth::Unknown ? 1 : 0;
    Count*& count = by_norm[{due.norm, due.step, due.strength}];
    if (count == nullptr)
      count = &totals.measures[{std::string(wording.modality(due)), wording.head(program.norms[due.norm], due.step)}];
    add(*count, due.truth);
    subjects[count].emplace_back(due.sort, due.subject);
  }
  for (auto& [count, of_count] : subjects) {
    std::sort(of_count.begin(), of_count.end());
    count->subjects += static_cast<std::size_t>(std::unique(of_count.begin(), of_count.end()) - of_count.begin());
  }
}

}  // namespace

std::string class_numbers(const ClassCount& count, const Wording& wording) {
  std::string text;
  const auto add_number = [&](std::string_view name, std::size_t number) {
    if (!text.empty()) text += wording.say(", ", "，");
    text.append(name).append(" ").append(std::to_string(number));
  };
  for (std::uint32_t rank = 0; rank < count.numbers.of_rank.size(); ++rank)
    add_number(wording.class_name(count.scale, rank), count.numbers.of_rank[rank]);
  if (count.numbers.none > 0) add_number(wording.say("none", "无"), count.numbers.none);
  if (count.numbers.unknown > 0) add_number(wording.say("unknown", "未知"), count.numbers.unknown);
  if (count.numbers.conflict > 0) add_number(wording.say("conflict", "冲突"), count.numbers.conflict);
  if (count.numbers.gap > 0) add_number(wording.say("no class", "无等级"), count.numbers.gap);
  return text;
}

void add_part(DayTotals& totals, const interpret::DayResult& day, const core::Program& program, const View& view,
              const Wording& wording) {
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
  add_due(totals, day, program, view, wording);
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
}

DayTotals count(const interpret::DayResult& day, const core::Program& program, const View& view,
                const Wording& wording) {
  DayTotals totals;
  add_part(totals, day, program, view, wording);
  return totals;
}

}  // namespace polc::driver
