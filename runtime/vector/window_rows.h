// SPDX-License-Identifier: Apache-2.0
// Which rows of a relation lie in a window, morsel by morsel. Reads only, so that all workers may share one. For the files of
// this folder alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "runtime/vector/scratch.h"
#include "runtime/vector/windows.h"
#include "runtime/vector/worked_out.h"

namespace polc::vector {

// Some thousand rows, one after the other, and the things that they are counted for; as many as they please.
struct Morsel {
  Row first = 0;
  std::size_t size = 0;
  Row first_thing = 0, last_thing = 0;  // of all their rows, where rows lie in the order of their things; else equal
};

// Rows, rising.
struct RowList {
  const Row* rows = nullptr;
  std::size_t count = 0;
};

// Of each thing of a morsel, one after the other, the rows that lie in a window: begins[n] … ends[n] - 1.
struct RunsOfThings {
  const Row* begins = nullptr;
  const Row* ends = nullptr;
  std::size_t rows = 0;  // all together
  CountWindow window;    // that they lie in
};

class WindowRows {
 public:
  WindowRows(core::RelationId relation, core::ColumnIndex link, WorkedOut& world);

  // The rows of the window where they are few enough to be looked at one by one, or `always`; no value: too many, or not to be
  // told at once.
  // `wider`: the rows of a window that takes all of its rows. The list lives in the frame.
  [[nodiscard]] std::optional<RowList> find(const CountWindow& window, const Morsel& morsel,
                                            const std::optional<RowList>& wider, bool always,
                                            Scratch::Frame& frame) const;
  // The same by thing, where rows of a thing that lie in a window follow one another and there are enough of them that finding
  // the first and the last beats looking at all. `before`: those of another window and the same morsel. The arrays live in the frame.
  [[nodiscard]] bool are_in_runs() const { return are_in_runs_; }
  [[nodiscard]] RunsOfThings runs(const CountWindow& window, const Morsel& morsel,
                                  const std::optional<RunsOfThings>& before, Scratch::Frame& frame) const;
  // For every row of the morsel, 1 where it lies in the window, else 0.
  void mark(const CountWindow& window, const Morsel& morsel, std::uint8_t* inside) const;

  // Rows lie in the order of the things that they are counted for.
  [[nodiscard]] bool are_by_thing() const { return are_by_thing_; }
  // So many rows a thing that going over the things beats going over the rows.
  [[nodiscard]] bool are_many_each(const Morsel& morsel) const;

 private:
  [[nodiscard]] bool holds_none(const CountWindow& window) const;
  // The window in offsets of the columns, where it may hold some. No value: its begin is none that these can hold.
  struct Offsets {
    std::uint64_t begin = 0, end = 0, begin_for_ends = 0;
  };
  [[nodiscard]] std::optional<Offsets> offsets_of(const CountWindow& window) const;
  // The columns have one width.
  [[nodiscard]] RowList narrow(const RowList& wider, const Offsets& offsets, Scratch::Frame& frame) const;
  [[nodiscard]] bool lies_in(const CountWindow& window, Row row) const;

  const core::Relation& relation_;
  const facts::Table& table_;
  Row things_;  // of which they are counted
  ColumnView begins_, ends_;
  ColumnRange begun_, ended_;
  bool are_by_thing_;
  bool are_in_runs_ = false;
};

}  // namespace polc::vector
