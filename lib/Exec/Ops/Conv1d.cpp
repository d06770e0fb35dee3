// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 1-D convolution.

#include "../Convolution.h"
#include "Ops.h"
#include "ecg/IR/Windows.h"

using namespace mlir;
using namespace ecg;

namespace {

struct Conv1dMath : WeightedMath<Conv1dOp> {
  template <typename Call>
  static ConvGeometry geometryOf(Conv1dOp layer, const Call &call) {
    return ConvGeometry::get(getWindows(layer), layer.getGroups(),
                             call.inputs[0].shape, call.outputs[0].shape);
  }

  template <typename T>
  static void forward(Conv1dOp layer, const ForwardCall<T> &call) {
    convolve(geometryOf(layer, call), call);
    applyClamp(layer.getClamp(), call.outputs[0], call.samples);
  }

  template <typename T>
  static void backward(Conv1dOp layer, const BackwardCall<T> &call) {
    ClampedGrad<T> grad(layer.getClamp(), call.outputs[0], call.outputGrads[0],
                        call.samples);
    convolveBackward(geometryOf(layer, call), call, grad.get());
  }
};

} // namespace

void ecg::attachConv1d(MLIRContext &context) {
  attachMath<Conv1dMath, Conv1dOp>(context);
}
