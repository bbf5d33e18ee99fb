// SPDX-License-Identifier: Apache-2.0
// The text of one `.pol` file -> its syntax tree. Mistakes go to the sink, one finding a sentence; the sentences around
// a mistake are read all the same. Names are not looked up here.
#pragma once

#include "compiler/ast/nodes.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::parse {

/// `id` is the number of `file` in its SourceMap; every span carries it.
[[nodiscard]] ast::File parse(const source::SourceFile& file, source::FileId id, diag::Sink& sink);

}  // namespace polc::parse
