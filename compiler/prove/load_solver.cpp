// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/solver.h"
#include "runtime/modules/open_module.h"

namespace polc::prove {

value::Result<std::unique_ptr<Solver>, std::string> load_solver() {
  const auto make = modules::open_module("libpolc_z3.so", "polc_make_solver");
  if (!make) return make.error();
  return std::unique_ptr<Solver>(reinterpret_cast<Solver* (*)()>(*make)());
}

}  // namespace polc::prove
