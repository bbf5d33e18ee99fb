// SPDX-License-Identifier: Apache-2.0
// What rows must satisfy beside their cells: an end not before its beginning, counts not below zero, totals that do not fall
// unless the vocabulary says what a correction means, one total a day.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/facts/row_findings.h"

namespace polc::facts {

// Where a row stands, in words; the table alone where more is not known.
using PlaceOfRow = std::function<diag::Argument(Row)>;

struct RowCheck {
  std::uint64_t corrections = 0;  // negative counts and falls that the vocabulary allows
};
// `only`: rows of the table, in order; then what is wrong with others alone was found before and is not found again.
RowCheck check_rows(const core::Program& program, core::RelationId relation, const FactBase& facts,
                    const PlaceOfRow& place, RowFindings& findings,
                    std::optional<std::span<const Row>> only = std::nullopt);

// `facts.db table case, 450100, 2020-02-24`: a row by what it says, where its number is not known any more.
[[nodiscard]] diag::Argument described_row(const core::Program& program, core::RelationId relation,
                                           const FactBase& facts, Row row, const diag::Argument& table);

// A thing by its key, or other words when its key is personal.
[[nodiscard]] diag::Argument thing(const core::Program& program, core::RelationId sort, const FactBase& facts, Row row);

}  // namespace polc::facts
