// SPDX-License-Identifier: Apache-2.0
// vector::ConditionCompiler by LLVM, and what load_compiler.cpp finds of this library.
#include <llvm/IR/Module.h>

#include <algorithm>
#include <utility>

#include "runtime/native/emit_loops.h"
#include "runtime/native/jit.h"

namespace polc::native {

namespace {

// Thorough code for a window takes some 4 ms more to make, and saves about 0.2 ns a row of the relation each time.
constexpr vector::RowId rows_worth_effort = 1 << 22;

class Code final : public vector::ConditionCode {
 public:
  Code(std::unique_ptr<Jit> jit, const core::Program& program, const plan::Plan& plan, vector::FixedFacts& facts)
      : jit_(std::move(jit)), program_(program), plan_(plan), facts_(facts), costs_(program, plan, facts) {}

  bool knows(plan::NodeId node) const override { return costs_.of(node).has_code; }

  value::Result<Made, std::string> make(std::span<const plan::NodeId> nodes,
                                        std::span<const vector::WindowCode> windows) override {
    auto context = std::make_unique<llvm::LLVMContext>();
    auto module = std::make_unique<llvm::Module>("conditions", *context);
    module->setDataLayout(jit_->layout());
    const Source source{program_, plan_, facts_, costs_};
    std::vector<std::string> names;
    const bool is_large = std::any_of(windows.begin(), windows.end(), [&](const vector::WindowCode& window) {
      return facts_.row_count(window.relation) >= rows_worth_effort;
    });
    for (const plan::NodeId node : nodes) {
      names.push_back("node_" + std::to_string(node.index));
      emit_of_rows(*module, source, names.back(), node);
    }
    for (const vector::WindowCode& window : windows) {
      names.push_back("window_" + std::to_string(windows_made_++));
      emit_of_window(*module, source, names.back(), window);
    }
    auto addresses =
        jit_->add(std::move(context), std::move(module), names, is_large ? Effort::Thorough : Effort::Quick);
    if (!addresses) return addresses.error();
    Made made;
    for (std::size_t at = 0; at < nodes.size(); ++at)
      made.nodes.push_back(reinterpret_cast<vector::OfRows>((*addresses)[at]));
    for (std::size_t at = 0; at < windows.size(); ++at)
      made.windows.push_back(reinterpret_cast<vector::OfWindow>((*addresses)[nodes.size() + at]));
    return made;
  }

 private:
  std::unique_ptr<Jit> jit_;
  const core::Program& program_;
  const plan::Plan& plan_;
  vector::FixedFacts& facts_;
  mutable NodeCosts costs_;
  std::size_t windows_made_ = 0;
};

class Compiler final : public vector::ConditionCompiler {
 public:
  value::Result<std::unique_ptr<vector::ConditionCode>, std::string> begin(const core::Program& program,
                                                                           const plan::Plan& plan,
                                                                           vector::FixedFacts& facts) override {
    auto jit = Jit::make();
    if (!jit) return jit.error();
    return std::unique_ptr<vector::ConditionCode>(new Code(std::move(*jit), program, plan, facts));
  }
};

}  // namespace

}  // namespace polc::native

extern "C" __attribute__((visibility("default"))) polc::vector::ConditionCompiler* polc_make_condition_compiler() {
  return new polc::native::Compiler;
}
