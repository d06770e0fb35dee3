// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Permutation of dimensions.

#include "Ops.h"
#include "Strides.h"

using namespace mlir;
using namespace ecg;

namespace {

/// fn(offset in the input, offset in the result) of each element of a sample.
template <typename Fn>
void forEachElement(TransposeOp layer, ArrayRef<int64_t> in,
                    ArrayRef<int64_t> out, Fn fn) {
  Strides dense = denseStrides(in);
  std::array<Strides, 1> strides;
  for (int64_t dim : layer.getPermutation())
    strides[0].push_back(dense[dim]);
  int64_t length = out.empty() ? 1 : out.back(), to = 0;
  int64_t step = out.empty() ? 0 : strides[0].back();
  forEachRow(out, strides, [&](std::array<int64_t, 1> offsets) {
    for (int64_t i = 0; i < length; ++i)
      fn(offsets[0] + i * step, to++);
  });
}

struct TransposeMath : LayerMath<TransposeOp> {
  template <typename T>
  static void forward(TransposeOp layer, const ForwardCall<T> &call) {
    for (int64_t s = 0; s < call.samples; ++s) {
      const T *x = call.inputs[0].of(s);
      T *y = call.outputs[0].of(s);
      forEachElement(layer, call.inputs[0].shape, call.outputs[0].shape,
                     [&](int64_t from, int64_t to) { y[to] = x[from]; });
    }
  }

  template <typename T>
  static void backward(TransposeOp layer, const BackwardCall<T> &call) {
    for (int64_t s = 0; s < call.samples; ++s) {
      const T *dy = call.outputGrads[0].of(s);
      T *dx = call.inputGrads[0].of(s);
      forEachElement(layer, call.inputs[0].shape, call.outputs[0].shape,
                     [&](int64_t from, int64_t to) { dx[from] += dy[to]; });
    }
  }
};

} // namespace

void ecg::attachTranspose(MLIRContext &context) {
  attachMath<TransposeMath, TransposeOp>(context);
}
