// SPDX-License-Identifier: Apache-2.0
// Sentences -> file: reads each sentence as what it can be where it stands, and hangs it under its vocabulary, policy,
// article or test. A sentence that cannot be read is reported and left out.
#pragma once

#include "compiler/ast/nodes.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/parse/keywords.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/token.h"

namespace polc::parse {

[[nodiscard]] ast::File to_file(const Letters& letters, const Keywords& keywords, const Sentences& sentences,
                                diag::Sink& sink);

}  // namespace polc::parse
