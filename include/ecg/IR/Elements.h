// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The element types of tensors: how each is called in C and in the names of
// kernels, and how its numbers become floats and back at the boundary of a
// program. docs/numerics.md @elements.

#ifndef ECG_IR_ELEMENTS_H
#define ECG_IR_ELEMENTS_H

#include "mlir/IR/Types.h"
#include "llvm/ADT/StringRef.h"

namespace ecg {

struct ElementInfo {
  llvm::StringLiteral suffix; ///< of kernel names: "f32", "b8", "u16"
  llvm::StringLiteral cType;  ///< "float"; the bits of a half are uint16_t
  size_t bytes;
  /// `n` numbers from and to float. Integers are rounded to nearest even and
  /// limited to the range of their type; bool is 0 or 1.
  void (*fromFloat)(const float *from, size_t n, void *to);
  void (*toFloat)(const void *from, size_t n, float *to);
};

/// What there is to know about an element type, or null where tensors cannot
/// hold it. A quantized type is its storage integer.
const ElementInfo *findElement(mlir::Type element);

/// The suffix of kernels for elements of `type`, a tensor or memref: "f32".
llvm::StringRef elementSuffix(mlir::Type type);

} // namespace ecg

#endif // ECG_IR_ELEMENTS_H
