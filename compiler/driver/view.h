// SPDX-License-Identifier: Apache-2.0
// What of a result is shown: --where keeps things by an attribute, --only keeps kinds of results and names of the
// vocabulary. Everything is still evaluated; totals count what is kept.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/driver/arguments.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/result.h"

namespace polc::driver {

class View {
 public:
  // No value when a name or value is not in the vocabulary; the sink says which.
  [[nodiscard]] static std::optional<View> make(const core::Program& program, const facts::FactBase& facts,
                                                const EvalArguments& arguments, diag::Sink& sink);

  [[nodiscard]] bool keeps(core::RelationId sort, facts::Row row) const {
    const auto& kept = kept_[sort.index];
    return row == interpret::no_row || (kept ? (*kept)[row] : !filtered_);
  }
  // Whether it is among what was asked for: totals and the exit status speak of that.
  [[nodiscard]] bool counts(const interpret::ClassTable& table) const;
  [[nodiscard]] bool counts(const interpret::FlagTable& table) const;
  [[nodiscard]] bool counts(const interpret::DueNorm& due) const;
  [[nodiscard]] bool counts(const interpret::Violation& violation) const;
  [[nodiscard]] bool counts(const interpret::NormConflict& conflict) const;
  // Whether it is listed: `--only unknowns` counts everything and lists only what is unknown.
  template <class Result>
  [[nodiscard]] bool shows(const Result& result) const {
    return kind_of(result) && counts(result);
  }
  [[nodiscard]] bool shows(const interpret::Unknown& unknown, const interpret::DayResult& day) const;
  [[nodiscard]] bool counts_classes() const { return only_.classes || only_.unknowns; }
  [[nodiscard]] bool counts_norms() const { return only_.measures || only_.violations || only_.unknowns; }

 private:
  explicit View(const core::Program& program) : program_(&program), kept_(program.vocabulary.relations.size()) {}
  bool add_condition(const std::string& text, const facts::FactBase& facts, diag::Sink& sink);
  bool add_label(const std::string& text, diag::Sink& sink);
  [[nodiscard]] bool kind_of(const interpret::ClassTable&) const { return only_.classes; }
  [[nodiscard]] bool kind_of(const interpret::FlagTable&) const { return only_.classes; }
  [[nodiscard]] bool kind_of(const interpret::DueNorm&) const { return only_.measures; }
  [[nodiscard]] bool kind_of(const interpret::Violation&) const { return only_.violations; }
  [[nodiscard]] bool kind_of(const interpret::NormConflict&) const { return only_.violations; }
  [[nodiscard]] bool names(core::RelationId sort) const { return sorts_.contains(sort); }
  [[nodiscard]] bool names(const core::Norm& norm) const;
  [[nodiscard]] bool all_names() const { return sorts_.empty() && scales_.empty() && measures_.empty(); }

  const core::Program* program_;
  Selection only_;
  bool filtered_ = false;
  std::vector<std::optional<std::vector<bool>>>
      kept_;  // by relation: by row; none: not filtered by an attribute of its own
  std::set<core::RelationId> sorts_;
  std::set<core::ScaleId> scales_;
  std::set<core::MeasureId> measures_;
};

}  // namespace polc::driver
