// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fully connected layer.

#include "../Matrix.h"
#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

struct LinearMath : WeightedMath<LinearOp> {
  /// All rows of all samples are one matrix.
  template <typename T>
  static void forward(LinearOp layer, const ForwardCall<T> &call) {
    int64_t in = call.inputs[1].shape[1], out = call.inputs[1].shape[0];
    int64_t rows = call.samples * call.outputs[0].size() / out;
    T *y = call.outputs[0].data;
    for (int64_t row = 0; row < rows; ++row)
      if (call.inputs.size() > 2)
        std::copy_n(call.inputs[2].data, out, y + row * out);
      else
        std::fill_n(y + row * out, out, T(0));
    matrixKernels<T>().multiplyAdd(
        {call.inputs[0].data, rows, in, in},
        {call.inputs[1].data, out, in, in, /*transposed=*/true},
        {y, rows, out, out});
    applyClamp(layer.getClamp(), call.outputs[0], call.samples);
  }

  template <typename T>
  static void backward(LinearOp layer, const BackwardCall<T> &call) {
    int64_t in = call.inputs[1].shape[1], out = call.inputs[1].shape[0];
    int64_t rows = call.samples * call.outputs[0].size() / out;
    ClampedGrad<T> grad(layer.getClamp(), call.outputs[0], call.outputGrads[0],
                        call.samples);
    const T *dy = grad.get().data;
    if (T *dx = call.inputGrads[0].data)
      matrixKernels<T>().multiplyAdd({dy, rows, out, out},
                                     {call.inputs[1].data, out, in, in},
                                     {dx, rows, in, in});
    if (T *dw = call.inputGrads[1].data)
      matrixKernels<T>().multiplyAdd({dy, rows, out, out, /*transposed=*/true},
                                     {call.inputs[0].data, rows, in, in},
                                     {dw, out, in, in});
    if (call.inputs.size() > 2 && call.inputGrads[2])
      for (int64_t row = 0; row < rows; ++row)
        addTo(call.inputGrads[2].data, dy + row * out, out);
  }
};

} // namespace

void ecg::attachLinear(MLIRContext &context) {
  attachMath<LinearMath, LinearOp>(context);
}
