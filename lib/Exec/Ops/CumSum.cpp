// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Running sums.

#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;
using namespace ecg;

namespace {

/// Running sums of x along the middle of outer x n x inner; store(i, sum) for
/// each element i.
template <typename T, typename Fn>
void sumAlong(int64_t outer, int64_t n, int64_t inner, bool exclusive,
              bool reverse, const T *x, Fn store) {
  std::vector<T> sums(inner);
  for (int64_t o = 0; o < outer; ++o) {
    std::fill(sums.begin(), sums.end(), T(0));
    for (int64_t k = 0; k < n; ++k) {
      int64_t row = (o * n + (reverse ? n - 1 - k : k)) * inner;
      for (int64_t i = 0; i < inner; ++i) {
        T before = sums[i];
        sums[i] += x[row + i];
        store(row + i, exclusive ? before : sums[i]);
      }
    }
  }
}

struct CumSumMath : LayerMath<CumSumOp> {
  template <typename T>
  static void forward(CumSumOp layer, const ForwardCall<T> &call) {
    ArrayRef<int64_t> shape = call.inputs[0].shape;
    AxisSplit split = splitAtAxis(shape, layer.getAxis());
    T *y = call.outputs[0].data;
    sumAlong(call.samples * split.outer, shape[layer.getAxis()], split.inner,
             layer.getExclusive(), layer.getReverse(), call.inputs[0].data,
             [&](int64_t i, T sum) { y[i] = sum; });
  }

  /// An element counts in the sums from its own on: the way back runs back.
  template <typename T>
  static void backward(CumSumOp layer, const BackwardCall<T> &call) {
    ArrayRef<int64_t> shape = call.inputs[0].shape;
    AxisSplit split = splitAtAxis(shape, layer.getAxis());
    T *dx = call.inputGrads[0].data;
    sumAlong(call.samples * split.outer, shape[layer.getAxis()], split.inner,
             layer.getExclusive(), !layer.getReverse(),
             call.outputGrads[0].data, [&](int64_t i, T sum) { dx[i] += sum; });
  }
};

} // namespace

void ecg::attachCumSum(MLIRContext &context) {
  attachMath<CumSumMath, CumSumOp>(context);
}
