// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which kernels the families of `ecgrt` have: the lists in the runtime's
// headers, as a set of names.

#include "EcgRtKernels.h"
#include "ecg/IR/Elements.h"
#include "llvm/ADT/StringSet.h"

namespace ecg::rt {

std::string familyKernel(llvm::StringRef function,
                         llvm::ArrayRef<mlir::Type> types) {
  std::string name = "ecg_" + function.str();
  for (mlir::Type type : types)
    name += "_" + elementSuffix(type).str();
  return name;
}

std::string bytesKernel(llvm::StringRef stem, mlir::MemRefType type) {
  return ("ecg_" + stem + "_b" +
          std::to_string(getByteSize(type) / type.getNumElements()))
      .str();
}

bool isFamilyKernel(llvm::StringRef name) {
#define ECG_NAME(function, suffix, ...) "ecg_" #function "_" #suffix,
#define ECG_MATMUL_NAME(suffix, ...) "ecg_matmul_" #suffix,
  static const llvm::StringSet<> names = {
      ECG_RT_ARG_KERNELS(ECG_NAME)           //
      ECG_RT_BINARY_KERNELS(ECG_NAME)        //
      ECG_RT_CAST_KERNELS(ECG_NAME)          //
      ECG_RT_COMPARE_KERNELS(ECG_NAME)       //
      ECG_RT_CUM_SUM_KERNELS(ECG_NAME)       //
      ECG_RT_REDUCE_KERNELS(ECG_NAME)        //
      ECG_RT_TOP_K_KERNELS(ECG_NAME)         //
      ECG_RT_UNARY_KERNELS(ECG_NAME)         //
      ECG_RT_MATMUL_KERNELS(ECG_MATMUL_NAME) //
  };
#undef ECG_MATMUL_NAME
#undef ECG_NAME
  return names.contains(name);
}

} // namespace ecg::rt
