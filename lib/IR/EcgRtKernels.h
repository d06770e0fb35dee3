// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the generated code of all kernel calls shares (EcgRtBase.td). Not for
// users of the dialect.

#ifndef ECG_LIB_IR_ECGRTKERNELS_H
#define ECG_LIB_IR_ECGRTKERNELS_H

#include "ecg/IR/EcgRtOps.h"
#include <cmath>
#include <cstddef>
#include <type_traits>

namespace ecg::rt {

/// A ParamField, read off the struct itself.
#define ECG_RT_FIELD(Params, field)                                            \
  ::ecg::rt::ParamField {                                                      \
    #field, offsetof(Params, field), sizeof(Params::field) / 4,                \
        std::is_same_v<std::remove_all_extents_t<decltype(Params::field)>,     \
                       float>                                                  \
  }

/// The name of a family's kernel: `ecg_<function>_<suffix>...`.
std::string familyKernel(llvm::StringRef function,
                         llvm::ArrayRef<mlir::Type> types);

/// The name of a kernel that moves elements of this size: `ecg_<stem>_b4`.
std::string bytesKernel(llvm::StringRef stem, mlir::MemRefType type);

/// Whether the runtime has the kernel, which belongs to a family.
bool isFamilyKernel(llvm::StringRef name);

constexpr size_t sizeOf(std::initializer_list<size_t> fields) {
  size_t sum = 0;
  for (size_t field : fields)
    sum += field;
  return sum;
}

/// How many elements a buffer must have; INT64_MAX stands for too many.
struct Extent {
  int64_t elements;
  bool isMinimum = false;
  bool isOptional = false; ///< or none at all
};
Extent exactly(llvm::ArrayRef<int64_t> factors);
Extent atLeast(llvm::ArrayRef<int64_t> factors);
Extent optional(llvm::ArrayRef<int64_t> factors);

/// Elements from the first to the last one an access with these strides
/// touches; the number of elements of a dense or broadcast tensor.
int64_t reach(llvm::ArrayRef<int32_t> dims, llvm::ArrayRef<int32_t> strides);

/// Elements up to the last one a walk from `offset` touches, or INT64_MAX when
/// it also touches elements before the first. Strides may be negative.
int64_t reachFrom(int64_t offset, llvm::ArrayRef<int32_t> dims,
                  llvm::ArrayRef<int32_t> strides);

/// True when dims are positive.
bool areDims(llvm::ArrayRef<int32_t> dims);

/// True when dims are positive and strides are not negative.
bool areStrides(llvm::ArrayRef<int32_t> dims, llvm::ArrayRef<int32_t> strides);

/// What the product of a stack of matrices touches of one operand: `strides` of
/// the batch, a row and a column. True when its dims are positive and strides
/// are not negative.
bool isStack(llvm::ArrayRef<int32_t> batch, llvm::ArrayRef<int32_t> strides);
int64_t stackReach(llvm::ArrayRef<int32_t> batch, int64_t rows, int64_t columns,
                   llvm::ArrayRef<int32_t> strides);

/// True when dims are positive and no position leaves int32.
bool isPadding(llvm::ArrayRef<int32_t> in, llvm::ArrayRef<int32_t> out,
               llvm::ArrayRef<int32_t> before);

/// True when every position a sliding window touches is an int32.
bool fitsPositions(int64_t in, int64_t out, int64_t kernel, int64_t stride,
                   int64_t dilation, int64_t pad);

/// The same for the windows of a transposed convolution.
bool fitsTransposed(int64_t out, int64_t kernel, int64_t stride,
                    int64_t dilation, int64_t pad);

/// The operands have as many elements as the parameters say.
mlir::LogicalResult verifyBuffers(RtKernelOpInterface call,
                                  llvm::ArrayRef<Extent> extents);

/// `(%inputs -> %outputs) {field = value, ...} : types`, fields in the order
/// of the struct.
mlir::ParseResult parseKernel(mlir::OpAsmParser &parser,
                              mlir::OperationState &result,
                              llvm::ArrayRef<ParamField> fields);
void printKernel(mlir::OpAsmPrinter &printer, RtKernelOpInterface call);

} // namespace ecg::rt

#endif // ECG_LIB_IR_ECGRTKERNELS_H
