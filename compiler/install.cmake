# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` lays down: bin/polc, the library libpolc with its headers (all but the command line),
# the man page, the completion of three shells, and the policies.
include(CMakePackageConfigHelpers)

# The objects themselves, not the archives: an archive named by two of its users would be linked twice.
set(objects "")
foreach(part IN ITEMS grammar source diagnostics ast trace parse core check value workers facts interpret explain plan vector)
  list(APPEND objects $<TARGET_OBJECTS:polc_${part}>)
endforeach()
foreach(processor IN ITEMS portable x86_v3 x86_v4)
  if(TARGET polc_kernels_${processor})
    list(APPEND objects $<TARGET_OBJECTS:polc_kernels_${processor}>)
  endif()
endforeach()
add_library(polc_shared SHARED ${objects})
target_link_libraries(polc_shared PRIVATE antlr4_shared PkgConfig::utf8proc SQLite::SQLite3 ZLIB::ZLIB Threads::Threads)
target_include_directories(polc_shared INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/polc>)
target_compile_features(polc_shared INTERFACE cxx_std_20)
set_target_properties(polc_shared PROPERTIES OUTPUT_NAME polc EXPORT_NAME polc LINKER_LANGUAGE CXX
                      VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

install(TARGETS polc_shared EXPORT polc LIBRARY)
install(EXPORT polc NAMESPACE polc:: FILE polcConfig.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polc)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/polcConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/polcConfigVersion.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polc)
install(DIRECTORY compiler runtime DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/polc
        FILES_MATCHING PATTERN "*.h" PATTERN "*.def" PATTERN driver EXCLUDE PATTERN native EXCLUDE REGEX "diagnostics/explain$" EXCLUDE
        PATTERN completion EXCLUDE)
install(FILES compiler/diagnostics/report.schema.json compiler/driver/explanation.schema.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/polc)
install(DIRECTORY policies DESTINATION ${CMAKE_INSTALL_DATADIR}/polc)
install(FILES compiler/driver/polc.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES compiler/driver/completion/polc.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME polc)
install(FILES compiler/driver/completion/_polc DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES compiler/driver/completion/polc.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
