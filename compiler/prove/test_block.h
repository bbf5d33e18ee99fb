// SPDX-License-Identifier: Apache-2.0
// A finding as a test: the facts of its witness, its moment, and what the interpreter is to see there. The test holds as long as
// the finding does.
#pragma once

#include <functional>
#include <string>

#include "compiler/core/core.h"
#include "compiler/prove/prove.h"
#include "compiler/prove/words.h"

namespace polc::prove {

// The witness with what to expect of it; nothing is expected where the interpreter sees the finding only as if the policies came
// into force that day. The finding must have a witness.
[[nodiscard]] core::Test test_of(const core::Program& program, const Finding& finding, source::Language language);
// As a block of text, to stand at the end of the policy of the sentence found fault with.
[[nodiscard]] std::string test_block(const core::Program& program, const core::Test& test, const std::string& title,
                                     const Style& style);

}  // namespace polc::prove
