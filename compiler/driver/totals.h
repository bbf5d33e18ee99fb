// SPDX-License-Identifier: Apache-2.0
// What one day amounts to: numbers of things by class, of norms due by measure, of violations by article. Counts what the
// view keeps; what is shown of it is for the reports to say.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/driver/view.h"
#include "compiler/driver/wording.h"
#include "runtime/interpret/result.h"

namespace polc::driver {

struct ClassCount {
  core::ScaleId scale;
  core::RelationId sort;
  interpret::ClassTotals numbers;
};

struct Count {
  std::size_t certain = 0;
  std::size_t unknown = 0;
  std::size_t subjects = 0;  // of measures: different ones
};

struct DayTotals {
  value::Moment moment;
  std::vector<ClassCount> classes;
  // Modality word and measure -> how often.
  std::map<std::pair<std::string, std::string>, Count> measures;
  // Article and whether it is advice -> how often.
  std::map<std::pair<core::ArticleId, bool>, Count> violations;
  std::size_t due = 0;
  std::size_t breaches = 0;   // certain violations that are no advice
  std::size_t conflicts = 0;  // of classes and of norms
  std::size_t gaps = 0;
  std::size_t unknowns = 0;

  [[nodiscard]] bool has_findings() const { return breaches + conflicts + gaps > 0; }
};

// "low 5, medium 1, high 0, unknown 2": every class, and of the others those that there are.
[[nodiscard]] std::string class_numbers(const ClassCount& count, const Wording& wording);

// Adds what a part of the day amounts to; a subject is in one part only.
void add_part(DayTotals& totals, const interpret::DayResult& part, const core::Program& program, const View& view,
              const Wording& wording);
[[nodiscard]] DayTotals count(const interpret::DayResult& day, const core::Program& program, const View& view,
                              const Wording& wording);

}  // namespace polc::driver
