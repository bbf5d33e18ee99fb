// SPDX-License-Identifier: Apache-2.0
#include "runtime/native/jit.h"

#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Utils/Mem2Reg.h>

#include <utility>

namespace polc::native {

namespace {

std::string at(const char* what, llvm::Error error) {
  return std::string(what) + ": " + llvm::toString(std::move(error));
}

void verify(const llvm::Module& module) {
  std::string fault;
  llvm::raw_string_ostream out(fault);
  POLC_CHECK(!llvm::verifyModule(module, &out), fault);
}

// What the emitter leaves to be found: equal loads and ways, and choices between constants.
void simplify(llvm::Module& module) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  llvm::FunctionPassManager passes;
  passes.addPass(llvm::PromotePass());
  passes.addPass(llvm::EarlyCSEPass());
  passes.addPass(llvm::InstCombinePass());
  passes.addPass(llvm::SimplifyCFGPass());
  for (llvm::Function& function : module)
    if (!function.isDeclaration()) passes.run(function, functions);
}

}  // namespace

value::Result<std::unique_ptr<Jit>, std::string> Jit::make() {
  if (llvm::InitializeNativeTarget() || llvm::InitializeNativeTargetAsmPrinter())
    return std::string("LLVM was built without this processor");
  auto host = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!host) return at("the processor", host.takeError());
  host->setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  llvm::orc::LLJITBuilder builder;
  builder.setJITTargetMachineBuilder(std::move(*host));
  // One target machine for all modules; one for each would take longer than most of them. Code calls nothing, and has nothing
  // to set up.
  builder.setCompileFunctionCreator([](llvm::orc::JITTargetMachineBuilder machines)
                                        -> llvm::Expected<std::unique_ptr<llvm::orc::IRCompileLayer::IRCompiler>> {
    auto machine = machines.createTargetMachine();
    if (!machine) return machine.takeError();
    return std::make_unique<llvm::orc::TMOwningSimpleCompiler>(std::move(*machine));
  });
  builder.setPlatformSetUp(llvm::orc::setUpInactivePlatform);
  builder.setLinkProcessSymbolsByDefault(false);
  auto jit = builder.create();
  if (!jit) return at("the start of LLVM", jit.takeError());
  return std::unique_ptr<Jit>(new Jit(std::move(*jit)));
}

value::Result<std::vector<void*>, std::string> Jit::add(std::unique_ptr<llvm::LLVMContext> context,
                                                        std::unique_ptr<llvm::Module> module,
                                                        const std::vector<std::string>& names) {
  verify(*module);
  simplify(*module);
  verify(*module);
  if (llvm::Error error = jit_->addIRModule(llvm::orc::ThreadSafeModule(std::move(module), std::move(context))))
    return at("adding a module", std::move(error));
  // All at once: looked up one by one, each would be a question to the session of its own.
  llvm::orc::SymbolLookupSet wanted;
  for (const std::string& name : names) wanted.add(jit_->mangleAndIntern(name));
  auto found = jit_->getExecutionSession().lookup(
      {{&jit_->getMainJITDylib(), llvm::orc::JITDylibLookupFlags::MatchAllSymbols}}, std::move(wanted));
  if (!found) return at("making machine code", found.takeError());
  std::vector<void*> addresses;
  for (const std::string& name : names)
    addresses.push_back((*found)[jit_->mangleAndIntern(name)].getAddress().toPtr<void*>());
  return addresses;
}

}  // namespace polc::native
