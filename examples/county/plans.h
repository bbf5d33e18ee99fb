// SPDX-License-Identifier: Apache-2.0
// How each column of each relation is filled: the hints, looked up once and resolved against the vocabulary.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "examples/county/hints.h"
#include "examples/county/random.h"

namespace polc::county {

struct ColumnPlan {
  Stream stream;
  Stream presence;                                            // whether there is a value
  std::uint64_t group = 1;                                    // so many rows after one another are alike
  std::uint64_t given = 1000;                                 // permille; the others are absent
  std::optional<std::pair<core::ColumnIndex, bool>> only_if;  // a yes/no column of the same row that says so

  std::uint64_t yes = 0;                         // permille
  std::optional<core::ColumnIndex> opposite_of;  // no where that column says yes
  std::optional<std::string> unless_under;       // a region: no for it and all within
  std::vector<std::uint64_t> weights;            // of the values of an enumeration
  Range range;             // of a number; of days before the day of the facts; of a length in days
  std::uint64_t tail = 0;  // permille that lie in the other range
  Range tail_range;
  enum class Way : std::uint8_t {
    Near,   // the thing at the same place among its like as this one among its own
    Along,  // what the first of `paths` with an end leads to
    Next,   // one of those that follow, of the same sort
    Anywhere,
    Elsewhere,  // a region that people come from
  } way = Way::Near;
  std::vector<std::vector<core::ColumnIndex>> paths;
};

struct RelationPlan {
  Stream stream;
  std::uint64_t per_100000 = 0;  // entity: for so many people
  std::uint64_t at_least = 1;
  std::uint64_t rate = 0;     // others: permille of the subjects that have a row
  std::uint64_t most = 1;     // rows of one subject
  std::uint64_t active = 0;   // reported events: permille of the subjects that have anything to report
  std::uint64_t missing = 0;  // … and of the reports that are missing
  std::vector<ColumnPlan> columns;
};

// By relation. Names that a hint mentions and the vocabulary does not have are left out: a vocabulary may drop a word.
[[nodiscard]] std::vector<RelationPlan> make_plans(const core::Program& program, const Hints& hints,
                                                   std::uint64_t seed);

}  // namespace polc::county
