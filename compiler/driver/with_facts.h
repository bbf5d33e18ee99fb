// SPDX-License-Identifier: Apache-2.0
// The beginning of every command that works on policies and facts: they are read and found valid, or the command has ended.
// What `work` gives is the exit code, or what reading ended with; findings and failures are told, and the phases where the
// user asks for them.
#pragma once

#include <functional>

#include "compiler/driver/arguments.h"
#include "compiler/driver/exit_code.h"
#include "compiler/driver/run.h"
#include "compiler/driver/wording.h"
#include "runtime/facts/facts.h"

namespace polc::driver {

using WorkOnProgram = std::function<ExitCode(const core::Program& program)>;
using WorkOnOpenedFacts = std::function<ExitCode(const core::Program& program, const facts::OpenFacts& opened)>;
using WorkOnFacts = std::function<ExitCode(const core::Program& program, const facts::FactBase& facts)>;

[[nodiscard]] ExitCode with_program(const InputArguments& input, Run& run, const WorkOnProgram& work);
[[nodiscard]] ExitCode with_opened_facts(const InputArguments& input, const FactsLocation& location, Run& run,
                                         const WorkOnOpenedFacts& work);
[[nodiscard]] ExitCode with_facts(const InputArguments& input, const FactsWithAdded& locations, Run& run,
                                  const WorkOnFacts& work);

// Tells why the facts could not be had; the exit code of that.
[[nodiscard]] ExitCode give_up(const facts::Failure& failure, Run& run);

// Pseudonyms are made with the secret of the environment.
[[nodiscard]] Wording::Settings wording_settings(bool show_personal, const Run& run);

}  // namespace polc::driver
