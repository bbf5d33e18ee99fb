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
  [[nodiscard]] bool shows(const interpret::ClassTable& table) const;
  [[nodiscard]] bool shows(const interpret::FlagTable& table) const;
  [[nodiscard]] bool shows(const interpret::DueNorm& due) const;
  [[nodiscard]] bool shows(const interpret::Violation& violation) const;
  [[nodiscard]] bool shows(const interpret::NormConflict& conflict) const;
  [[nodiscard]] bool shows(const interpret::Unknown& unknown, const interpret::DayResult& day) const;

 private:
  explicit View(const core::Program& program) : program_(&program), kept_(program.vocabulary.relations.size()) {}
  bool add_condition(const std::string& text, const facts::FactBase& facts, diag::Sink& sink);
  bool add_label(const std::string& text, diag::Sink& sink);
  [[nodiscard]] bool names(core::RelationId sort) const { return sorts_.contains(sort); }
  [[nodiscard]] bool names(const core::Norm& norm) const;
  [[nodiscard]] bool all_names() const { return sorts_.empty() && scales_.empty() && measures_.empty(); }

  const core::Program* program_;
  Selection only_;
  bool filtered_ = false;
  std::vector<std::optional<std::vector<bool>>> kept_;  // by relation: by row; none: not filtered by an attribute of its own
  std::set<core::RelationId> sorts_;
  std::set<core::ScaleId> scales_;
  std::set<core::MeasureId> measures_;
};

}  // namespace polc::driver
