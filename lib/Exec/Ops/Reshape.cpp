// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reshape: the elements keep their order.

#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

struct ReshapeMath : LayerMath<ReshapeOp> {
  template <typename T>
  static void forward(ReshapeOp, const ForwardCall<T> &call) {
    std::copy_n(call.inputs[0].data, call.samples * call.inputs[0].size(),
                call.outputs[0].data);
  }

  template <typename T>
  static void backward(ReshapeOp, const BackwardCall<T> &call) {
    addTo(call.inputGrads[0].data, call.outputGrads[0].data,
          call.samples * call.inputs[0].size());
  }
};

} // namespace

void ecg::attachReshape(MLIRContext &context) {
  attachMath<ReshapeMath, ReshapeOp>(context);
}
