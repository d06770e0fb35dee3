# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Build type, output folders, warnings, sanitizers and the compiler launcher.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Dev CACHE STRING "Dev, Debug, Release, ..." FORCE)
endif()
# Dev: what MLIR code costs to compile is dominated by headers, so little
# optimization and no debug info keep the loop short. Arithmetic libraries ask
# for -O2 themselves (ecg_hot_library).
set(CMAKE_CXX_FLAGS_DEV "-O1")
set(CMAKE_C_FLAGS_DEV "-O2")

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_INSTALL_RPATH_USE_LINK_PATH ON)

find_program(ECG_CCACHE ccache)
if(ECG_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${ECG_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ECG_CCACHE})
endif()

# Precompiled headers that are the same bytes whenever they are made: a compiler
# cache then knows what was compiled in another folder.
add_compile_options(
  "$<$<COMPILE_LANG_AND_ID:CXX,Clang>:SHELL:-Xclang -fno-pch-timestamp>")

add_compile_options(-Wall -Wextra)
if(ECG_WERROR)
  add_compile_options(-Werror)
endif()
if(ECG_SANITIZE)
  add_compile_options(-fsanitize=${ECG_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ECG_SANITIZE})
endif()
