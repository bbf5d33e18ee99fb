// SPDX-License-Identifier: Apache-2.0
// The whole examination of a store: damage, names, cells, keys, references, ranges, missing reports.
#include <algorithm>

#include "runtime/facts/bind.h"
#include "runtime/facts/facts.h"
#include "runtime/facts/names.h"
#include "runtime/facts/reports.h"
#include "runtime/facts/row_checks.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using diag::Kind;

class FactsCheck {
 public:
  FactsCheck(const core::Program& program, const OpenFacts& facts, diag::Sink& sink, std::uint64_t shown)
      : program_(program),
        store_(*facts.store),
        sink_(sink),
        binding_(bind(program, store_, facts.mapping, sink)),
        findings_(sink, shown) {}

  Result<FactsReport> run() {
    const auto held = store_.hold_state();
    if (auto sound = store_.verify(); !sound) return sound.error();
    missing_columns();
    auto loaded =
        load_rows(program_, store_, binding_, {.absent = AbsentValues::Report, .keep_origins = true}, findings_);
    if (!loaded) return loaded.error();
    for (std::uint32_t index = 0; index < binding_.relations.size(); ++index)
      report_.relations.push_back(summary({index}, *loaded));
    list_unused(store_, binding_, report_.unused_tables, report_.unused_columns);
    report_.counts = findings_.counts();
    return std::move(report_);
  }

 private:
  // Columns that are not optional and that no table has: everything about them is unknown.
  void missing_columns() {
    for (std::uint32_t index = 0; index < binding_.relations.size(); ++index) {
      const core::Relation& relation = program_.vocabulary.relations[index];
      for (const TableSource& source : binding_.relations[index].tables)
        for (ColumnIndex column = 0; column < relation.columns.size(); ++column)
          if (!source.columns[column].is_present() && !source.optional_rows && is_stored(relation.columns[column]) &&
              !relation.columns[column].optional)
            sink_.emit(Kind::ColumnMissing, {}, store_.place(source.table), words(relation.columns[column].label),
                       words(relation.label));
    }
  }

  RelationSummary summary(RelationId id, const Loaded& loaded) {
    RelationSummary result;
    result.relation = id;
    for (const TableSource& source : binding_.relations[id.index].tables)
      result.tables.push_back(store_.tables()[source.table].name);
    result.rows = loaded.facts[id].row_count;
    result.made_by_reference = loaded.facts[id].made_by_reference && loaded.facts[id].row_count > 0;
    const auto& origins = loaded.origins[id.index];
    const auto place = [&](Row row) { return store_.place(origins[row].table, origins[row].number); };
    result.corrections = check_rows(program_, id, loaded.facts, place, findings_).corrections;
    if (loaded.facts[id].reports) check_reports(id, loaded.facts, result);
    return result;
  }

  // Gaps count up to the last report of any thing: what was due later nobody can say without knowing today.
  void check_reports(RelationId id, const FactBase& facts, RelationSummary& result) {
    const Table& table = facts[id];
    const core::Relation& event = program_[id];
    const Reports& reports = *table.reports;
    if (reports.begin == open_begin) return;  // no report at all, ever
    value::Day last = open_begin;
    for (const Gap& gap : reports.gaps)
      if (gap.last == open_end) last = std::max(last, value::Day{gap.first.since_epoch - 1});
    if (last < reports.begin) return;
    const RelationId sort = event.columns[subject_column(event)].type.target;
    for (Row subject = 0; subject < facts[sort].row_count; ++subject)
      for (const Gap& gap : reports.gaps_of(subject)) {
        const auto missing = missing_part(gap, reports.every, reports.begin, last, last);
        if (!missing) continue;
        const auto days = value::days_between(missing->first, missing->last) + 1;
        result.missing_reports += static_cast<std::uint64_t>(days);
        const bool never = gap.first == reports.begin && gap.last == open_end;
        if (never) ++result.things_without_report;
        const Kind kind = never ? Kind::NeverReported : Kind::ReportsMissing;
        if (!findings_.admit(kind)) continue;
        std::vector<diag::Argument> arguments = {words(event.label), thing(program_, sort, facts, subject)};
        if (!never)
          arguments.insert(arguments.end(), {value::to_iso(missing->first), value::to_iso(missing->last), days});
        findings_.show_any(kind, std::move(arguments));
      }
  }

  const core::Program& program_;
  const FactStore& store_;
  diag::Sink& sink_;
  Binding binding_;
  RowFindings findings_;
  FactsReport report_;
};

}  // namespace

Result<FactsReport> check_facts(const core::Program& program, const OpenFacts& facts, diag::Sink& sink,
                                std::uint64_t shown) {
  if (facts.store == nullptr) return failure(Kind::SnapshotNotTheFacts, facts.path.string(), "polc facts check");
  return FactsCheck(program, facts, sink, shown).run();
}

}  // namespace polc::facts
