// SPDX-License-Identifier: Apache-2.0
// Findings about the rows of one table: told at once, or kept until what stands before them has been told.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/columns.h"
#include "runtime/facts/fact_store.h"
#include "runtime/facts/row_findings.h"

namespace polc::facts {

class TableFindings {
 public:
  virtual ~TableFindings() = default;
  // Counts one; true when it is to be shown: then the caller puts the arguments together and calls `show`.
  [[nodiscard]] virtual bool admit(diag::Kind kind) = 0;
  // `rest`: the arguments but the place of the row, which comes first.
  void show(diag::Kind kind, RowNumber number, std::vector<diag::Argument> rest) {
    show_with_help(kind, number, std::move(rest), std::nullopt);
  }
  // `help`: in place of the help of the kind.
  virtual void show_with_help(diag::Kind kind, RowNumber number, std::vector<diag::Argument> rest,
                              std::optional<diag::Message> help) = 0;
};

class ToldFindings final : public TableFindings {
 public:
  ToldFindings(RowFindings& findings, const FactStore& store, std::size_t table)
      : findings_(findings), store_(store), table_(table) {}
  [[nodiscard]] bool admit(diag::Kind kind) override { return findings_.admit(kind); }
  void show_with_help(diag::Kind kind, RowNumber number, std::vector<diag::Argument> rest,
                      std::optional<diag::Message> help) override;

 private:
  RowFindings& findings_;
  const FactStore& store_;
  std::size_t table_;
};

// Of each kind as many are kept as are ever shown; the others are only counted.
class KeptFindings final : public TableFindings {
 public:
  // Where a finding stands in the piece: how many rows were kept before it, and 0 or one more than the column that it came of
  // when the row was kept.
  using Position = std::pair<Row, core::ColumnIndex>;
  struct Kept {
    diag::Kind kind;
    Position position;
    RowNumber number;
    std::vector<diag::Argument> rest;
    std::optional<diag::Message> help;
  };

  explicit KeptFindings(std::uint64_t limit) : limit_(limit) {}
  // Of the findings to come. Never less than before.
  void stand_at(Position position) { position_ = position; }
  [[nodiscard]] bool admit(diag::Kind kind) override { return ++counts_[kind] <= limit_; }
  void show_with_help(diag::Kind kind, RowNumber number, std::vector<diag::Argument> rest,
                      std::optional<diag::Message> help) override {
    kept_.push_back({kind, position_, number, std::move(rest), std::move(help)});
  }

  // Tells those that stand before the position and were not told yet.
  void tell_before(Position position, RowFindings& findings, const FactStore& store, std::size_t table);
  // Tells all the others, and counts those that were not kept.
  void tell(RowFindings& findings, const FactStore& store, std::size_t table);

 private:
  std::uint64_t limit_;
  Position position_;
  std::vector<Kept> kept_;
  std::size_t told_ = 0;
  std::map<diag::Kind, std::uint64_t> counts_;
};

}  // namespace polc::facts
