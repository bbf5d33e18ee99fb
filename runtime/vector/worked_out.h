// SPDX-License-Identifier: Apache-2.0
// What the steps of a plan have come to at one moment, for the steps after them; and what of the moment and the facts their
// conditions need, looked up once. For the files of this folder alone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/interpret/evaluator.h"
#include "runtime/value/unwritten_vector.h"
#include "runtime/vector/column_view.h"
#include "runtime/vector/condition_code.h"

namespace polc::vector {

using facts::Row;
using value::Truth;
using Truths = value::UnwrittenVector<std::uint8_t>;  // value::Truth as bytes, as the kernels take them

// A number that does not fit. Only the interpreter knows whether it is asked for, and says so: it works out the moment.
struct DoesNotFit : std::exception {};

// Views of columns, kept for as long as the facts; and ranges, which the facts keep.
class Columns {
 public:
  explicit Columns(const facts::FactBase& facts) : facts_(facts) {}

  [[nodiscard]] const ColumnView& view(core::RelationId relation, core::ColumnIndex column);
  [[nodiscard]] ColumnRange range(core::RelationId relation, core::ColumnIndex column) const;

 private:
  using Key = std::pair<std::uint32_t, core::ColumnIndex>;
  const facts::FactBase& facts_;
  std::map<Key, ColumnView> views_;
};

class ChosenCode;

// A comparison of a column, in offsets.
struct Bounds {
  ColumnView column;
  bool is_unknown = false;  // whatever the column says
  std::uint64_t least = 0, span = 0;
  bool outside = false;
};

// Where a sentence applies.
struct Applying {
  const interpret::Applicability* truths = nullptr;  // by thing
  bool nowhere = false, everywhere = false;
};

struct WorkedOut {
  WorkedOut(const plan::Plan& plan_, Columns& columns_, interpret::Evaluator& evaluator_)
      : plan(plan_),
        program(evaluator_.program),
        facts(evaluator_.facts),
        columns(columns_),
        evaluator(evaluator_),
        counts(plan_.counts.size()),
        asked(plan_.nodes.size()),
        classes(plan_.nodes.size()),
        bounds(plan_.nodes.size()),
        flags(plan_.nodes.size(), nullptr),
        is_prepared(plan_.nodes.size(), false) {}

  const plan::Plan& plan;
  const core::Program& program;
  const facts::FactBase& facts;
  Columns& columns;
  interpret::Evaluator& evaluator;

  std::vector<Truths> counts;                        // by count: by thing
  std::vector<Truths> asked;                         // by node: by row of its domain
  std::vector<Truths> classes;                       // by node (HasClass): by row at the end of its way
  std::vector<std::optional<Bounds>> bounds;         // by node (CompareColumn)
  std::vector<const std::vector<Truth>*> flags;      // by node (Flag defined by rules)
  std::map<std::uint32_t, interpret::Values> fixed;  // by value that reads no row: one value
  std::vector<bool> is_prepared;                     // by node
  ChosenCode* code = nullptr;                        // machine code, where the session makes any
  std::vector<NodeInput> inputs;                     // of the moment for code, then: by node and, behind them, by time

  // The value, which reads no row, at the moment. Throws DoesNotFit.
  const interpret::Values& fixed_value(core::ValueId id);
  // As interpret::Evaluator::sentence_applies.
  Applying applying(const core::Sentence& sentence, core::RelationId sort);
  // Looks up what the node needs, and all below it; what it needs of other steps is there. Not for several threads.
  void prepare(plan::NodeId id);
  void prepare(plan::TimeId id);

 private:
  Bounds bounds_of(const plan::CompareColumn& compare);
  void look_up(plan::NodeId id);
  [[nodiscard]] NodeInput input_of(plan::NodeId id) const;
  void set_input(std::size_t at, const NodeInput& input);

  std::vector<Applying> applying_;  // by array of truths, which many sentences share
};

// By how many days (of days) or minutes (of moments) a time is moved; none: the amount is not known, and so is the time.
[[nodiscard]] std::optional<std::int64_t> amount_of(const core::Shifted& shifted, bool to_the_minute,
                                                    interpret::Evaluator& evaluator);

}  // namespace polc::vector
