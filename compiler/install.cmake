# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` lays down: bin/polc, the library libpolc with its headers (all but the command line),
# the man page, the completion of three shells, and the policies.
include(CMakePackageConfigHelpers)

set(parts polc_source polc_diagnostics polc_ast polc_parse polc_core polc_check polc_value polc_facts polc_interpret)
# CMake wants a source of its own in every library.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/polc_shared.cpp CONTENT "")
add_library(polc_shared SHARED ${PROJECT_BINARY_DIR}/polc_shared.cpp)
target_link_libraries(polc_shared PRIVATE ${parts})
# Whole, also where one of them is named again as a dependency of another.
list(JOIN parts "," joined_parts)
set_property(TARGET polc_shared PROPERTY LINK_LIBRARY_OVERRIDE "WHOLE_ARCHIVE,${joined_parts}")
target_include_directories(polc_shared INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/polc>)
target_compile_features(polc_shared INTERFACE cxx_std_20)
set_target_properties(polc_shared PROPERTIES OUTPUT_NAME polc EXPORT_NAME polc LINKER_LANGUAGE CXX
                      VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

install(TARGETS polc_shared EXPORT polc LIBRARY)
install(EXPORT polc NAMESPACE polc:: FILE polcConfig.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polc)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/polcConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/polcConfigVersion.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/polc)
install(DIRECTORY compiler runtime DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/polc
        FILES_MATCHING PATTERN "*.h" PATTERN "*.def" PATTERN driver EXCLUDE PATTERN explain EXCLUDE
        PATTERN completion EXCLUDE)
install(DIRECTORY policies DESTINATION ${CMAKE_INSTALL_DATADIR}/polc)
install(FILES compiler/driver/polc.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES compiler/driver/completion/polc.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME polc)
install(FILES compiler/driver/completion/_polc DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES compiler/driver/completion/polc.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
