// SPDX-License-Identifier: Apache-2.0
// What a session keeps from moment to moment: the program and the facts, tables worked out from them that no moment changes,
// and the past days that runs and lapses look back on.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/result.h"
#include "runtime/interpret/series.h"

namespace polc::interpret {

// The policies and their places, laid over the regions of the facts.
struct Jurisdiction {
  bool everywhere = true;  // no region of `over` is among the facts, or none is named
  std::vector<Row>
      region_of;  // by region row: the region of `over` that it is or lies below; no_row: it lies elsewhere
};

// From when a policy has lapsed, by region row; worked out day by day, as far as it was asked.
struct LapseHistory {
  std::optional<value::Day> through;     // worked out to the end of this day
  std::vector<std::int32_t> first_true;  // absent_day: not yet
  std::vector<std::int32_t> first_unknown;
  bool in_progress = false;
};

// Whether a norm's policy applied and its guard held at the end of a past day, for the rows 0 that this was asked of.
struct PastGuard {
  std::vector<Truth> truths;   // by NormEvaluator::rows_of
  std::vector<bool> is_known;  // the same
};

struct World {
  // `policies`: the only ones that count; empty: all.
  World(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink,
        const std::vector<core::PolicyId>& policies = {});

  const core::Program& program;
  const facts::FactBase& facts;
  diag::Sink& sink;

  std::optional<core::RelationId> place;
  std::optional<core::ColumnIndex> parent;

  // Sentences by what they define or bind.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> class_rules;  // (scale, sort)
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> flag_rules;   // (sort, column)
  std::vector<std::vector<core::PolicyId>> superiors;         // by policy that counts: all above it
  std::vector<std::vector<core::PolicyId>> amended_by;        // by policy
  std::vector<std::optional<value::Moment>> superseded_from;  // by policy; the beginning of time: always
  std::vector<bool> superseded;
  std::vector<bool> counts;  // by policy: it is one of those that are looked at

  // (relation, link) and (relation, link, filter)
  std::map<std::pair<std::uint32_t, std::uint32_t>, Grouped> groupings;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, Series> series;
  std::map<std::uint32_t, std::vector<facts::Gap>>
      all_gaps;                                         // by relation: the days on which a report of anybody is missing
  std::map<std::uint32_t, Jurisdiction> jurisdictions;  // by policy
  std::map<std::uint32_t, std::vector<Row>> places;     // by sort: the place of each row
  std::map<std::uint32_t, LapseHistory> lapses;         // by policy
  std::map<std::pair<std::int32_t, std::uint32_t>, PastGuard> guards;  // (past day, norm): of norms that run
  std::int64_t longest_run = 0;                                        // days that any of them looks back
  std::map<std::uint32_t, bool> row_only;  // by condition: it reads nothing but its innermost row, and no time

  [[nodiscard]] const facts::Column& column(core::RelationId relation, core::ColumnIndex at) const {
    return facts[relation].columns[at];
  }
  [[nodiscard]] const Grouped& grouped(core::RelationId relation, core::ColumnIndex link);
  [[nodiscard]] const std::vector<facts::Gap>& gaps_of_all(core::RelationId relation);
  [[nodiscard]] const Jurisdiction& jurisdiction(core::PolicyId policy);
  [[nodiscard]] const std::vector<Row>& places_of(core::RelationId sort);
  // The first moment after `now` from which another set of policies is in force than before; none: there is no more change.
  [[nodiscard]] std::optional<value::Moment> next_change_of_law(value::Moment now) const;
  // Whether `lower` stands under `upper`, at any remove.
  [[nodiscard]] bool is_under(core::PolicyId lower, core::PolicyId upper) const;
  // Whether the condition reads row `row` alone, no outer row, no time and nothing that rules define.
  [[nodiscard]] bool reads_only_row(core::ConditionId condition, std::uint32_t row);

  // A number that does not fit: said once for each place.
  void report_overflow(source::Span span);
};

// The reference of each row of `relation`; no_row when absent.
[[nodiscard]] Row reference_at(const facts::Column& column, Row row);

}  // namespace polc::interpret
