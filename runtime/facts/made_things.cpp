// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/made_things.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>

#include "runtime/facts/names.h"
#include "runtime/facts/reading_order.h"

namespace polc::facts {
namespace {

constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

// Calls each(stage, code) for all that refers to things of the entity, in the order of reading, until enough is known.
class EarlierReferences {
 public:
  EarlierReferences(const core::Program& program, core::RelationId entity, const FactBase& facts)
      : program_(program), entity_(entity), facts_(facts) {}

  // The last stage in which anything refers to them.
  [[nodiscard]] std::size_t last_stage() const {
    std::size_t last = 0;
    each_stage([&](std::size_t stage, const References* rows, const SharedArray<Reported>* reports) {
      if ((rows != nullptr && !rows->empty()) || (reports != nullptr && !reports->empty())) last = stage;
      return true;
    });
    return last;
  }
  // By code the first stage in which anything does.
  [[nodiscard]] std::vector<std::size_t> first_stages(std::size_t count) const {
    std::vector<std::size_t> stages(count, never);
    std::size_t unknown = count;
    each_stage([&](std::size_t stage, const References* rows, const SharedArray<Reported>* reports) {
      const auto meet = [&](std::size_t code) {
        if (stages[code] != never) return;
        stages[code] = stage;
        --unknown;
      };
      if (rows != nullptr)
        rows->each_present([&](std::size_t, std::int32_t code) { meet(static_cast<std::size_t>(code)); });
      if (reports != nullptr)
        for (const Reported& report : *reports) meet(report.subject);
      return unknown != 0;
    });
    return stages;
  }

 private:
  using OnStage = std::function<bool(std::size_t, const References*, const SharedArray<Reported>*)>;

  void each_stage(const OnStage& on_stage) const {
    const std::vector<core::RelationId> order = reading_order(program_);
    for (std::size_t place = 0; place < order.size(); ++place) {
      const core::Relation& relation = program_[order[place]];
      const Table& table = facts_[order[place]];
      for (std::size_t column = 0; column < relation.columns.size(); ++column) {
        const auto* references = std::get_if<ReferenceColumn>(&table.columns[column]);
        if (references == nullptr || relation.columns[column].type.target != entity_) continue;
        if (!on_stage(stage_of_rows(place), &references->rows, nullptr)) return;
      }
      if (table.reports && relation.columns[subject_column(relation)].type.target == entity_ &&
          !on_stage(stage_of_reports(place), nullptr, &table.reports->without_row))
        return;
    }
  }

  const core::Program& program_;
  core::RelationId entity_;
  const FactBase& facts_;
};

}  // namespace

std::vector<std::int64_t> rows_of_made_things(const core::Program& program, core::RelationId entity,
                                              const KeyTable& keys, const FactBase& before) {
  const auto& references = keys.first_references();
  const EarlierReferences earlier(program, entity, before);
  // As when only one relation refers to them: then what comes stands behind all that was there.
  if (references.empty() || references.front().stage >= earlier.last_stage()) return {};
  const auto count = static_cast<std::size_t>(keys.keys()->size());
  std::vector<std::size_t> stages = earlier.first_stages(static_cast<std::size_t>(keys.before()));
  stages.resize(count, never);
  std::vector<KeyTable::FirstReference> first_by_what_comes;
  std::vector<bool> is_among_them(count, false);
  for (const auto& reference : references) {
    const auto code = static_cast<std::size_t>(reference.code);
    if (reference.stage >= stages[code]) continue;
    first_by_what_comes.push_back(reference);
    is_among_them[code] = true;
  }
  std::vector<std::int64_t> rows(count, absent_code);
  std::int64_t next = 0;
  auto coming = first_by_what_comes.begin();
  const auto take_before = [&](std::size_t stage) {
    for (; coming != first_by_what_comes.end() && coming->stage < stage; ++coming)
      rows[static_cast<std::size_t>(coming->code)] = next++;
  };
  // Those that were there have kept their order, and stand before those that come in the same stage.
  for (std::size_t code = 0; code < static_cast<std::size_t>(keys.before()); ++code) {
    if (is_among_them[code]) continue;
    take_before(stages[code]);
    rows[code] = next++;
  }
  take_before(never);
  bool is_same = true;
  for (std::size_t code = 0; code < count; ++code) is_same = is_same && rows[code] == static_cast<std::int64_t>(code);
  return is_same ? std::vector<std::int64_t>() : rows;
}

}  // namespace polc::facts
