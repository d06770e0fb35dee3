// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the files of this folder share: each attaches ExecOpInterface to its
// layers by one function, called from Register.cpp.

#ifndef ECG_LIB_EXEC_OPS_OPS_H
#define ECG_LIB_EXEC_OPS_OPS_H

#include "LayerMath.h"
#include <algorithm>
#include <optional>
#include <vector>

namespace ecg {

void attachActivations(mlir::MLIRContext &context);
void attachAvgPool(mlir::MLIRContext &context);
void attachBatchNorm(mlir::MLIRContext &context);
void attachBinary(mlir::MLIRContext &context);
void attachConcat(mlir::MLIRContext &context);
void attachConv1d(mlir::MLIRContext &context);
void attachConv2d(mlir::MLIRContext &context);
void attachConv3d(mlir::MLIRContext &context);
void attachConvTranspose(mlir::MLIRContext &context);
void attachCumSum(mlir::MLIRContext &context);
void attachFakeMultiBit(mlir::MLIRContext &context);
void attachFakeQuantize(mlir::MLIRContext &context);
void attachGathers(mlir::MLIRContext &context);
void attachGlobalAvgPool(mlir::MLIRContext &context);
void attachLayerNorm(mlir::MLIRContext &context);
void attachLinear(mlir::MLIRContext &context);
void attachMatmul(mlir::MLIRContext &context);
void attachMaxPool(mlir::MLIRContext &context);
void attachMoves(mlir::MLIRContext &context);
void attachPad(mlir::MLIRContext &context);
void attachRecurrent(mlir::MLIRContext &context);
void attachReduce(mlir::MLIRContext &context);
void attachReshape(mlir::MLIRContext &context);
void attachResize(mlir::MLIRContext &context);
void attachSelect(mlir::MLIRContext &context);
void attachSoftmax(mlir::MLIRContext &context);
void attachTopK(mlir::MLIRContext &context);
void attachUnary(mlir::MLIRContext &context);

/// The elements of an operand that is not of real numbers.
template <typename Element, typename T>
BatchView<const Element> elementsAs(BatchView<const T> view) {
  return {reinterpret_cast<const Element *>(view.data), view.shape, view.step};
}

/// to[i] += from[i]
template <typename T> void addTo(T *to, const T *from, int64_t count) {
  for (int64_t i = 0; i < count; ++i)
    to[i] += from[i];
}

/// What a fused activation leaves of `view`, if there is one.
template <typename T>
void applyClamp(std::optional<ClampAttr> clamp, BatchView<T> view,
                int64_t samples) {
  if (!clamp)
    return;
  T low = clamp->getMin(), high = clamp->getMax();
  for (T &x : llvm::MutableArrayRef(view.data, samples * view.size()))
    x = std::min(std::max(x, low), high);
}

/// The gradient before a fused activation: that behind it where the result lies
/// strictly inside the range.
template <typename T> class ClampedGrad {
public:
  ClampedGrad(std::optional<ClampAttr> clamp, BatchView<const T> output,
              BatchView<const T> grad, int64_t samples)
      : view(grad) {
    if (!clamp)
      return;
    T low = clamp->getMin(), high = clamp->getMax();
    masked.resize(samples * grad.size());
    const T *y = output.data, *dy = grad.data;
    T *to = masked.data();
    for (size_t i = 0; i < masked.size(); ++i) {
      T value = y[i], passed = dy[i]; // read ahead of choosing: no branches
      to[i] = value > low && value < high ? passed : 0;
    }
    view.data = to;
  }

  BatchView<const T> get() const { return view; }

private:
  std::vector<T> masked;
  BatchView<const T> view;
};

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_OPS_H
