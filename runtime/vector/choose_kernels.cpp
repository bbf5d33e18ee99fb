// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/kernels.h"

namespace polc::vector {

namespace portable {
extern const Kernels table;
}
#ifdef POLC_X86_KERNELS
namespace x86_v3 {
extern const Kernels table;
}
namespace x86_v4 {
extern const Kernels table;
}
#endif

const Kernels& kernels() {
#ifdef POLC_X86_KERNELS
  static const Kernels& chosen = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                                         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd") &&
                                         __builtin_cpu_supports("bmi2")
                                     ? x86_v4::table
                                 : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? x86_v3::table
                                                                                                    : portable::table;
  return chosen;
#else
  return portable::table;
#endif
}

}  // namespace polc::vector
