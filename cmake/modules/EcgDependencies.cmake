# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Everything the compiler needs, all from Debian packages (see tools/packages).

find_package(MLIR 19.1 REQUIRED CONFIG HINTS /usr/lib/llvm-19/lib/cmake/mlir)
list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)
find_package(Protobuf REQUIRED) # before ONNX, whose targets name it
find_package(ONNX REQUIRED CONFIG)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)

# Foreign headers are SYSTEM: their warnings are not ours.
include_directories(SYSTEM ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
separate_arguments(ECG_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
add_definitions(${ECG_LLVM_DEFINITIONS})
include_directories(${CMAKE_CURRENT_SOURCE_DIR}/include)
# Contracts of the runtime as ecg_rt/<name>.h.
include_directories(${CMAKE_CURRENT_SOURCE_DIR}/runtime/include)
include_directories(SYSTEM ${CMAKE_CURRENT_BINARY_DIR}/include)

find_program(ECG_FAST_LINKER NAMES mold ld.lld-19)
if(ECG_FAST_LINKER MATCHES "mold")
  add_link_options(-fuse-ld=mold)
elseif(ECG_FAST_LINKER)
  add_link_options(-fuse-ld=lld)
endif()
