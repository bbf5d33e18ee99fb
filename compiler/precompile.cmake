# SPDX-License-Identifier: Apache-2.0
# polc_precompiled(<target>): with POLC_PRECOMPILE the target reads the headers that most files include from a precompiled
# one. Left off in release: there g++ 12 warns of what is inlined from the standard library, which it no longer takes for a
# system's. That each file includes what it uses, tests/rules/precompiled.py sees to.
set(polc_common_headers
  <algorithm> <array> <compare> <cstddef> <cstdint> <filesystem> <functional> <limits> <map> <memory> <numeric> <optional> <set>
  <span> <string> <string_view> <tuple> <utility> <variant> <vector>
  ${PROJECT_SOURCE_DIR}/compiler/core/core.h ${PROJECT_SOURCE_DIR}/compiler/diagnostics/sink.h
  ${PROJECT_SOURCE_DIR}/runtime/facts/fact_base.h)

if(POLC_PRECOMPILE)
  if(NOT POLC_TESTS)
    message(FATAL_ERROR "POLC_PRECOMPILE is for builds with tests")
  endif()
  # Compilers tell code for libraries from code for programs: one precompiled header for each.
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")
  add_library(polc_precompiled_library STATIC ${CMAKE_BINARY_DIR}/precompiled.cpp)
  add_executable(polc_precompiled_program ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(polc_precompiled_program PRIVATE unit_main)
  foreach(kind IN ITEMS library program)
    target_link_libraries(polc_precompiled_${kind} PRIVATE polc_options)
    target_precompile_headers(polc_precompiled_${kind} PRIVATE ${polc_common_headers}
      $<$<STREQUAL:${kind},program>:<doctest/doctest.h$<ANGLE-R>>)
    # Without it no cache recognises the same header made twice.
    target_compile_options(polc_precompiled_${kind} PRIVATE $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
  endforeach()
endif()

function(polc_precompiled target)
  if(NOT POLC_PRECOMPILE)
    return()
  endif()
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "EXECUTABLE")
    target_precompile_headers(${target} REUSE_FROM polc_precompiled_program)
  else()
    target_precompile_headers(${target} REUSE_FROM polc_precompiled_library)
  endif()
endfunction()
