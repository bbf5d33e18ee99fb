// SPDX-License-Identifier: Apache-2.0
#include "runtime/native/load_compiler.h"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>
#include <vector>

namespace polc::native {
namespace {

namespace fs = std::filesystem;
constexpr const char* library = "libpolc_llvm.so";

// Beside the program (as built), or where it was installed relative to it.
std::vector<fs::path> places() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  std::vector<fs::path> found;
  if (!error) {
    found.push_back(program.parent_path() / library);
    found.push_back(program.parent_path().parent_path() / POLC_MODULE_FOLDER / library);
  }
  return found;
}

}  // namespace

value::Result<std::shared_ptr<vector::ConditionCompiler>, std::string> load_compiler() {
  std::string why = std::string(library) + " is not there";
  for (const fs::path& place : places()) {
    std::error_code error;
    if (!fs::exists(place, error)) continue;
    // Never unloaded: code that it made may outlive this function.
    void* handle = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
      why = dlerror();
      continue;
    }
    using Make = vector::ConditionCompiler* (*)();
    const auto make = reinterpret_cast<Make>(dlsym(handle, "polc_make_condition_compiler"));
    if (make != nullptr) return std::shared_ptr<vector::ConditionCompiler>(make());
    why = dlerror();
  }
  return why;
}

}  // namespace polc::native
