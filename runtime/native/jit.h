// SPDX-License-Identifier: Apache-2.0
// Modules of instructions to machine code of this machine, through LLVM ORC. For the files of this folder alone.
#pragma once

#include <llvm/ExecutionEngine/Orc/LLJIT.h>

#include <memory>
#include <string>
#include <vector>

#include "runtime/value/result.h"

namespace polc::native {

// How much is put into a module. Thorough code runs about a fifth faster over rows that lie in far memory, and takes several times
// as long to make.
enum class Effort : unsigned char { Quick, Thorough };

class Jit {
 public:
  // An error is what LLVM says, and at what.
  [[nodiscard]] static value::Result<std::unique_ptr<Jit>, std::string> make();

  [[nodiscard]] const llvm::DataLayout& layout() const { return jit_->getDataLayout(); }
  // The addresses of these functions of the module, valid for as long as this. A module that breaks the rules of LLVM is a mistake
  // of ours and ends the process.
  [[nodiscard]] value::Result<std::vector<void*>, std::string> add(std::unique_ptr<llvm::LLVMContext> context,
                                                                   std::unique_ptr<llvm::Module> module,
                                                                   const std::vector<std::string>& names,
                                                                   Effort effort);

 private:
  Jit() : effort_(std::make_shared<Effort>(Effort::Quick)) {}

  std::shared_ptr<Effort> effort_;  // of the module that is being made
  std::unique_ptr<llvm::orc::LLJIT> jit_;
};

}  // namespace polc::native
