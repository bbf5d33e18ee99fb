// SPDX-License-Identifier: Apache-2.0
// The compiler of conditions, in a library of its own that is opened here: who needs no machine code does not wait for LLVM.
#pragma once

#include <memory>
#include <string>

#include "runtime/value/result.h"
#include "runtime/vector/condition_code.h"

namespace polc::native {

// An error is why it cannot be had: the library is not there, or cannot be opened.
[[nodiscard]] value::Result<std::shared_ptr<vector::ConditionCompiler>, std::string> load_compiler();

}  // namespace polc::native
