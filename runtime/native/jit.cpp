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

// What the emitter leaves to be found: equal loads and ways; and, where it is worth the time, simpler ways to say the same.
void simplify(llvm::Module& module, Effort effort) {
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
  if (effort == Effort::Thorough) passes.addPass(llvm::InstCombinePass());
  passes.addPass(llvm::SimplifyCFGPass());
  for (llvm::Function& function : module)
    if (!function.isDeclaration()) passes.run(function, functions);
}

// One target machine for all modules of an effort: one for each module would take longer than most of them.
class ByEffort final : public llvm::orc::IRCompileLayer::IRCompiler {
 public:
  ByEffort(std::unique_ptr<llvm::TargetMachine> quick, std::unique_ptr<llvm::TargetMachine> thorough,
           std::shared_ptr<const Effort> effort)
      : IRCompiler(llvm::orc::irManglingOptionsFromTargetOptions(quick->Options)),
        quick_(std::move(quick)),
        thorough_(std::move(thorough)),
        effort_(std::move(effort)) {}

  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> operator()(llvm::Module& module) override {
    llvm::TargetMachine& machine = *effort_ == Effort::Quick ? *quick_ : *thorough_;
    return llvm::orc::SimpleCompiler(machine)(module);
  }

 private:
  std::unique_ptr<llvm::TargetMachine> quick_, thorough_;
  std::shared_ptr<const Effort> effort_;
};

}  // namespace

value::Result<std::unique_ptr<Jit>, std::string> Jit::make() {
  if (llvm::InitializeNativeTarget() || llvm::InitializeNativeTargetAsmPrinter())
    return std::string("LLVM was built without this processor");
  auto host = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!host) return at("the processor", host.takeError());
  llvm::orc::LLJITBuilder builder;
  builder.setJITTargetMachineBuilder(std::move(*host));
  std::unique_ptr<Jit> made(new Jit);
  builder.setCompileFunctionCreator([effort = made->effort_](llvm::orc::JITTargetMachineBuilder machines)
                                        -> llvm::Expected<std::unique_ptr<llvm::orc::IRCompileLayer::IRCompiler>> {
    auto quick = machines.setCodeGenOptLevel(llvm::CodeGenOptLevel::None).createTargetMachine();
    if (!quick) return quick.takeError();
    auto thorough = machines.setCodeGenOptLevel(llvm::CodeGenOptLevel::Default).createTargetMachine();
    if (!thorough) return thorough.takeError();
    return std::make_unique<ByEffort>(std::move(*quick), std::move(*thorough), effort);
  });
  // Code calls nothing, and has nothing to set up.
  builder.setPlatformSetUp(llvm::orc::setUpInactivePlatform);
  builder.setLinkProcessSymbolsByDefault(false);
  auto jit = builder.create();
  if (!jit) return at("the start of LLVM", jit.takeError());
  made->jit_ = std::move(*jit);
  return made;
}

value::Result<std::vector<void*>, std::string> Jit::add(std::unique_ptr<llvm::LLVMContext> context,
                                                        std::unique_ptr<llvm::Module> module,
                                                        const std::vector<std::string>& names, Effort effort) {
  verify(*module);
  simplify(*module, effort);
  if (llvm::Error error = jit_->addIRModule(llvm::orc::ThreadSafeModule(std::move(module), std::move(context))))
    return at("adding a module", std::move(error));
  *effort_ = effort;
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
