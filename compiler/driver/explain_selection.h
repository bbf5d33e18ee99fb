// SPDX-License-Identifier: Apache-2.0
// What of whom is to be explained: names from the command line as things, scales, attributes and measures of the vocabulary.
// What is not found goes to the sink, with what could be meant.
#pragma once

#include <optional>
#include <string>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/driver/wording.h"
#include "runtime/facts/fact_base.h"

namespace polc::driver {

struct Subject {
  core::RelationId sort;
  facts::Row row = 0;
};
// By key, by name, or by pseudonym; `person P1` where things of several sorts go by that name.
[[nodiscard]] std::optional<Subject> find_subject(const core::Program& program, const facts::FactBase& facts,
                                                  const Wording& wording, const std::string& text, diag::Sink& sink);

// `risk`, `high-risk`, `高风险`, or an attribute that rules define.
struct ClassChoice {
  std::optional<core::ScaleId> scale;
  std::optional<std::uint32_t> rank;           // of the scale: this class
  std::optional<core::ColumnIndex> attribute;  // or the attribute
};
[[nodiscard]] std::optional<ClassChoice> find_class(const core::Program& program, core::RelationId sort,
                                                    const std::string& text, diag::Sink& sink);

[[nodiscard]] std::optional<core::MeasureId> find_measure(const core::Program& program, core::RelationId sort,
                                                          const std::string& text, diag::Sink& sink);

}  // namespace polc::driver
