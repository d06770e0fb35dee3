// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Concatenation.

#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

/// fn(input, offset in it, offset in the result, size) for every run of
/// elements that stay together, in one sample.
template <typename T, typename Fn>
void forEachPiece(ConcatOp layer, ArrayRef<BatchView<const T>> inputs,
                  ArrayRef<int64_t> shape, Fn fn) {
  int64_t axis = layer.getAxis(), to = 0;
  auto [outer, inner] = splitAtAxis(shape, axis);
  for (int64_t row = 0; row < outer; ++row)
    for (auto [i, input] : llvm::enumerate(inputs)) {
      int64_t size = input.shape[axis] * inner;
      fn(i, row * size, to, size);
      to += size;
    }
}

struct ConcatMath : LayerMath<ConcatOp> {
  template <typename T>
  static void forward(ConcatOp layer, const ForwardCall<T> &call) {
    for (int64_t s = 0; s < call.samples; ++s)
      forEachPiece(layer, call.inputs, call.outputs[0].shape,
                   [&](size_t i, int64_t from, int64_t to, int64_t size) {
                     std::copy_n(call.inputs[i].of(s) + from, size,
                                 call.outputs[0].of(s) + to);
                   });
  }

  template <typename T>
  static void backward(ConcatOp layer, const BackwardCall<T> &call) {
    for (int64_t s = 0; s < call.samples; ++s)
      forEachPiece(layer, call.inputs, call.outputs[0].shape,
                   [&](size_t i, int64_t from, int64_t to, int64_t size) {
                     if (call.inputGrads[i])
                       addTo(call.inputGrads[i].of(s) + from,
                             call.outputGrads[0].of(s) + to, size);
                   });
  }
};

} // namespace

void ecg::attachConcat(MLIRContext &context) {
  attachMath<ConcatMath, ConcatOp>(context);
}
