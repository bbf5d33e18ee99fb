// SPDX-License-Identifier: Apache-2.0
// polc compile --to STAGE: prints what the policies become at that stage.
#include <string_view>

#include "compiler/ast/dump.h"
#include "compiler/core/dump.h"
#include "compiler/driver/commands.h"
#include "compiler/plan/plan.h"

namespace polc::driver {
namespace {

std::string_view name_of(Target target) {
  switch (target) {
    case Target::Tree:
      return "tree";
    case Target::Ast:
      return "ast";
    case Target::Core:
      return "core";
    case Target::Sql:
      return "sql";
    case Target::Llvm:
      return "llvm";
    case Target::Plan:
      return "plan";
    case Target::Smt:
      return "smt";
  }
  return "";
}

bool is_supported(Target target) { return target == Target::Ast || target == Target::Core || target == Target::Plan; }

}  // namespace

ExitCode run_compile(const CompileArguments& arguments, Run& run) {
  if (!is_supported(arguments.target)) {
    run.sink.emit(diag::Kind::TargetNotSupported, {}, name_of(arguments.target));
    report_findings(run);
    return finish(run, ExitCode::CouldNot, false);
  }
  const bool wants_ast = arguments.target == Target::Ast;
  const Compiled compiled = compile_input(arguments.input, wants_ast ? Until::Parsed : Until::Checked, run);
  report_findings(run);
  if (run.sink.has_errors()) return finish(run, exit_code_of(run.sink), arguments.input.time);
  for (const ProgramSet& set : compiled.sets) {
    if (!wants_ast) {
      const core::Program& program = *set.program;
      run.out.write(run.phases.run("dump", [&] {
        return arguments.target == Target::Core ? core::dump(program) : plan::print(program, plan::build(program));
      }));
      continue;
    }
    for (const LoadedFile& file : set.files) {
      if (!file.given || (compiled.sets.size() > 1 && file.tree.language != set.language)) continue;
      run.out.write(ast::dump(file.tree));
    }
  }
  return finish(run, ExitCode::Nothing, arguments.input.time);
}

}  // namespace polc::driver
