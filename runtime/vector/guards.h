// SPDX-License-Identifier: Apache-2.0
// On whom norms bear, and what is due by those of which the plan says it, for the interpreter to go on from. For the files of
// this folder alone.
#pragma once

#include <map>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/interpret/norms.h"
#include "runtime/vector/profile.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

class Guards : public interpret::NormSource {
 public:
  // What the guards need of other steps is in `world`.
  Guards(WorkedOut& world, workers::Workers& workers, std::vector<Scratch>& scratches, Profile& profile);

  bool guard(std::uint32_t norm, const interpret::Subjects& subjects, std::vector<Row>& rows,
             std::vector<Truth>& truths) override;
  bool due(std::uint32_t norm, const interpret::Subjects& subjects, interpret::DueList& due) override;

 private:
  // A row 0 on which a norm bears.
  struct Hit {
    Row row = 0, subject = 0;
    Truth truth = Truth::True;
    std::int32_t first_day = facts::absent_day, last_day = facts::absent_day;
  };
  // Times between which a column of the row must lie, both included.
  struct Span {
    core::ColumnIndex column = 0;
    std::int64_t first = 0, last = 0;
  };

  bool find(const plan::Guard& guard, const interpret::Subjects& subjects, bool with_span,
            std::vector<std::vector<Hit>>& hits);
  void look_at(std::size_t worker, const plan::Guard& guard, const interpret::Subjects& subjects,
               const std::vector<Span>& spans, bool with_span, Row first, Row last, std::vector<Hit>& hits);
  void add_hits(const std::vector<std::vector<Hit>>& hits, std::uint32_t terms, bool has_occasion,
                value::UnwrittenVector<interpret::DueEntry>& due);
  void set_span(std::size_t worker, const plan::Guard& guard, std::vector<Hit>& hits);
  // For a row to be in its span of days now, where a column says when that begins.
  std::optional<Span> span_of(const plan::Guard& guard);
  [[nodiscard]] std::pair<Row, Row> rows_of(const core::Norm& norm, const interpret::Subjects& subjects) const;
  std::optional<std::int64_t> length_in_days(const core::Norm& norm);
  // Times in which a row must lie for the norm to bear on it; none: every row does.
  std::vector<Span> spans_of_rows(const plan::Guard& guard, const std::optional<Span>& span);
  // Those of `size` rows from `first` whose time, which none of those lacks, lies in the span; how many.
  std::size_t list_rows(core::RelationId relation, const Span& span, Row first, std::size_t size, Row* rows);

  WorkedOut& world_;
  workers::Workers& workers_;
  std::vector<Scratch>& scratches_;
  Profile& profile_;
  std::map<std::uint32_t, plan::StepId> steps_;  // by norm
};

}  // namespace polc::vector
