// SPDX-License-Identifier: Apache-2.0
#include "runtime/native/load_compiler.h"

#include "runtime/modules/open_module.h"

namespace polc::native {

value::Result<std::shared_ptr<vector::ConditionCompiler>, std::string> load_compiler() {
  const auto make = modules::open_module("libpolc_llvm.so", "polc_make_condition_compiler");
  if (!make) return make.error();
  return std::shared_ptr<vector::ConditionCompiler>(reinterpret_cast<vector::ConditionCompiler* (*)()>(*make)());
}

}  // namespace polc::native
