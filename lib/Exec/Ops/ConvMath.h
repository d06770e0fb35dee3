// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution in one and two dimensions, which differ in their attributes only.

#ifndef ECG_LIB_EXEC_OPS_CONVMATH_H
#define ECG_LIB_EXEC_OPS_CONVMATH_H

#include "../Convolution.h"
#include "Ops.h"
#include "ecg/IR/Windows.h"

namespace ecg {

template <typename Op> struct ConvMath : WeightedMath<Op> {
  template <typename Call>
  static ConvGeometry geometryOf(Op layer, const Call &call) {
    return ConvGeometry::get(getWindows(layer), layer.getGroups(),
                             call.inputs[0].shape, call.outputs[0].shape);
  }

  template <typename T>
  static void forward(Op layer, const ForwardCall<T> &call) {
    convolve(geometryOf(layer, call), call);
    applyClamp(layer.getClamp(), call.outputs[0], call.samples);
  }

  template <typename T>
  static void backward(Op layer, const BackwardCall<T> &call) {
    ClampedGrad<T> grad(layer.getClamp(), call.outputs[0], call.outputGrads[0],
                        call.samples);
    convolveBackward(geometryOf(layer, call), call, grad.get());
  }
};

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_CONVMATH_H
