// SPDX-License-Identifier: Apache-2.0
// The truth of a plan's conditions for rows of their domain. Reads only what was prepared (WorkedOut), so that every worker may
// have one. For the files of this folder alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/kernels.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/worked_out.h"

namespace polc::vector {

// Rows of one relation: `size` from `first`, or those that `chosen` names, rising.
struct Rows {
  Row first = 0;
  const Row* chosen = nullptr;
  std::size_t size = 0;
};

class Conditions {
 public:
  Conditions(const WorkedOut& world, Scratch& scratch) : world_(world), scratch_(scratch) {}

  // One byte for each row.
  void evaluate(plan::NodeId id, const Rows& rows, std::uint8_t* truths);
  // Days or minutes, and whether there is one (interpret::Presence as a byte).
  void evaluate(plan::TimeId id, const Rows& rows, std::int64_t* times, std::uint8_t* presence);
  // The rows at the end of a way; no_row_id where it breaks off.
  void follow(const plan::Way& way, core::RelationId from, const Rows& rows, Row* targets);
  // The same, worked out once for all conditions that are asked of these rows, until the next call with others; `rows` must not
  // change meanwhile.
  void share_ways(const Rows& rows);
  const Row* shared_way(const plan::Way& way, core::RelationId from, const Rows& rows);

 private:
  struct SharedWay {
    std::vector<core::ColumnIndex> steps;
    std::vector<Row> targets;
  };

  // The end of a way for these rows, shared or in a buffer of the frame.
  const Row* ends_of(const plan::Way& way, core::RelationId from, const Rows& rows, Scratch::Frame& frame);
  void follow_step(core::RelationId relation, core::ColumnIndex step, const Row* sources, const Rows& rows,
                   Row* targets);
  void connective(const std::vector<plan::NodeId>& parts, bool is_and, const Rows& rows, std::uint8_t* truths);
  void compare_column(plan::NodeId id, const plan::CompareColumn& compare, const Rows& rows, std::uint8_t* truths);
  void compare_times(const plan::CompareTimes& compare, const Rows& rows, std::uint8_t* truths);
  void flag(plan::NodeId id, const plan::Flag& flag, const Rows& rows, std::uint8_t* truths);
  void look_up(const std::uint8_t* table, const plan::Way& way, core::RelationId from, const Rows& rows,
               std::uint8_t missing, std::uint8_t* truths);
  void latest(const plan::LatestTime& latest, core::RelationId from, const Rows& rows, std::int64_t* times,
              std::uint8_t* presence);
  void move(const plan::MovedTime& moved, bool to_the_minute, const Rows& rows, std::int64_t* times,
            std::uint8_t* presence);

  const WorkedOut& world_;
  Scratch& scratch_;
  Rows shared_rows_;  // with `chosen`: those whose ways are shared
  std::vector<SharedWay> shared_;
  std::size_t shared_count_ = 0;  // of `shared_`, the rest are buffers to be used again
};

// The integer of one row; see ColumnView.
[[nodiscard]] std::uint64_t offset_at(const ColumnView& view, Row row);

}  // namespace polc::vector
