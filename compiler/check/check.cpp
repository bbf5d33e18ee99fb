// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/check.h"

#include "compiler/check/cycles.h"
#include "compiler/check/policies.h"
#include "compiler/check/vocabulary.h"

namespace polc::check {

std::optional<core::Program> check(std::span<const ast::File> files, diag::Sink& sink) {
  core::Program program;
  Builder builder(program);
  std::vector<const ast::File*> all;
  for (const ast::File& file : files) all.push_back(&file);

  const std::size_t errors_before = sink.error_count();
  const auto vocabularies = declare_vocabularies(all, program, builder, sink);
  read_policies(all, vocabularies, program, builder, sink);
  report_cycles(program, sink);
  if (sink.error_count() != errors_before) return std::nullopt;
  return program;
}

}  // namespace polc::check
