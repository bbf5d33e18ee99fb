// SPDX-License-Identifier: Apache-2.0
// One function a verb, each in its own command_*.cpp.
#pragma once

#include "compiler/driver/arguments.h"
#include "compiler/driver/exit_code.h"
#include "compiler/driver/run.h"
#include "runtime/facts/failure.h"

namespace polc::driver {

[[nodiscard]] ExitCode run_check(const CheckArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_eval(const EvalArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_test(const TestArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_compile(const CompileArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_fmt(const FmtArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_sources(const SourcesArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_facts_import(const FactsImportArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_facts_check(const FactsCheckArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_facts_snapshot(const FactsSnapshotArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_explain(const ExplainArguments& arguments, Run& run);
[[nodiscard]] ExitCode run_explain_result(const ExplainResultArguments& arguments, Run& run);

// Ends a run that could not get at the facts.
[[nodiscard]] ExitCode give_up(const facts::Failure& failure, Run& run, bool print_phases);

}  // namespace polc::driver
