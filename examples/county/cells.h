// SPDX-License-Identifier: Apache-2.0
// What stands in each cell: a function of relation, row and column. Nothing is kept, so a world may be of any size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "examples/county/places.h"
#include "examples/county/plans.h"
#include "runtime/value/civil_time.h"

namespace polc::county {

// Rows of what happens to a subject are numbered from subject * rows_of_a_subject.
inline constexpr std::uint64_t rows_of_a_subject = 64;

struct World {
  const core::Program& program;
  std::vector<RelationPlan> plans;
  Places places;
  value::Day day;                     // on which the facts are looked at
  std::vector<std::uint64_t> things;  // by relation: of an entity, how many
  std::uint32_t place = 0;            // the relation of the regions

  World(const core::Program& program, std::vector<RelationPlan> plans, std::uint64_t people, value::Day day);
};

struct Cell {
  bool given = false;
  // Yes/no: 0 or 1; a value of an enumeration: its place; a number: in units of 1/10^decimals; a day, a moment: since 1970;
  // a reference: the row. Texts are made from their row.
  std::int64_t number = 0;
};

class Cells {
 public:
  explicit Cells(const World& world) : world_(world) {}

  [[nodiscard]] Cell at(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const;
  // As it is written in a file; nothing where it is absent.
  void write(core::RelationId relation, std::uint64_t row, core::ColumnIndex column, std::string& out) const;
  void write_key(core::RelationId relation, std::uint64_t row, std::string& out) const;

 private:
  [[nodiscard]] std::optional<Cell> region(std::uint64_t row, core::ColumnIndex column) const;
  [[nodiscard]] Cell drawn(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const;
  [[nodiscard]] Cell yes_or_no(core::RelationId relation, std::uint64_t row, const ColumnPlan& plan) const;
  [[nodiscard]] Cell reference(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const;
  [[nodiscard]] Cell time(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const;
  [[nodiscard]] Cell reported_count(core::RelationId relation, std::uint64_t row, core::ColumnIndex column) const;
  [[nodiscard]] static std::int64_t from_range(const ColumnPlan& plan, std::uint64_t row);
  void write_text(core::RelationId relation, std::uint64_t row, core::ColumnIndex column, std::string& out) const;

  const World& world_;
};

}  // namespace polc::county
