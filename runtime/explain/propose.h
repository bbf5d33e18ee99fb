// SPDX-License-Identifier: Apache-2.0
// Which changes of facts may turn a condition, a class, a yes/no attribute or a norm: by the structure of the condition, from the
// facts as they are. `and`, `or`, `not` by cost; a comparison by the nearest value on the other side; a count by the fewest rows.
// Bounded in depth and in steps; what lies beyond is not proposed.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "runtime/explain/proposal.h"
#include "runtime/interpret/probe.h"

namespace polc::explain {

class Proposer {
 public:
  static constexpr std::size_t most_steps = 4000;
  static constexpr std::size_t deepest = 24;
  static constexpr std::size_t most_rows = 8;        // of a count, looked at one by one
  static constexpr std::size_t most_expansions = 6;  // rows added in order to go on from them

  Proposer(const core::Program& program, const facts::FactBase& facts, interpret::Probe& probe)
      : program_(program), facts_(facts), probe_(probe) {}

  [[nodiscard]] Proposals condition(core::ConditionId condition, const interpret::Scope& scope, bool wanted);
  [[nodiscard]] Proposals rule(std::uint32_t rule, interpret::Row thing, bool wanted);
  // The thing has one of the classes of the mask (bit r: rank r), or none of them.
  [[nodiscard]] Proposals classes(core::ScaleId scale, core::RelationId sort, interpret::Row thing, std::uint64_t mask,
                                  bool wanted);
  [[nodiscard]] Proposals flag(core::RelationId sort, core::ColumnIndex column, interpret::Row thing, bool wanted);
  // The norm bears on the subject on some occasion, or on none.
  [[nodiscard]] Proposals norm(std::uint32_t norm, interpret::Row subject, bool wanted);
  // The act is on record as done, or as not done, today.
  [[nodiscard]] Proposals done(core::MeasureId measure, core::RelationId sort, interpret::Row subject, bool wanted);
  // Something was left out for the bounds.
  [[nodiscard]] bool is_bounded() const { return bounded_; }

 private:
  // A wish for a number: at least or at most so much.
  struct Goal {
    bool at_least = true;
    std::int64_t number = 0;  // in steps of the counted column
  };
  // The rows of a count in one window.
  struct Window {
    const core::Count* count = nullptr;
    const interpret::Scope* scope = nullptr;
    const interpret::CountReading* reading = nullptr;
    std::int64_t begin = 0, end = 0;
    std::vector<interpret::CountReading::Counted> rows;  // that count
    std::int64_t known = 0;                              // their sum
  };

  Proposals compare(const core::Compare& compare, const interpret::Scope& scope, bool wanted);
  Proposals yes_no(const core::Flag& flag, const interpret::Scope& scope, bool wanted);
  Proposals has_class(const core::HasClass& has, const interpret::Scope& scope, bool wanted);
  Proposals refer_to(const core::Path& path, const interpret::Scope& scope,
                     const std::function<bool(interpret::Row)>& fits);
  Proposals same(const core::SameThing& same, const interpret::Scope& scope, bool wanted);
  Proposals present(const core::Present& present, const interpret::Scope& scope, bool wanted);

  // `value` op the number or the time `bound`.
  Proposals solve_number(core::ValueId value, core::Comparison op, value::Rational bound,
                         const interpret::Scope& scope);
  Proposals solve_cell(Cell cell, core::Comparison op, value::Rational bound);
  Proposals solve_time(core::ValueId value, core::Comparison op, std::int64_t bound, const interpret::Scope& scope);
  Proposals set_cell(Cell cell, std::int64_t value);

  Proposals count(core::ConditionId condition, const interpret::Scope& scope, bool wanted);
  Proposals each_day(core::ConditionId condition, const interpret::Scope& scope, const interpret::CountReading& reading,
                     bool wanted);
  [[nodiscard]] std::vector<Goal> goals(const interpret::CountReading& reading, bool wanted) const;
  [[nodiscard]] Window window(const core::Count& count, const interpret::Scope& scope,
                              const interpret::CountReading& reading, std::int64_t begin, std::int64_t end) const;
  Proposals reach(const Window& window, Goal goal);
  Proposals fewer(const Window& window, std::int64_t excess);
  Proposals more(const Window& window, std::int64_t lacking);
  Proposals filtered(const Window& window, interpret::Row row, bool wanted);
  Proposals move_out(const Window& window, interpret::Row row);
  Proposals move_in(const Window& window, interpret::Row row);
  Proposals reports(const interpret::CountReading& reading);
  Proposals added(core::RelationId relation, core::ColumnIndex link, interpret::Row owner, std::int64_t time,
                  std::int64_t amount, std::optional<core::ConditionId> filter, const interpret::Scope& scope);
  Proposals occasion_elsewhere(const core::Norm& norm, const interpret::NormReading& reading, bool wanted);

  bool take_step();

  const core::Program& program_;
  const facts::FactBase& facts_;
  interpret::Probe& probe_;
  std::size_t steps_ = 0;
  std::size_t depth_ = 0;
  std::size_t expansions_ = 0;
  bool bounded_ = false;
  std::set<std::tuple<std::uint32_t, std::uint32_t, interpret::Row>> open_;  // classes under way
};

[[nodiscard]] core::Comparison negated(core::Comparison op);
[[nodiscard]] core::Comparison mirrored(core::Comparison op);

}  // namespace polc::explain
