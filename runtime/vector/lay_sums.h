// SPDX-License-Identifier: Apache-2.0
// Running sums of the rows of a count, by day: for all things, as DaySums keeps them, or for a few, as long as they are looked at.
// For the files of this folder alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/scratch.h"
#include "runtime/vector/worked_out.h"
#include "runtime/workers/workers.h"

namespace polc::vector {

// None: there are too many days and things, the rows have no days, or of some it is not known whether they count or how much.
[[nodiscard]] std::optional<DaySums::Sums> lay_sums(const plan::Count& count, WorkedOut& world,
                                                    workers::Workers& workers, std::vector<Scratch>& scratches);

// A piece of things at a time, so few that their sums stay in the nearest cache.
class ThingSums {
 public:
  static constexpr std::size_t things_of_piece = DaySums::Sums::things_of_line;

  // `count` and `world` outlive it. None: as with lay_sums, or the rows of a thing do not lie together.
  static std::optional<ThingSums> make(const plan::Count& count, WorkedOut& world);

  // Days that a row begins or ends on, both included; as days since the epoch.
  [[nodiscard]] std::int64_t first() const;
  [[nodiscard]] std::int64_t last() const;
  [[nodiscard]] bool have_ends() const;
  [[nodiscard]] std::size_t things() const;
  // Of day `first` - 1 (nothing) and then of each day up to the last, the things of a piece together.
  [[nodiscard]] std::size_t size() const;
  // Those of the rows that have begun and, with ends, that have ended; `size` of each. False: of some row it is not known whether
  // it counts. Several threads may.
  [[nodiscard]] bool lay(std::size_t piece, Scratch& scratch, std::int32_t* begun, std::int32_t* ended) const;

 private:
  class SummedRows;
  explicit ThingSums(std::shared_ptr<const SummedRows> rows);
  friend std::optional<DaySums::Sums> lay_sums(const plan::Count& count, WorkedOut& world, workers::Workers& workers,
                                               std::vector<Scratch>& scratches);

  std::shared_ptr<const SummedRows> rows_;
};

}  // namespace polc::vector
