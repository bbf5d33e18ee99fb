// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/unused.h"

#include <algorithm>
#include <vector>

#include "compiler/check/context.h"

namespace polc::check {
namespace {

std::vector<bool> used_parameters(const core::Program& program) {
  std::vector<bool> used(program.parameters.size(), false);
  for (const core::Value& value : program.values) {
    if (const auto* parameter = std::get_if<core::ParameterValue>(&value.kind)) used[parameter->parameter.index] = true;
    if (const auto* shifted = std::get_if<core::Shifted>(&value.kind); shifted && shifted->parameter)
      used[shifted->parameter->index] = true;
  }
  return used;
}

}  // namespace

void report_unused(const core::Program& program, diag::Sink& sink) {
  const std::vector<bool> used = used_parameters(program);
  for (std::size_t index = 0; index < used.size(); ++index)
    if (!used[index])
      sink.emit(diag::Kind::ParameterUnused, program.parameters[index].label.span,
                shown(program.parameters[index].label));
  for (const core::CombinationRule& combination : program.combinations) {
    const bool has_rule = std::any_of(
        program.class_rules.begin(), program.class_rules.end(),
        [&](const core::ClassRule& rule) { return rule.scale && combination.is_about(*rule.scale, rule.sort); });
    // On a scale of measures it says which of two obligations counts.
    const bool has_measure =
        std::any_of(program.vocabulary.measures.begin(), program.vocabulary.measures.end(),
                    [&](const core::Measure& measure) { return measure.scale == combination.scale; });
    if (!has_rule && !has_measure)
      sink.emit(diag::Kind::NothingToCombine, combination.sentence.span, shown(program[combination.scale].label));
  }
}

}  // namespace polc::check
