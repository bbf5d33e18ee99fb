// SPDX-License-Identifier: Apache-2.0
// Entry: a verified program, facts, a moment and a thing in; why it has a class, a measure, a violation, or why not, out, with the
// smallest changes of facts that were found to turn it.
#pragma once

#include <optional>
#include <vector>

#include "compiler/diagnostics/sink.h"
#include "runtime/explain/explanation.h"
#include "runtime/explain/flip.h"

namespace polc::explain {

class Explainer {
 public:
  // Program, facts and sink must outlive it. Numbers that do not fit are findings in the sink.
  Explainer(const core::Program& program, const facts::FactBase& facts, value::Moment moment, diag::Sink& sink);

  // `wanted`: the class that is asked about; absent: the class that it has.
  [[nodiscard]] Answer why_class(core::ScaleId scale, core::RelationId sort, Row thing,
                                 std::optional<std::uint32_t> wanted = std::nullopt);
  [[nodiscard]] Answer why_flag(core::RelationId sort, core::ColumnIndex column, Row thing);
  [[nodiscard]] Answer why_measure(core::MeasureId measure, core::RelationId sort, Row subject);
  [[nodiscard]] Answer why_violation(const interpret::Violation& violation);

  // What the interpreter says of the moment; worked out when first asked for.
  [[nodiscard]] const interpret::DayResult& day();

 private:
  FlipSearch class_flips(const ClassTrace& trace, std::optional<std::uint32_t> wanted);
  FlipSearch flag_flips(const FlagTrace& trace);
  FlipSearch measure_flips(const MeasureTrace& trace, core::RelationId sort, Row subject);
  FlipSearch violation_flips(const interpret::Violation& violation);

  const core::Program& program_;
  const facts::FactBase& facts_;
  interpret::Session session_;
  interpret::Probe probe_;
  FlipFinder finder_;
  std::optional<interpret::DayResult> day_;
};

// The norms one of whose heads is the measure, for subjects of this sort.
[[nodiscard]] std::vector<std::uint32_t> norms_of(const core::Program& program, core::MeasureId measure,
                                                  core::RelationId sort);
// Whether the norm bears on the subject on some occasion.
[[nodiscard]] Truth bears(interpret::Probe& probe, std::uint32_t norm, Row subject);

}  // namespace polc::explain
