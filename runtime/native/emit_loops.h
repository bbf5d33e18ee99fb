// SPDX-License-Identifier: Apache-2.0
// Functions over chosen rows: vector::OfRows and vector::OfWindow. For the files of this folder alone.
#pragma once

#include <llvm/IR/Module.h>

#include <string>

#include "runtime/native/emit_conditions.h"

namespace polc::native {

struct Source {
  const core::Program& program;
  const plan::Plan& plan;
  vector::FixedFacts& facts;
  NodeCosts& costs;
};

// Each adds a function of that name; all that it holds has code.
void emit_of_rows(llvm::Module& module, const Source& source, const std::string& name, plan::NodeId node);
void emit_of_window(llvm::Module& module, const Source& source, const std::string& name,
                    const vector::WindowCode& window);

}  // namespace polc::native
