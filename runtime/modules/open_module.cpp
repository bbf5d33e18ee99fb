// SPDX-License-Identifier: Apache-2.0
#include "runtime/modules/open_module.h"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>
#include <vector>

namespace polc::modules {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> places_of(const char* library) {
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

value::Result<void*, std::string> open_module(const char* library, const char* function) {
  std::string why = std::string(library) + " is not there";
  for (const fs::path& place : places_of(library)) {
    std::error_code error;
    if (!fs::exists(place, error)) continue;
    void* const handle = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
      why = dlerror();
      continue;
    }
    if (void* const found = dlsym(handle, function); found != nullptr) return found;
    why = dlerror();
  }
  return why;
}

}  // namespace polc::modules
