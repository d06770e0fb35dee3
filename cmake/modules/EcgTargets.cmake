# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The project's own ways to declare a library, a tool and a unit test.

# ecg_library(<name> SOURCES a.cpp ... [LINK libs...])
# A static library of the compiler. It always waits for the generated headers
# and links the two shared LLVM libraries, never their static archives.
# The headers of MLIR and of the generated dialects take most of the time a file
# takes to compile; all files share them read once.
function(ecg_use_precompiled name)
  target_precompile_headers(${name} REUSE_FROM EcgPrecompiled)
endfunction()

function(ecg_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  add_dependencies(${name} ecg-headers)
  target_link_libraries(${name} PUBLIC ${ARG_LINK} MLIR LLVM)
  ecg_use_precompiled(${name})
endfunction()

# The same for arithmetic: optimized in every build type but sanitizer runs.
function(ecg_hot_library name)
  ecg_library(${name} ${ARGN})
  if(NOT ECG_SANITIZE)
    target_compile_options(${name} PRIVATE -O2)
  endif()
endfunction()

# ecg_tool(<name> SOURCES main.cpp ... [LINK libs...])
function(ecg_tool name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  add_dependencies(${name} ecg-headers)
  target_link_libraries(${name} PRIVATE ${ARG_LINK} MLIR LLVM)
  ecg_use_precompiled(${name})
  install(TARGETS ${name} RUNTIME DESTINATION bin)
endfunction()

# ecg_unit_test(<name> SOURCES a.cpp ... [LINK libs...] [DEFINES d...])
# One GoogleTest program; ctest lists its cases one by one.
function(ecg_unit_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;DEFINES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  add_dependencies(${name} ecg-headers)
  target_compile_definitions(${name} PRIVATE ${ARG_DEFINES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest_main MLIR
                                        LLVM)
  ecg_use_precompiled(${name})
  add_dependencies(check-ecg-deps ${name})
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
                       PROPERTIES LABELS unit)
endfunction()
