// SPDX-License-Identifier: Apache-2.0
// What the facts say was done: attested yes or no, or shown by the rows of an event.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "runtime/interpret/norms.h"

namespace polc::interpret {

// A span of days, both included.
struct DaySpan {
  std::int64_t first = long_ago;
  std::int64_t last = far_off;
};

class Compliance {
 public:
  explicit Compliance(Evaluator& evaluator) : evaluator_(evaluator) {}

  // Whether the measure (or one that counts as it) is attested today: True yes, False no, Unknown: the facts do not say.
  [[nodiscard]] Truth attested(core::MeasureId measure, core::RelationId sort, Row subject);
  // Whether the facts say of anything of the sort whether the measure was done: it, or one that counts as it, is attested or shown.
  [[nodiscard]] bool can_be_told(core::MeasureId measure, core::RelationId sort);
  // Whether rows show the measure for things of the sort.
  [[nodiscard]] bool can_be_shown(core::MeasureId measure, core::RelationId sort) const;
  // How many rows show it in the span of days of each subject.
  [[nodiscard]] std::vector<Interval> shown(core::MeasureId measure, const std::vector<Row>& subjects,
                                            const std::vector<DaySpan>& spans);

  // Acts that count as the measure, itself among them.
  [[nodiscard]] const std::vector<core::MeasureId>& acts(core::MeasureId measure);

 private:
  [[nodiscard]] bool can_be_attested(core::MeasureId measure, core::RelationId sort) const;
  [[nodiscard]] Truth attested_itself(core::MeasureId measure, core::RelationId sort, Row subject) const;

  Evaluator& evaluator_;
  std::map<std::uint32_t, std::vector<core::MeasureId>> acts_;
};

[[nodiscard]] bool contains(const std::vector<core::MeasureId>& all, core::MeasureId one);
// The measure and all that count as it.
[[nodiscard]] std::vector<core::MeasureId> acts_counting_as(const core::Program& program, core::MeasureId measure);
// The measure and all that it counts as.
[[nodiscard]] std::vector<core::MeasureId> implied_by(const core::Program& program, core::MeasureId measure);
// What cannot be done where the measure is done: what it rules out, and its opposite.
[[nodiscard]] std::vector<core::MeasureId> excluded_by(const core::Program& program, core::MeasureId measure);

}  // namespace polc::interpret
