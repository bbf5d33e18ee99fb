// SPDX-License-Identifier: Apache-2.0
// The beginning of every command that works on policies and facts: both are read and found valid, or the command has ended.
#pragma once

#include <functional>

#include "compiler/driver/arguments.h"
#include "compiler/driver/exit_code.h"
#include "compiler/driver/run.h"
#include "compiler/driver/wording.h"
#include "runtime/facts/fact_base.h"

namespace polc::driver {

using Work = std::function<ExitCode(const core::Program& program, const facts::FactBase& facts)>;

// What `work` gives, or what reading ended with; findings and failures are told.
[[nodiscard]] ExitCode with_facts(const InputArguments& input, const FactsLocation& location, Run& run,
                                  const Work& work);

// Pseudonyms are made with the secret of the environment.
[[nodiscard]] Wording::Settings wording_settings(bool show_personal, const Run& run);

}  // namespace polc::driver
