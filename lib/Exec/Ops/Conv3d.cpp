// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 3-D convolution.

#include "../Volume.h"
#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

struct Conv3dMath : WeightedMath<Conv3dOp> {
  template <typename Call>
  static VolumeGeometry geometryOf(Conv3dOp layer, const Call &call) {
    return VolumeGeometry::get(getWindows(layer), layer.getGroups(),
                               call.inputs[0].shape, call.outputs[0].shape);
  }

  template <typename T>
  static void forward(Conv3dOp layer, const ForwardCall<T> &call) {
    convolveVolume(
        geometryOf(layer, call),
        ForwardCall<T>{call.samples, call.inputs.take_front(2), call.outputs});
    if (layer.getBias())
      addBias(call.inputs[2].data, call.outputs[0], call.samples);
    applyClamp(layer.getClamp(), call.outputs[0], call.samples);
  }

  template <typename T>
  static void backward(Conv3dOp layer, const BackwardCall<T> &call) {
    ClampedGrad<T> grad(layer.getClamp(), call.outputs[0], call.outputGrads[0],
                        call.samples);
    BackwardCall<T> withoutBias = call;
    withoutBias.inputs = call.inputs.take_front(2);
    convolveVolumeBackward(geometryOf(layer, call), withoutBias, grad.get());
    if (layer.getBias())
      addBiasGrad(grad.get(), call.samples, call.inputGrads[2].data);
  }
};

} // namespace

void ecg::attachConv3d(MLIRContext &context) {
  attachMath<Conv3dMath, Conv3dOp>(context);
}
