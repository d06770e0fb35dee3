// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 2-D convolution.

#include "../Convolution.h"
#include "Ops.h"
#include "ecg/IR/Windows.h"

using namespace mlir;
using namespace ecg;

namespace {

struct Conv2dMath : WeightedMath<Conv2dOp> {
  template <typename Call>
  static ConvGeometry geometryOf(Conv2dOp layer, const Call &call) {
    return ConvGeometry::get(getWindows(layer), layer.getGroups(),
                             call.inputs[0].shape, call.outputs[0].shape);
  }

  template <typename T>
  static void forward(Conv2dOp layer, const ForwardCall<T> &call) {
    convolve(geometryOf(layer, call), call);
    applyClamp(layer.getClamp(), call.outputs[0], call.samples);
  }

  template <typename T>
  static void backward(Conv2dOp layer, const BackwardCall<T> &call) {
    ClampedGrad<T> grad(layer.getClamp(), call.outputs[0], call.outputGrads[0],
                        call.samples);
    convolveBackward(geometryOf(layer, call), call, grad.get());
  }
};

} // namespace

void ecg::attachConv2d(MLIRContext &context) {
  attachMath<Conv2dMath, Conv2dOp>(context);
}
