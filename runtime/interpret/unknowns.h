// SPDX-License-Identifier: Apache-2.0
// Why a result is unknown: the missing reports and absent values that it depends on.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/interpret/evaluator.h"
#include "runtime/interpret/interpret.h"
#include "runtime/interpret/norms.h"

namespace polc::interpret {

// Walks conditions for the instances for which they are unknown, down to what is missing. `origins` says which unknown
// result each instance belongs to.
class Explainer {
 public:
  Explainer(Evaluator& evaluator, std::size_t kept) : evaluator_(evaluator), kept_(kept) {}

  void condition(core::ConditionId id, const Batch& batch, const std::vector<std::uint32_t>& origins);
  void class_rules(core::ScaleId scale, core::RelationId sort, const std::vector<Row>& rows,
                   const std::vector<std::uint32_t>& origins);
  void flag_rules(core::RelationId sort, core::ColumnIndex column, const std::vector<Row>& rows,
                  const std::vector<std::uint32_t>& origins);

  // Each thing once, and no more than are kept.
  void add(std::uint32_t origin, const Missing& missing);

  struct Found {
    std::vector<Missing> missing;
    bool more = false;
  };
  // By origin; may be shorter than the highest of them.
  [[nodiscard]] const std::vector<Found>& found() const { return found_; }

 private:
  void rules(const std::vector<std::uint32_t>& rules, core::RelationId sort, const std::vector<Row>& rows,
             const std::vector<std::uint32_t>& origins);
  void value(core::ValueId id, const Batch& batch, const std::vector<std::uint32_t>& origins);
  void attribute(const core::Path& path, core::ColumnIndex column, const Batch& batch,
                 const std::vector<std::uint32_t>& origins);
  void count(const core::Count& count, source::Span span, const Batch& batch,
             const std::vector<std::uint32_t>& origins);
  void reports(const core::Count& count, const PreparedCount& prepared, std::size_t at, std::uint32_t origin);

  Evaluator& evaluator_;
  std::size_t kept_;
  std::vector<Found> found_;
};

// Fills unknowns and missing of a result, and counts them.
void add_unknowns(NormEvaluator& norms, const Options& options, DayResult& result);

}  // namespace polc::interpret
