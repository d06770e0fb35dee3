// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shape arithmetic shared by shape inference, verifiers, import and lowering.

#ifndef ECG_IR_SHAPES_H
#define ECG_IR_SHAPES_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/TypeRange.h"
#include <optional>

namespace ecg {

/// The geometry of a convolution or pool along one dimension.
struct Window {
  int64_t kernel;
  int64_t stride = 1;
  int64_t padLow = 0;
  int64_t padHigh = 0;
  int64_t dilation = 1;
  bool ceilMode = false;

  /// Elements from the first to the last one a window touches.
  int64_t span() const { return dilation * (kernel - 1) + 1; }

  /// Number of windows over `length` elements (ONNX Conv and MaxPool), or
  /// nothing when none fits. In ceil mode a last window that would start in
  /// the padding behind the input is dropped, as in PyTorch and ONNX Runtime.
  std::optional<int64_t> countOver(int64_t length) const;
};

/// True when the types are tensors of the same shapes, whatever their element
/// types: a layer's result may be float or quantized.
bool haveSameShapes(mlir::TypeRange a, mlir::TypeRange b);

/// Numpy broadcasting of two shapes, or nothing when they do not agree.
std::optional<llvm::SmallVector<int64_t>>
broadcastShapes(llvm::ArrayRef<int64_t> a, llvm::ArrayRef<int64_t> b);

/// The elements before and after dimension `axis`: a tensor seen as
/// outer x shape[axis] x inner.
struct AxisSplit {
  int64_t outer;
  int64_t inner;
};
AxisSplit splitAtAxis(llvm::ArrayRef<int64_t> shape, int64_t axis);

/// `shape` written as in types: 1x8x449.
std::string formatShape(llvm::ArrayRef<int64_t> shape);

} // namespace ecg

#endif // ECG_IR_SHAPES_H
